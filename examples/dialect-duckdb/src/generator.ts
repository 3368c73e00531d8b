import type { Cast, DatabaseSchema, OrderKey, SelectQuery } from '@momq/dialect';
import { comparisonKind } from '@momq/core/logical';
import {
  TypedSqlGenerator,
  firstRowOfGroups,
  isFirstRowQuery,
  isIsoDate,
  parenthesised,
  strictGrouping,
  withoutPrimaryKeys,
} from '@momq/core/sql';
import type { IdentifierRules, QueryScope, TypedText } from '@momq/core/sql';
import { spelledFunctions } from './functions.js';
import { reservedWords } from './keywords.js';

/** DuckDB compares names without their case. */
export const duckdbIdentifiers: IdentifierRules = {
  plain: /^[A-Za-z_][A-Za-z0-9_]*$/,
  reserved: reservedWords,
};

/** The number that a text begins with. */
const NUMBER_IN_TEXT = {
  integer: '^ *([-+]?[0-9]+)',
  real: '^ *([-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?)',
} as const;

/**
 * DuckDB's spelling of logical queries. Where DuckDB is stricter than the logical form (types, grouping), divides otherwise or puts
 * NULL elsewhere, the text makes it give the form's answer.
 */
export class DuckdbGenerator extends TypedSqlGenerator {
  protected readonly dialect = 'duckdb';
  protected readonly identifiers = duckdbIdentifiers;
  protected readonly functions = spelledFunctions;
  protected override readonly castTypes = {
    text: 'VARCHAR',
    integer: 'BIGINT',
    real: 'DOUBLE',
    date: 'DATE',
    datetime: 'TIMESTAMP',
  };

  /** A table's key in GROUP BY does not stand for its other columns. */
  private readonly keyless: DatabaseSchema;

  constructor(schema: DatabaseSchema) {
    super(schema);
    this.keyless = withoutPrimaryKeys(schema);
  }

  protected override prepare(query: SelectQuery): SelectQuery {
    return (
      firstRowOfGroups(query, this.schema) ?? strictGrouping(query, this.keyless, this.dialect)
    );
  }

  protected override quantifier(query: SelectQuery, scope: QueryScope): string {
    if (!isFirstRowQuery(query)) return super.quantifier(query, scope);
    const keys = query.distinctOn.map((key) => this.expression(key, scope));
    return `DISTINCT ON (${keys.join(', ')}) `;
  }

  /** NULL comes last in both directions unless the key says otherwise; in the logical form it is the smallest value. */
  protected override nullsOf(key: OrderKey, nullable: boolean): string {
    const wanted = key.nulls ?? (key.descending ? 'last' : 'first');
    return nullable && wanted === 'first' ? this.nullsClause('first') : '';
  }

  protected override booleanLiteral(value: boolean): string {
    return value ? 'TRUE' : 'FALSE';
  }

  /** LIKE counts case here, and a backslash escapes only where ESCAPE says so. */
  protected override like(left: TypedText, pattern: TypedText, negated: boolean): string {
    const plain = typeof pattern.literal === 'string' && !pattern.literal.includes('\\');
    const escape = plain ? '' : " ESCAPE '\\'";
    return `${this.textual(left)} ${negated ? 'NOT ILIKE' : 'ILIKE'} ${this.textual(pattern)}${escape}`;
  }

  /** `/` gives a fraction of integers too, and infinity of zero; `//` drops the remainder and gives NULL. */
  protected override divide(left: TypedText, right: TypedText): string {
    if (left.type === 'integer' && right.type === 'integer') return `${left.text} // ${right.text}`;
    const safe = typeof right.literal === 'number' && right.literal !== 0;
    return `${left.text} / ${safe ? right.text : `NULLIF(${right.text}, 0)`}`;
  }

  /** Text is read as far as it is a number; without one it is 0. */
  protected override castTo(argument: TypedText, type: Cast['type']): string {
    const { text } = argument;
    const kind = comparisonKind(argument.type);
    const cast = (inner: string, to: string): string => `CAST(${inner} AS ${to})`;
    if (type === 'date' || type === 'datetime') return cast(text, this.castTypes[type]);
    if (kind === 'boolean' && type !== 'integer')
      return cast(cast(text, 'INTEGER'), this.castTypes[type]);
    if (type === 'text') return cast(text, this.castTypes.text);
    if (kind === 'text' || kind === 'time') {
      const inner = kind === 'text' ? text : cast(text, 'VARCHAR');
      const number = `TRY_CAST(REGEXP_EXTRACT(${inner}, '${NUMBER_IN_TEXT[type]}', 1) AS ${this.castTypes[type]})`;
      return `CASE WHEN ${text} IS NOT NULL THEN COALESCE(${number}, 0) END`;
    }
    const fraction = type === 'integer' && argument.type === 'real';
    return cast(fraction ? `TRUNC(${text})` : text, this.castTypes[type]);
  }

  protected override decoded(
    text: string,
    encoding: 'unix-seconds' | 'unix-milliseconds' | 'year',
  ): string {
    if (encoding === 'year') return `MAKE_DATE(CAST(${text} AS BIGINT), 1, 1)`;
    const seconds = encoding === 'unix-seconds' ? text : `${parenthesised(text)} / 1000`;
    return `TIMEZONE('UTC', TO_TIMESTAMP(${seconds}))`;
  }

  /** Text that is no date is NULL. */
  protected override dateOfText({ text, literal, temporal }: TypedText): string {
    if (typeof literal === 'string' && isIsoDate(literal))
      return `${literal.length > 10 ? 'TIMESTAMP' : 'DATE'} ${text}`;
    return `TRY_CAST(${text} AS ${temporal === 'iso-date' ? 'DATE' : 'TIMESTAMP'})`;
  }

  protected override aggregate(name: string, argument: TypedText, distinct: boolean): string {
    const needsNumber =
      name === 'sum' ||
      name === 'avg' ||
      (comparisonKind(argument.type) === 'boolean' && name !== 'count');
    return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${needsNumber ? this.numeric(argument) : argument.text})`;
  }
}
