import type { Cast, Expression, SelectQuery } from '@momq/dialect';
import { comparisonKind } from '@momq/core/logical';
import {
  TypedSqlGenerator,
  firstRowOfGroups,
  isFirstRowQuery,
  isIsoDate,
  isoDayPattern,
  isoTimePattern,
  isoZonePattern,
  parenthesised,
  strictGrouping,
} from '@momq/core/sql';
import type { IdentifierRules, QueryScope, TypedText } from '@momq/core/sql';
import { postgresFunctions } from './postgres-functions.js';
import { reservedWords } from './postgres-keywords.js';

/** PostgreSQL folds names without quotes to lower case. */
export const postgresIdentifiers: IdentifierRules = {
  plain: /^[a-z_][a-z0-9_]*$/,
  reserved: reservedWords,
};

/** The day of a text that is a date, and the day with its time. */
const DAY_IN_TEXT = `^${isoDayPattern}(?= *$|[ T])`;
const TIME_IN_TEXT = `^${isoDayPattern}(?:${isoTimePattern})?(?=${isoZonePattern}$)`;
/** The number that a text begins with. */
const NUMBER_IN_TEXT = {
  integer: '^ *([-+]?[0-9]+)',
  real: '^ *([-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?)',
} as const;

/**
 * PostgreSQL's spelling of logical queries. Where PostgreSQL is stricter than SQLite (types, grouping) or orders
 * otherwise (NULLs), the text makes it give the answer that SQLite gives.
 */
export class PostgresGenerator extends TypedSqlGenerator {
  protected readonly dialect = 'postgres';
  protected readonly identifiers = postgresIdentifiers;
  protected readonly functions = postgresFunctions;
  protected override readonly nullsSortAs = 'largest';
  protected override readonly castTypes = {
    text: 'text',
    integer: 'integer',
    real: 'double precision',
    date: 'date',
    datetime: 'timestamp',
  };

  protected override prepare(query: SelectQuery): SelectQuery {
    return firstRowOfGroups(query, this.schema) ?? strictGrouping(query, this.schema, this.dialect);
  }

  protected override quantifier(query: SelectQuery, scope: QueryScope): string {
    if (!isFirstRowQuery(query)) return super.quantifier(query, scope);
    const keys = query.distinctOn.map((key) => this.expression(key, scope));
    return `DISTINCT ON (${keys.join(', ')}) `;
  }

  protected override booleanLiteral(value: boolean): string {
    return value ? 'TRUE' : 'FALSE';
  }

  /** A backslash escapes in PostgreSQL too. */
  protected override like(left: TypedText, pattern: TypedText, negated: boolean): string {
    return `${this.textual(left)} ${negated ? 'NOT ILIKE' : 'ILIKE'} ${pattern.text}`;
  }

  /** A product of integers of four bytes may need eight. */
  protected override arithmetic(
    expression: Extract<Expression, { kind: 'arithmetic' }>,
    scope: QueryScope,
  ): string {
    const { operator, left, right } = expression;
    const narrow =
      operator === '*' &&
      [left, right].every(
        (side) => this.typeOf(side, scope) === 'integer' && !this.hasEightBytes(side),
      ) &&
      ![left, right].some(isSmallNumber);
    return super.arithmetic(
      narrow
        ? { ...expression, left: { kind: 'cast', type: 'integer', argument: left } }
        : expression,
      scope,
    );
  }

  private hasEightBytes(expression: Expression): boolean {
    if (expression.kind !== 'field')
      return !['literal', 'arithmetic', 'case', 'column'].includes(expression.kind);
    const native = this.schema.entities
      .find(({ name }) => name === expression.entity)
      ?.fields.find(({ name }) => name === expression.field)?.nativeType;
    return native !== undefined && !/^(integer|smallint|int[24]?)$/.test(native);
  }

  /** Division by zero is NULL in SQLite and an error here; numeric keeps the remainder that integers drop. */
  protected override divide(left: TypedText, right: TypedText): string {
    const whole = left.type === 'integer' && right.type === 'integer';
    const side = (operand: TypedText): string =>
      whole && isNumericHere(operand.expression) ? `CAST(${operand.text} AS bigint)` : operand.text;
    const safe = typeof right.literal === 'number' && right.literal !== 0;
    return `${side(left)} / ${safe ? right.text : `NULLIF(${side(right)}, 0)`}`;
  }

  /** Text is read as far as it is a number; without one it is 0, as in SQLite. */
  protected override castTo(argument: TypedText, type: Cast['type']): string {
    const { text } = argument;
    const kind = comparisonKind(argument.type);
    const cast = (inner: string, to: string): string => `CAST(${inner} AS ${to})`;
    if (type === 'date' || type === 'datetime') return cast(text, this.castTypes[type]);
    if (kind === 'boolean' && type !== 'integer')
      return cast(cast(text, 'integer'), this.castTypes[type]);
    if (type === 'text') return cast(text, 'text');
    const target = type === 'integer' ? 'bigint' : this.castTypes.real;
    if (kind === 'text' || kind === 'time') {
      const number = `SUBSTRING(${kind === 'text' ? text : cast(text, 'text')} FROM '${NUMBER_IN_TEXT[type]}')`;
      return `CASE WHEN ${text} IS NOT NULL THEN ${cast(`COALESCE(${number}, '0')`, target)} END`;
    }
    const fraction = type === 'integer' && argument.type === 'real';
    return cast(fraction ? `TRUNC(${text})` : text, kind === 'boolean' ? 'integer' : target);
  }

  protected override decoded(
    text: string,
    encoding: 'unix-seconds' | 'unix-milliseconds' | 'year',
  ): string {
    if (encoding === 'year') return `MAKE_DATE(CAST(${text} AS integer), 1, 1)`;
    const seconds = encoding === 'unix-seconds' ? text : `${parenthesised(text)} / 1000`;
    return `TIMEZONE('UTC', TO_TIMESTAMP(${seconds}))`;
  }

  /** Text that is no date is NULL in SQLite and an error here. */
  protected override dateOfText({ text, type, literal, temporal }: TypedText): string {
    if (typeof literal === 'string')
      return isIsoDate(literal)
        ? `${literal.length > 10 ? 'TIMESTAMP' : 'DATE'} ${text}`
        : 'CAST(NULL AS timestamp)';
    // some values are known to be dates; others may be empty
    if (temporal === 'iso-date') return `CAST(SUBSTRING(${text} FROM '${DAY_IN_TEXT}') AS date)`;
    const sure = comparisonKind(type) !== 'text';
    return `CAST(${sure ? text : `SUBSTRING(${text} FROM '${TIME_IN_TEXT}')`} AS timestamp)`;
  }

  protected override aggregate(name: string, argument: TypedText, distinct: boolean): string {
    const needsNumber =
      name === 'sum' ||
      name === 'avg' ||
      (comparisonKind(argument.type) === 'boolean' && name !== 'count');
    return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${needsNumber ? this.numeric(argument) : argument.text})`;
  }
}

/** True for factors that no common amount overflows by. */
function isSmallNumber(expression: Expression): boolean {
  return (
    expression.kind === 'literal' &&
    typeof expression.value === 'number' &&
    Math.abs(expression.value) <= 100
  );
}

/** True for integers of the logical form that PostgreSQL computes as numeric. */
function isNumericHere(expression: Expression | undefined): boolean {
  if (expression?.kind === 'aggregate' || expression?.kind === 'window')
    return expression.function === 'sum';
  return expression?.kind === 'call';
}
