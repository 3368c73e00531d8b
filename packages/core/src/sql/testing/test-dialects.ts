import type { SelectQuery, Source } from '@momq/dialect';
import { quoteText } from '../identifier-quoting.js';
import type { QueryScope } from '../query-scope.js';
import { SqlGenerator } from '../sql-generator.js';
import type { SelectClauses, SelectOptions } from '../sql-generator.js';
import type { CastType, TypedText } from '../sql-spelling.js';

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
  protected override readonly castTypes = { text: 'CHAR', integer: 'SIGNED', real: 'DOUBLE' };

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

  protected override like(left: TypedText, pattern: TypedText, negated: boolean): string {
    return `${super.like(left, pattern, negated)} ESCAPE '!'`;
  }

  protected override limitClause(limit: number | undefined, offset: number | undefined): string {
    return `LIMIT ${offset ?? 0}, ${limit ?? '18446744073709551615'}`;
  }

  protected override datePart(part: 'year' | 'month' | 'day', argument: TypedText): string {
    return `${part.toUpperCase()}(${argument.text})`;
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
  protected override readonly castTypes = { text: 'STRING', integer: 'INT64', real: 'FLOAT64' };

  protected override textLiteral(value: string): string {
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  }

  protected override cast(text: string, type: CastType): string {
    return `SAFE_${super.cast(text, type)}`;
  }

  protected override divide(left: TypedText, right: TypedText): string {
    return `SAFE_DIVIDE(${left.text}, ${right.text})`;
  }

  protected override datePart(part: 'year' | 'month' | 'day', argument: TypedText): string {
    return `EXTRACT(${part.toUpperCase()} FROM ${argument.text})`;
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
    if (source.kind === 'derived') return super.source(source, scope);
    const { join } = source;
    const array = this.schema.entities.find(({ name }) => name === source.entity)?.path?.at(-1);
    if (join?.kind !== 'link' || array === undefined || !source.entity.startsWith(join.with.entity))
      return super.source(source, scope);
    const rows = `UNNEST(${scope.alias(join.with)}.${this.name(array)}) AS ${scope.alias(source)}`;
    return `${join.optional ? 'LEFT' : 'CROSS'} JOIN ${rows}`;
  }
}

function backticks(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
