import { mapQuery } from '../logical/visit-query.js';
import type {
  ComparisonOperator,
  Condition,
  DatabaseSchema,
  Expression,
  FieldReference,
  Literal,
  LogicalQuery,
} from '@momq/dialect';
import { periodOf } from '../linking/date-periods.js';
import type { DatePeriod } from '../linking/date-periods.js';
import { temporalKind } from './temporal-fields.js';
import type { TemporalKind } from './temporal-fields.js';

/**
 * Compares points in time with days, months and years as people mean them: *on 1 May* is the whole day, *after 1 May* begins on the
 * second, *between 1 and 2 May* includes the second, *in 2023* is the year. Fields that count seconds or milliseconds since 1970 are
 * compared with such numbers (UTC). Comparisons that are exact already stay as they are.
 */
export function withDateRanges(query: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  return mapQuery(query, { condition: (condition) => ranged(condition, schema) });
}

function ranged(condition: Condition, schema: DatabaseSchema): Condition {
  switch (condition.kind) {
    case 'compare': {
      const compared = comparedPeriod(condition.left, condition.right, schema);
      return compared === undefined
        ? condition
        : (comparison(condition.operator, compared) ?? condition);
    }
    case 'between': {
      const low = comparedPeriod(condition.value, condition.low, schema);
      const high = comparedPeriod(condition.value, condition.high, schema);
      if (low === undefined || high === undefined) return condition;
      return inside(low, low.period, high.period, condition.negated);
    }
    case 'in': {
      const members = condition.set.map((member) =>
        comparedPeriod(condition.value, member, schema),
      );
      if (members.length === 0 || members.some((member) => member === undefined)) return condition;
      const parts = members.flatMap((member) =>
        member === undefined
          ? []
          : [inside(member, member.period, member.period, condition.negated)],
      );
      return { kind: condition.negated ? 'and' : 'or', conditions: parts };
    }
    default:
      return condition;
  }
}

interface Compared {
  readonly field: FieldReference;
  readonly kind: TemporalKind;
  readonly period: DatePeriod;
}

/** What is compared, where a constant names a period that the field's values are finer than. */
function comparedPeriod(
  left: Expression,
  right: Expression,
  schema: DatabaseSchema,
): Compared | undefined {
  if (left.kind !== 'field' || right.kind !== 'literal') return undefined;
  const kind = temporalKind(schema, left);
  const period = periodOf(right.value);
  if (kind === undefined || kind === 'year' || kind === 'named' || period === undefined)
    return undefined;
  return kind === 'day' && period.unit === 'day' ? undefined : { field: left, kind, period };
}

function comparison(operator: ComparisonOperator, compared: Compared): Condition | undefined {
  const { period } = compared;
  switch (operator) {
    case '=':
      return inside(compared, period, period, false);
    case '!=':
      return inside(compared, period, period, true);
    case '<':
      return compare(compared, '<', period.first);
    case '<=':
      return compare(compared, '<', period.next);
    case '>':
      return compare(compared, '>=', period.next);
    case '>=':
      return compare(compared, '>=', period.first);
    case 'like':
    case 'not like':
      return undefined;
  }
}

/** From the first day of one period to the last of another, or outside of that. */
function inside(
  compared: Compared,
  low: DatePeriod,
  high: DatePeriod,
  negated: boolean,
): Condition {
  return negated
    ? {
        kind: 'or',
        conditions: [compare(compared, '<', low.first), compare(compared, '>=', high.next)],
      }
    : {
        kind: 'and',
        conditions: [compare(compared, '>=', low.first), compare(compared, '<', high.next)],
      };
}

function compare({ field, kind }: Compared, operator: '<' | '>=', day: string): Condition {
  return {
    kind: 'compare',
    operator,
    left: field,
    right: { kind: 'literal', value: bound(kind, day) },
  };
}

/**
 * From a first day on, to before a next one, as conditions on a field that holds time; undefined where it holds years and the days are
 * no first days of one, or nothing is known of how it holds time.
 */
export function within(
  field: FieldReference,
  kind: TemporalKind,
  { first, next }: { readonly first?: string; readonly next?: string },
): Condition[] | undefined {
  if (kind === 'named') return undefined;
  const days = [first, next].filter((day) => day !== undefined);
  if (kind === 'year' && days.some((day) => !day.endsWith('-01-01'))) return undefined;
  const compared = (operator: '<' | '>=', day: string): Condition => ({
    kind: 'compare',
    operator,
    left: field,
    right: { kind: 'literal', value: kind === 'year' ? Number(day.slice(0, 4)) : bound(kind, day) },
  });
  return [
    ...(first === undefined ? [] : [compared('>=', first)]),
    ...(next === undefined ? [] : [compared('<', next)]),
  ];
}

function bound(kind: TemporalKind, day: string): Literal['value'] {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  if (kind === 'seconds') return milliseconds / 1000;
  return kind === 'milliseconds' ? milliseconds : day;
}
