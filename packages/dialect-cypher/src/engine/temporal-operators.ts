import {
  PeriodDuration,
  TemporalError,
  addDuration,
  divideDuration,
  isInstant,
  isNumber,
  isTemporal,
  multiplyDuration,
  type GraphValue,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';

/** Runs work on points in time and durations. @throws QueryExecutionError for what makes none */
export function temporal(work: () => GraphValue): GraphValue {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemporalError) throw queryError(error.message);
    throw error;
  }
}

/** The value of an operator with a point in time or a duration on one side; undefined where there is none. */
export function temporalResult(
  sign: string,
  left: GraphValue,
  right: GraphValue,
): GraphValue | undefined {
  if (!isTemporal(left) && !isTemporal(right)) return undefined;
  return temporal(() => resultOf(sign, left, right) ?? null) ?? undefined;
}

function resultOf(sign: string, left: GraphValue, right: GraphValue): GraphValue | undefined {
  switch (sign) {
    case '+':
      if (typeof left === 'string' || typeof right === 'string') return `${left}${right}`;
      if (left instanceof PeriodDuration)
        return right instanceof PeriodDuration ? left.plus(right) : moved(right, left);
      return right instanceof PeriodDuration ? moved(left, right) : undefined;
    case '-':
      return right instanceof PeriodDuration ? resultOf('+', left, right.negated()) : undefined;
    case '*':
      if (left instanceof PeriodDuration && isNumber(right)) return multiplyDuration(left, right);
      return right instanceof PeriodDuration && isNumber(left)
        ? multiplyDuration(right, left)
        : undefined;
    case '/':
      return left instanceof PeriodDuration && isNumber(right)
        ? divideDuration(left, right)
        : undefined;
    default:
      return undefined;
  }
}

function moved(at: GraphValue, by: PeriodDuration): GraphValue | undefined {
  return isInstant(at) ? addDuration(at, by) : undefined;
}
