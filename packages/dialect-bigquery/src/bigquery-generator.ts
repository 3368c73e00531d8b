import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  Cast,
  DatabaseSchema,
  Expression,
  LogicalQuery,
  SelectQuery,
  SetQuery,
} from '@momq/dialect';
import { comparisonKind, sameExpression, visitQuery } from '@momq/core/logical';
import {
  TypedSqlGenerator,
  firstRowOfGroups,
  isFirstRowQuery,
  isIsoDate,
  strictGrouping,
  withoutPrimaryKeys,
} from '@momq/core/sql';
import type {
  IdentifierRules,
  QueryScope,
  SelectClauses,
  SelectOptions,
  TypedText,
} from '@momq/core/sql';
import { bigqueryFunctions } from './bigquery-functions.js';
import { reservedWords } from './bigquery-keywords.js';

/** Names of columns and tables keep their case without backticks. */
export const bigqueryIdentifiers: IdentifierRules = {
  plain: /^[A-Za-z_][A-Za-z0-9_]*$/,
  reserved: reservedWords,
  quote: (name) => `\`${escaped(name).replaceAll('`', '\\`')}\``,
};

/** The number that a text begins with. */
const NUMBER_IN_TEXT = {
  integer: '^ *([-+]?[0-9]+)',
  real: '^ *([-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?)',
} as const;

/** Characters that a name or a text constant on one line cannot hold as they are. */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return text.replaceAll(/[\\\n\r]/g, (character) => ESCAPES[character] ?? '');
}

/**
 * GoogleSQL's spelling of logical queries. Where BigQuery is stricter than SQLite (types, grouping, one row of a subquery) the
 * text makes it give the answer that SQLite gives.
 */
export class BigqueryGenerator extends TypedSqlGenerator {
  protected readonly dialect = 'bigquery';
  protected readonly identifiers = bigqueryIdentifiers;
  protected readonly functions = bigqueryFunctions;
  protected override readonly castTypes = {
    text: 'STRING',
    integer: 'INT64',
    real: 'FLOAT64',
    date: 'DATE',
    datetime: 'DATETIME',
  };
  /** The schema without keys: BigQuery does not conclude columns from a key among those that are grouped by. */
  private readonly keyless: DatabaseSchema;
  /** Computed keys of the SELECT of which a part is written that they stand inside of. */
  private computedKeys: readonly Expression[] = [];

  constructor(schema: DatabaseSchema) {
    super(schema);
    this.keyless = withoutPrimaryKeys(schema);
  }

  protected override prepare(query: SelectQuery): SelectQuery {
    return (
      firstRowOfGroups(query, this.schema) ?? strictGrouping(query, this.keyless, this.dialect)
    );
  }

  /** The first row of each group is what a window numbers 1. */
  protected override clauses(
    query: SelectQuery,
    scope: QueryScope,
    options: SelectOptions,
  ): SelectClauses {
    const { having: _having, ...written } = query;
    const plain = super.clauses({ ...written, orderBy: [] }, scope, options);
    if (!isFirstRowQuery(query))
      return {
        ...plain,
        groupBy:
          options.names || query.groupBy.some(holdsQuery)
            ? this.numberedKeys(query, scope)
            : plain.groupBy,
        having: this.having(query, scope),
        orderBy: this.order(query, scope),
      };
    const keys = query.distinctOn.map((key) => this.partitionKey(key, scope)).join(', ');
    const order = query.orderBy
      .slice(query.distinctOn.length)
      .map((key) => this.orderKey(key, scope))
      .join(', ');
    const qualify = `QUALIFY ROW_NUMBER() OVER (PARTITION BY ${keys} ORDER BY ${order}) = 1`;
    return { ...plain, qualify };
  }

  /** A subquery has keys of its own. */
  protected override query(
    query: LogicalQuery,
    parent: QueryScope | undefined,
    options: SelectOptions,
  ): string {
    return this.within([], () => super.query(query, parent, options));
  }

  /** Columns are computed keys themselves, or have them inside. */
  protected override column(
    expression: Expression,
    scope: QueryScope,
    options: SelectOptions,
    index: number,
  ): string {
    const keys = isFirstRowQuery(scope.query) ? [] : computed(scope.query.groupBy);
    const inside = keys.some((key) => sameExpression(key, expression)) ? [] : keys;
    const text = this.within(inside, () => super.column(expression, scope, options, index));
    return options.names?.[index] === undefined ? this.namedOnce(text, scope, index) : text;
  }

