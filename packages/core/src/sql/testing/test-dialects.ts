import type { Cast, OrderKey, SelectQuery, Source } from '@momq/dialect';
import { quoteText } from '../identifier-quoting.js';
import type { QueryScope } from '../query-scope.js';
import { SqlGenerator } from '../sql-generator.js';
import type { SelectClauses, SelectOptions } from '../sql-select-generator.js';
import type { TypedText } from '../sql-spelling.js';
import { argumentText, named, standardFunctions } from '../standard-functions.js';
import type { FunctionSpellings } from '../standard-functions.js';

const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved: ReadonlySet<string> = new Set(['ORDER', 'GROUP', 'RANK']);

/** Text as MySQL wants it, where that is not standard SQL. Only what differs. */
export class MysqlLikeGenerator extends SqlGenerator {
  protected readonly dialect = 'mysql-like';
  protected readonly identifiers = {
    plain,
    reserved,
    quote: (name: string) => `\`${name.replaceAll('`', '``')}\``,
  };
  protected readonly functions: FunctionSpellings = {
    ...standardFunctions,
    concat: named('CONCAT'),
    coalesce: (call) => named(call.arguments.length === 2 ? 'IFNULL' : 'COALESCE')(call),
    year: named('YEAR'),
    difference: ({ unit, arguments: [from, to] }) =>
      `TIMESTAMPDIFF(${unit.toUpperCase()}, ${from?.text}, ${to?.text})`,
    fromUnixSeconds: named('FROM_UNIXTIME'),
  };
  protected override readonly castTypes = {
    text: 'CHAR',
    integer: 'SIGNED',
    real: 'DOUBLE',
    date: 'DATE',
    datetime: 'DATETIME',
  };

  protected override textLiteral(value: string): string {
    return quoteText(value, true);
  }

  protected override booleanLiteral(value: boolean): string {
    return value ? 'TRUE' : 'FALSE';
  }

  protected override divide(left: TypedText, right: TypedText): string {
    const whole = left.type === 'integer' && right.type === 'integer';
    return `${left.text} ${whole ? 'DIV' : '/'} ${right.text}`;
  }

  protected override limitClause(limit: number | undefined, offset: number | undefined): string {
    return `LIMIT ${offset ?? 0}, ${limit ?? '18446744073709551615'}`;
  }

  /** No NULLS FIRST: the key says it before the value. */
  protected override orderKey(key: OrderKey, scope: QueryScope): string {
    const { nulls, ...plain } = key;
    const last = nulls === 'last' && !key.descending;
    const text = super.orderKey(plain, scope);
    return last ? `${this.expression(key.expression, scope)} IS NULL, ${text}` : text;
  }
}

/** A SELECT of which only the first row of each group is kept. */
interface FirstRows extends SelectQuery {
  readonly firstOf: SelectQuery['groupBy'];
}

/** Text as BigQuery wants it, where that is not standard SQL. Only what differs. */
export class BigqueryLikeGenerator extends SqlGenerator {
  protected readonly dialect = 'bigquery-like';
  protected readonly identifiers = {
    plain,
    reserved,
    quote: backticks,
    path: (parts: readonly string[]) => backticks(parts.join('.')),
  };
  protected readonly functions: FunctionSpellings = {
    ...standardFunctions,
    year: (call) => `EXTRACT(YEAR FROM ${argumentText(call, 0)})`,
    truncate: ({ unit, arguments: [date] }) => `DATE_TRUNC(${date?.text}, ${unit.toUpperCase()})`,
  };
  protected override readonly castTypes = {
    text: 'STRING',
    integer: 'INT64',
    real: 'FLOAT64',
    date: 'DATE',
    datetime: 'DATETIME',
  };

  protected override textLiteral(value: string): string {
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  }

  protected override castTo(argument: TypedText, type: Cast['type']): string {
    return `SAFE_${super.castTo(argument, type)}`;
  }

  protected override divide(left: TypedText, right: TypedText): string {
    return `SAFE_DIVIDE(${left.text}, ${right.text})`;
  }

  protected override setWords(operator: 'union' | 'intersect' | 'except', all: boolean): string {
    return all ? super.setWords(operator, all) : `${operator.toUpperCase()} DISTINCT`;
  }

  protected override complexOperand(text: string): string {
    return `(${text})`;
  }

  /** A plain column beside an extreme is that of the row that holds it. */
  protected override prepare(query: SelectQuery): SelectQuery {
    const extreme = query.select.find((expression) => expression.kind === 'aggregate');
    if (extreme === undefined || query.groupBy.length === 0 || query.having !== undefined)
      return query;
    const first: FirstRows = {
      ...query,
      select: query.select.map((column) => (column === extreme ? extreme.argument : column)),
      groupBy: [],
      firstOf: query.groupBy,
      orderBy: [{ expression: extreme.argument, descending: extreme.function === 'max' }],
    };
    return first;
  }

  protected override clauses(
    query: SelectQuery | FirstRows,
    scope: QueryScope,
    options: SelectOptions,
  ): SelectClauses {
    const clauses = super.clauses(query, scope, options);
    if (!('firstOf' in query)) return clauses;
    const keys = query.firstOf.map((key) => this.expression(key, scope)).join(', ');
    return {
      ...clauses,
      qualify: `QUALIFY ROW_NUMBER() OVER (PARTITION BY ${keys} ${clauses.orderBy ?? ''}) = 1`,
      orderBy: undefined,
    };
  }

  protected override quantifier(query: SelectQuery, scope: QueryScope): string {
    return scope.parent === undefined
      ? super.quantifier(query, scope)
      : `AS STRUCT ${super.quantifier(query, scope)}`;
  }

  /** An entity whose path begins with another entity's is an array in its rows. */
  protected override source(source: Source, scope: QueryScope): string {
    const { join } = source;
    if (source.kind === 'derived' || join?.kind !== 'link') return super.source(source, scope);
    const array = this.schema.entities.find(({ name }) => name === source.entity)?.path?.at(-1);
    if (array === undefined || !source.entity.startsWith(join.with.entity))
      return super.source(source, scope);
    const rows = `UNNEST(${scope.alias(join.with)}.${this.name(array)}) AS ${scope.alias(source)}`;
    return `${join.optional ? 'LEFT' : 'CROSS'} JOIN ${rows}`;
  }
}

function backticks(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
