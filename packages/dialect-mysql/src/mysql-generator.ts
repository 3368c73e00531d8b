import {
  comparisonKind,
  mapConditionParts,
  mapExpressionParts,
  sameExpression,
} from '@momq/core/logical';
import type { PartMapper } from '@momq/core/logical';
import {
  SqlGenerator,
  isIsoDate,
  mayHaveSeveralRows,
  parenthesised,
  quoteText,
  strictGrouping,
} from '@momq/core/sql';
import type { CastType, IdentifierRules, NestedUse, QueryScope, TypedText } from '@momq/core/sql';
import type {
  Cast,
  Condition,
  Expression,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
} from '@momq/dialect';
import { fromUnixSeconds, mysqlFunctions } from './mysql-functions.js';
import { quotedWords } from './mysql-keywords.js';

/** MySQL quotes names with backticks; those of columns are matched without case. */
export const mysqlIdentifiers: IdentifierRules = {
  plain: /^[A-Za-z_][A-Za-z0-9_]*$/,
  reserved: quotedWords,
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
};

/** Text that begins with a date, and no other. */
const DATE_IN_TEXT = '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[ T].*)';

/** More rows than a table has: MySQL has no OFFSET without LIMIT. */
const ALL_ROWS = '18446744073709551615';

/** MySQL's spelling of logical queries. */
export class MysqlGenerator extends SqlGenerator {
  protected readonly dialect = 'mysql';
  protected readonly identifiers = mysqlIdentifiers;
  protected readonly functions = mysqlFunctions;
  protected override readonly castTypes = {
    text: 'CHAR',
    integer: 'SIGNED',
    real: 'DOUBLE',
    date: 'DATE',
    datetime: 'DATETIME',
  };

  protected override prepare(query: SelectQuery): SelectQuery {
    const strict = strictGrouping(query, this.schema, this.dialect);
    return strict.having === undefined
      ? strict
      : { ...strict, having: withoutKeys(strict.having, strict.groupBy) };
  }

  protected override textLiteral(value: string): string {
    return quoteText(value, true);
  }

  /** Without case on both sides: whether LIKE counts case depends on the collation. */
  protected override like(left: TypedText, pattern: TypedText, negated: boolean): string {
    const word = negated ? 'NOT LIKE' : 'LIKE';
    const without =
      typeof pattern.literal === 'string'
        ? this.textLiteral(pattern.literal.toLowerCase())
        : `LOWER(${pattern.text})`;
    return `LOWER(${left.text}) ${word} ${without}`;
  }

  /** `/` keeps the fraction of integers. */
  protected override divide(left: TypedText, right: TypedText): string {
    const isWhole = left.type === 'integer' && right.type === 'integer';
    return `${left.text} ${isWhole ? 'DIV' : '/'} ${right.text}`;
  }

  /** CAST rounds numbers, drops what is behind the point of texts, and makes 20240229 of a date, which is read as text. */
  protected override castTo(argument: TypedText, type: Cast['type']): string {
    const kind = comparisonKind(argument.type);
    const isNumber = type === 'integer' || type === 'real';
    const fraction = type === 'integer' && argument.type !== 'integer' && kind === 'number';
    if (fraction) return super.castTo({ ...argument, text: `TRUNCATE(${argument.text}, 0)` }, type);
    if (kind === 'time' && isNumber)
      return super.castTo({ ...argument, text: super.castTo(argument, 'text') }, type);
    return super.castTo(argument, type);
  }

  /** MySQL reads nearly any three numbers as a date, `31/12/2023` as one of 2031. */
  protected override dateOfText({ text, type, literal }: TypedText): string {
    if (typeof literal === 'string') return isIsoDate(literal) ? text : 'NULL';
    return comparisonKind(type) === 'text' ? `REGEXP_SUBSTR(${text}, '${DATE_IN_TEXT}')` : text;
  }

  /** A date beside text that is none, which is an error where it stands as a constant. */
  protected override comparisonCasts(
    left: TypedText,
    right: TypedText,
  ): readonly [CastType | undefined, CastType | undefined] {
    if (isNoDate(left, right)) return [undefined, 'text'];
    return isNoDate(right, left) ? ['text', undefined] : [undefined, undefined];
  }

  protected override decoded(
    text: string,
    encoding: 'unix-seconds' | 'unix-milliseconds' | 'year',
  ): string {
    if (encoding === 'year') return `MAKEDATE(${text}, 1)`;
    return fromUnixSeconds(
      encoding === 'unix-seconds' ? text : `FLOOR(${parenthesised(text)} / 1000)`,
    );
  }

  /** There is no NULLS FIRST: the key is preceded by one that tells whether it is NULL. */
  protected override orderKey(key: OrderKey, scope: QueryScope): string {
    const text = super.orderKey(key, scope);
    const clause = NULLS.exec(text);
    if (clause === null) return text;
    const absent = `${parenthesised(this.expression(key.expression, scope))} IS NULL`;
    return `${absent}${clause[1] === 'FIRST' ? ' DESC' : ''}, ${text.replace(NULLS, '')}`;
  }

  /** Behind a set operation ORDER BY takes columns only; with NULL elsewhere it stands around it. */
  protected override orderStandsOutside(query: SetQuery): boolean {
    const { orderBy = [] } = query;
    return super.orderStandsOutside(query) || orderBy.some((key) => this.nullsOf(key, true) !== '');
  }

  protected override complexOperand(text: string): string {
    return `(${text})`;
  }

  protected override limitClause(limit: number | undefined, offset: number | undefined): string {
    return `LIMIT ${limit ?? ALL_ROWS}${offset === undefined ? '' : ` OFFSET ${offset}`}`;
  }

  /** A value is the first row of a query; behind IN no query may have LIMIT, but one around it. */
  protected override nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string {
    if (use.as === 'value' && mayHaveSeveralRows(query))
      return super.nested({ ...query, limit: 1 }, scope, use);
    const text = super.nested(query, scope, use);
    const limited = query.limit !== undefined || query.offset !== undefined;
    return use.as === 'set' && limited ? `SELECT * FROM (${text}) AS limited` : text;
  }
}

/** True for constant text that is compared with a date and is none. */
function isNoDate({ literal }: TypedText, other: TypedText): boolean {
  return (
    typeof literal === 'string' && !isIsoDate(literal) && comparisonKind(other.type) === 'time'
  );
}

/**
 * HAVING sees the columns of keys, not what keys compute: such a key is written as its smallest value in the group, which is
 * its only one.
 */
function withoutKeys(having: Condition, keys: readonly Expression[]): Condition {
  const computed = keys.filter(({ kind }) => kind !== 'field' && kind !== 'column');
  const replaced = (expression: Expression): Expression => {
    if (expression.kind === 'aggregate') return expression;
    return computed.some((key) => sameExpression(key, expression))
      ? { kind: 'aggregate', function: 'min', distinct: false, argument: expression }
      : mapExpressionParts(expression, parts);
  };
  const parts: PartMapper = {
    expression: replaced,
    condition: (condition) => mapConditionParts(condition, parts),
    query: (query) => query,
  };
  return computed.length === 0 ? having : mapConditionParts(having, parts);
}

const NULLS = / NULLS (FIRST|LAST)$/;