  /** BigQuery refuses results with two columns of one name, and orders and groups by such a name: the later one gets another. */
  private namedOnce(text: string, scope: QueryScope, index: number): string {
    const names = scope.query.select.map((each) => shownName(each, scope));
    const name = names[index];
    const folded = names.map((each) => each?.toLowerCase());
    if (name === undefined || folded.indexOf(folded[index]) === index) return text;
    let number = index + 1;
    while (folded.includes(`${name}_${number}`.toLowerCase())) number += names.length;
    return `${text} AS ${this.name(`${name}_${number}`)}`;
  }

  /** BigQuery knows a computed key as a whole column alone: elsewhere any value of the group is the key's. */
  protected override expression(expression: Expression, scope: QueryScope): string {
    const text = super.expression(expression, scope);
    return this.computedKeys.some((key) => sameExpression(key, expression))
      ? `ANY_VALUE(${text})`
      : text;
  }

  protected override aggregateOf(
    expression: Extract<Expression, { kind: 'aggregate' }>,
    scope: QueryScope,
  ): string {
    return this.within([], () => super.aggregateOf(expression, scope));
  }

  /** In double quotes where it holds single ones. */
  protected override textLiteral(value: string): string {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const text = escaped(value);
    return `${quote}${quote === "'" ? text.replaceAll("'", '\\x27') : text}${quote}`;
  }

  protected override booleanLiteral(value: boolean): string {
    return value ? 'TRUE' : 'FALSE';
  }

  /** LIKE counts case; a backslash escapes, and one at the end is an error. */
  protected override like(left: TypedText, pattern: TypedText, negated: boolean): string {
    const { literal } = pattern;
    const lower =
      typeof literal === 'string'
        ? this.textLiteral(wholePattern(literal.toLowerCase()))
        : `LOWER(${this.textual(pattern)})`;
    return `LOWER(${this.textual(left)}) ${negated ? 'NOT LIKE' : 'LIKE'} ${lower}`;
  }

  protected override divide(left: TypedText, right: TypedText): string {
    const safe = typeof right.literal === 'number' && right.literal !== 0;
    if (left.type === 'integer' && right.type === 'integer')
      return `DIV(${left.text}, ${safe ? right.text : `NULLIF(${right.text}, 0)`})`;
    return safe ? `${left.text} / ${right.text}` : `SAFE_DIVIDE(${left.text}, ${right.text})`;
  }

  /** Text is read as far as it is a number; without one it is 0, as in SQLite. */
  protected override castTo(argument: TypedText, type: Cast['type']): string {
    const { text } = argument;
    const kind = comparisonKind(argument.type);
    const cast = (inner: string, to: string): string => `CAST(${inner} AS ${to})`;
    if (type === 'date') return argument.type === 'date' ? text : `DATE(${text})`;
    if (type === 'datetime') return argument.type === 'datetime' ? text : `DATETIME(${text})`;
    if (kind === 'boolean') {
      const number = cast(text, 'INT64');
      return type === 'integer' ? number : cast(number, this.castTypes[type]);
    }
    if (type === 'text') return this.textOf(argument);
    if (kind === 'text' || kind === 'time') {
      const inner = kind === 'text' ? text : cast(text, 'STRING');
      const number = `SAFE_CAST(REGEXP_EXTRACT(${inner}, r'${NUMBER_IN_TEXT[type]}') AS ${this.castTypes[type]})`;
      return `IF(${text} IS NULL, NULL, IFNULL(${number}, 0))`;
    }
    const fraction = type === 'integer' && argument.type !== 'integer';
    return cast(fraction ? `TRUNC(${text})` : text, this.castTypes[type]);
  }

  protected override decoded(
    text: string,
    encoding: 'unix-seconds' | 'unix-milliseconds' | 'year',
  ): string {
    if (encoding === 'year') return `DATE(${text}, 1, 1)`;
    const seconds = encoding === 'unix-seconds' ? text : `DIV(${text}, 1000)`;
    return `DATETIME(TIMESTAMP_SECONDS(${seconds}))`;
  }

  /** Text that is no date is NULL. */
  protected override dateOfText({ text, literal, temporal }: TypedText): string {
    if (typeof literal === 'string' && isIsoDate(literal))
      return `${literal.length > 10 ? 'DATETIME' : 'DATE'} ${text}`;
    return `SAFE_CAST(${text} AS ${temporal === 'iso-date' ? 'DATE' : 'DATETIME'})`;
  }

  /** A TIMESTAMP is a point in time of no zone; the form's dates are those of UTC. */
  protected override dateArgument(argument: TypedText, purpose: string): TypedText {
    const { expression } = argument;
    const native =
      expression?.kind === 'field'
        ? this.schema.entities
            .find(({ name }) => name === expression.entity)
            ?.fields.find(({ name }) => name === expression.field)?.nativeType
        : undefined;
    return native === 'TIMESTAMP'
      ? { ...argument, text: `DATETIME(${argument.text})` }
      : super.dateArgument(argument, purpose);
  }

