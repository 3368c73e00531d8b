import { isNull, isNumber, totalOrder, typeOf, type GraphValue } from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { operations } from './operators.js';

/** One aggregate over the rows of one group. */
export interface AggregateFunction {
  /** Takes the values of a row; the first is no null. */
  take(values: readonly GraphValue[]): void;
  result(): GraphValue;
}

/** An aggregate that goes through its values one by one. */
function folding<State extends GraphValue>(
  start: State,
  step: (state: State, value: GraphValue) => State,
): () => AggregateFunction {
  return () => {
    let state = start;
    return {
      take: ([value]) => {
        state = step(state, value!);
      },
      result: () => state,
    };
  };
}

/** An aggregate that needs all its values at the end. */
function gathering(
  finish: (values: readonly GraphValue[], argument: GraphValue) => GraphValue,
): () => AggregateFunction {
  return () => {
    const values: GraphValue[] = [];
    let argument: GraphValue = null;
    return {
      take: ([value, second]) => {
        values.push(value!);
        argument = second ?? null;
      },
      result: () => finish(values, argument),
    };
  };
}

function numeric(name: string, values: readonly GraphValue[]): readonly (bigint | number)[] {
  return values.map((value) => {
    if (isNumber(value)) return value;
    throw queryError(`${name}: expected numbers, got a ${typeOf(value)}`);
  });
}

function summable(name: string, value: GraphValue): GraphValue {
  if (isNumber(value) || typeOf(value) === 'duration') return value;
  throw queryError(`${name}: expected numbers or durations, got a ${typeOf(value)}`);
}

function average(values: readonly GraphValue[]): GraphValue {
  const [first, ...others] = values;
  if (first === undefined) return null;
  if (typeOf(first) === 'duration')
    return operations['/']!(
      others.reduce((sum, each) => operations['+']!(sum, each), first),
      BigInt(values.length),
    );
  const numbers = numeric('avg', values).map(Number);
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function fraction(name: string, value: GraphValue): number {
  const share = isNumber(value) ? Number(value) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw queryError(`${name}: expected a number from 0.0 to 1.0, got ${String(value)}`);
}

function percentile(
  name: string,
  pick: (sorted: readonly (bigint | number)[], share: number) => GraphValue,
): () => AggregateFunction {
  return gathering((values, argument) => {
    if (values.length === 0) return null;
    const share = fraction(name, argument);
    return pick([...numeric(name, values)].sort(totalOrder), share);
  });
}

function deviation(name: string, less: number): () => AggregateFunction {
  return gathering((values) => {
    if (values.length <= less || values.length === 0) return 0;
    const numbers = numeric(name, values).map(Number);
    const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
    const squares = numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    return Math.sqrt(squares / (numbers.length - less));
  });
}

const makers: Readonly<Record<string, () => AggregateFunction>> = {
  count: folding<bigint>(0n, (count) => count + 1n),
  collect: gathering((values) => values),
  sum: folding<GraphValue>(0n, (sum, value) => {
    const part = summable('sum', value);
    return sum === 0n ? part : operations['+']!(sum, part);
  }),
  avg: gathering(average),
  min: folding<GraphValue>(null, (least, value) =>
    least === null || totalOrder(value, least) < 0 ? value : least,
  ),
  max: folding<GraphValue>(null, (most, value) =>
    most === null || totalOrder(value, most) > 0 ? value : most,
  ),
  stdev: deviation('stDev', 1),
  stdevp: deviation('stDevP', 0),
  percentiledisc: percentile(
    'percentileDisc',
    (sorted, share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!,
  ),
  percentilecont: percentile('percentileCont', (sorted, share) => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return Number(low) + (Number(high) - Number(low)) * (place - Math.floor(place));
  }),
};

/** Names of aggregates, lower case. */
export const aggregateNames: ReadonlySet<string> = new Set(Object.keys(makers));

/** What makes an aggregate of a name; it has `arguments` arguments. */
export function aggregateOf(name: string): {
  readonly make: () => AggregateFunction;
  readonly arguments: number;
} {
  return { make: makers[name]!, arguments: name.startsWith('percentile') ? 2 : 1 };
}

/** `count(*)`: one for each row. */
export const rowCount = makers.count!;

/** An aggregate of values that leaves out those that are null, and equal ones where `distinct`. */
export function skipsNull([first]: readonly GraphValue[]): boolean {
  return first === undefined || isNull(first);
}