  protected override aggregate(name: string, argument: TypedText, distinct: boolean): string {
    const needsNumber = name === 'sum' || name === 'avg';
    return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${needsNumber ? this.numeric(argument) : argument.text})`;
  }

  /** BigQuery has ALL of UNION alone. @throws UnsupportedFeatureError */
  protected override setWords(operator: SetQuery['operator'], all: boolean): string {
    if (!all) return `${operator.toUpperCase()} DISTINCT`;
    if (operator === 'union') return 'UNION ALL';
    throw new UnsupportedFeatureError(
      `bigquery: expected ${operator.toUpperCase()} without ALL, got one with it. Take ALL away; rows are then distinct.`,
    );
  }

  /** OFFSET stands behind LIMIT alone. */
  protected override limitClause(limit: number | undefined, offset: number | undefined): string {
    return super.limitClause(limit ?? Number.MAX_SAFE_INTEGER, offset);
  }

  /** Windows are not partitioned by reals. */
  protected override windowOf(
    window: Extract<Expression, { kind: 'window' }>,
    scope: QueryScope,
  ): string {
    const keys = window.partitionBy.map((key) => this.partitionKey(key, scope)).join(', ');
    const order = window.orderBy.map((key) => this.orderKey(key, scope)).join(', ');
    const parts = [keys && `PARTITION BY ${keys}`, order && `ORDER BY ${order}`].filter(Boolean);
    return `${this.windowFunction(window, scope)} OVER (${parts.join(' ')})`;
  }

  /** BigQuery finds a key that is a query, or that is a column with a name, in other places by the column's number alone. */
  private numberedKeys({ groupBy, select }: SelectQuery, scope: QueryScope): string | undefined {
    if (groupBy.length === 0) return undefined;
    const whole = computed(groupBy);
    const keys = groupBy.map((key) => {
      const place = whole.includes(key)
        ? select.findIndex((each) => sameExpression(each, key))
        : -1;
      return place < 0 ? this.expression(key, scope) : String(place + 1);
    });
    return `GROUP BY ${keys.join(', ')}`;
  }

  private having({ having, groupBy }: SelectQuery, scope: QueryScope): string | undefined {
    if (having === undefined) return undefined;
    return `HAVING ${this.within(computed(groupBy), () => this.condition(having, scope))}`;
  }

  private order(
    { orderBy, groupBy, distinct, select }: SelectQuery,
    scope: QueryScope,
  ): string | undefined {
    if (orderBy.length === 0) return undefined;
    // Behind DISTINCT only the columns are left, and a computed one is known by its number.
    const places = distinct && !select.some(({ kind }) => kind === 'star') ? computed(select) : [];
    const keys = orderBy.map((key) => {
      const known = places.some((each) => sameExpression(each, key.expression));
      const place = select.findIndex((each) => sameExpression(each, key.expression));
      return known
        ? `${place + 1}${key.descending ? ' DESC' : ''}${this.nullsOf(key, true)}`
        : this.within(computed(groupBy), () => this.orderKey(key, scope));
    });
    return `ORDER BY ${keys.join(', ')}`;
  }

  private within(keys: readonly Expression[], write: () => string): string {
    const around = this.computedKeys;
    this.computedKeys = keys;
    const text = write();
    this.computedKeys = around;
    return text;
  }

  private partitionKey(key: Expression, scope: QueryScope): string {
    const text = this.expression(key, scope);
    return this.typeOf(key, scope) === 'real' ? `CAST(${text} AS STRING)` : text;
  }

  /** Reals that are whole have a point in the logical form's text. */
  private textOf({ text, type }: TypedText): string {
    return type === 'text' ? text : `CAST(${text} AS STRING)`;
  }
}

function holdsQuery(key: Expression): boolean {
  let found = false;
  visitQuery(
    { kind: 'select', from: [], distinct: false, select: [key], groupBy: [], orderBy: [] },
    { expression: ({ kind }) => (found ||= kind === 'subquery') },
  );
  return found;
}

/** The name that a column of a result has by itself. */
function shownName(expression: Expression, scope: QueryScope): string | undefined {
  if (expression.kind === 'field') return expression.field;
  return expression.kind === 'column' ? scope.columnName(expression).name : undefined;
}

function computed(keys: readonly Expression[]): readonly Expression[] {
  return keys.filter(({ kind }) => kind !== 'field' && kind !== 'column');
}

/** The pattern with a backslash that escapes nothing doubled. */
function wholePattern(pattern: string): string {
  return pattern.replaceAll(/\\(?:[\s\S]|$)/g, (escape) => (escape === '\\' ? '\\\\' : escape));
}
