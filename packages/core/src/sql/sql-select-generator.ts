import type {
  EntitySource,
  Expression,
  Join,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  Source,
} from '@momq/dialect';
import { isEntitySource } from '../logical/entity-sources.js';
import { isNullable } from '../logical/nullable.js';
import { withoutConstantKeys } from './constant-keys.js';
import { expandStars } from './expand-stars.js';
import { linkedFields } from './link-join.js';
import { outputNames } from './output-names.js';
import { QueryScope, useKey } from './query-scope.js';
import type { DerivedNames, SourceNames } from './query-scope.js';
import { SqlConditionGenerator } from './sql-condition-generator.js';
import type { CastType } from './sql-spelling.js';

/** What the surroundings of a SELECT ask of it. */
export interface SelectOptions {
  /** Columns to cast, by index. */
  readonly casts?: ReadonlyMap<number, CastType>;
  /** Names of all its columns, where the query around it reads them. */
  readonly names?: readonly string[];
}

/** The clauses of a SELECT as text, in the order in which they are written; absent ones are left out. */
export interface SelectClauses {
  readonly select: string;
  readonly from?: string | undefined;
  readonly where?: string | undefined;
  readonly groupBy?: string | undefined;
  readonly having?: string | undefined;
  /** No logical query has it; dialects that filter windows by it add it. */
  readonly qualify?: string | undefined;
  readonly orderBy?: string | undefined;
  readonly limit?: string | undefined;
}

/** SELECT and its sources as SQL text. */
export abstract class SqlSelectGenerator extends SqlConditionGenerator {
  /** Aliases given so far in the query that is written. */
  protected aliasCount = 0;
  /** True while a query is written in which nested queries refer to sources around them. */
  protected aliasEverything = false;

  /** A query inside `parent`, or the outermost one where there is none. */
  protected abstract query(
    query: LogicalQuery,
    parent: QueryScope | undefined,
    options: SelectOptions,
  ): string;

  /** Rewrites a SELECT for the rules of the dialect before it is written. */
  protected prepare(query: SelectQuery): SelectQuery {
    return query;
  }

  /** A SELECT: prepared, its sources named, its clauses joined. */
  protected select(
    written: SelectQuery,
    parent: QueryScope | undefined,
    options: SelectOptions,
  ): string {
    const prepared = withoutConstantKeys(this.prepare(withoutConstantKeys(written)));
    const query = this.withDerived(prepared);
    const scope = new QueryScope(query, this.sourceNames(query), { parent, schema: this.schema });
    const clauses = this.clauses(query, scope, options);
    return [
      clauses.select,
      clauses.from,
      clauses.where,
      clauses.groupBy,
      clauses.having,
      clauses.qualify,
      clauses.orderBy,
      clauses.limit,
    ]
      .filter((clause) => clause !== undefined)
      .join(' ');
  }

  /** The clauses of a prepared SELECT; a dialect changes one, or adds its own. */
  protected clauses(query: SelectQuery, scope: QueryScope, options: SelectOptions): SelectClauses {
    const columns = query.select.map((expression, index) =>
      this.column(expression, scope, options, index),
    );
    const keys = query.groupBy.map((key) => this.expression(key, scope));
    const order = query.orderBy.map((key) => this.orderKey(key, scope));
    return {
      select: `SELECT ${this.quantifier(query, scope)}${columns.join(', ')}`,
      from:
        query.from.length === 0
          ? undefined
          : `FROM ${query.from.map((source) => this.source(source, scope)).join(' ')}`,
      where: query.where && `WHERE ${this.condition(query.where, scope)}`,
      groupBy: keys.length === 0 ? undefined : `GROUP BY ${keys.join(', ')}`,
      having: query.having && `HAVING ${this.condition(query.having, scope)}`,
      orderBy: order.length === 0 ? undefined : `ORDER BY ${order.join(', ')}`,
      limit: this.limit(query),
    };
  }

  /** What stands between SELECT and its columns, with a space after it: DISTINCT, TOP 3, AS STRUCT. */
  protected quantifier(query: SelectQuery, _scope: QueryScope): string {
    return query.distinct ? 'DISTINCT ' : '';
  }

  /** One column of the output. */
  protected column(
    expression: Expression,
    scope: QueryScope,
    options: SelectOptions,
    index: number,
  ): string {
    const cast = options.casts?.get(index);
    const plain = this.expression(expression, scope);
    const text =
      cast === undefined || expression.kind === 'star'
        ? plain
        : this.castTo({ text: plain, type: this.typeOf(expression, scope), expression }, cast);
    const name = options.names?.[index];
    const known = cast === undefined && expression.kind === 'field' && expression.field === name;
    return name === undefined || known ? text : `${text} AS ${this.name(name)}`;
  }

  /** One key of ORDER BY. NULL counts as the smallest value unless the key says where it goes. */
  protected override orderKey(key: OrderKey, scope: QueryScope): string {
    const text = `${this.expression(key.expression, scope)}${key.descending ? ' DESC' : ''}`;
    return text + this.nullsOf(key, isNullable(key.expression, scope.query, this.schema));
  }

  /** One element of FROM with the join that reaches it. */
  protected source(source: Source, scope: QueryScope): string {
    const table = isEntitySource(source)
      ? this.table(source, scope)
      : this.derivedTable(source.query, this.derivedNames(source, scope), scope);
    const { join } = source;
    if (join === undefined) return table;
    if (join.kind === 'cross') return `CROSS JOIN ${table}`;
    const word = join.optional ? 'LEFT JOIN' : 'JOIN';
    return `${word} ${table} ON ${this.joinCondition(join, source, scope)}`;
  }

  /** A table with its alias. */
  protected table(source: EntitySource, scope: QueryScope): string {
    const alias = scope.alias(source);
    const name = this.tableName(source.entity);
    return alias === undefined ? name : `${name} AS ${alias}`;
  }

  /** A subquery in FROM with its alias, its columns named. */
  protected derivedTable(query: LogicalQuery, names: DerivedNames, scope: QueryScope): string {
    const text = this.query(query, scope, { names: names.columns });
    return `(${text}) AS ${names.alias}`;
  }

  /** What stands after ON. */
  protected joinCondition(
    join: Exclude<Join, { kind: 'cross' }>,
    source: Source,
    scope: QueryScope,
  ): string {
    if (join.kind === 'condition') return this.condition(join.condition, scope);
    const pairs =
      join.kind === 'fields' ? [[join.left, join.right] as const] : this.linkPairs(join, source);
    return pairs
      .map(([earlier, later]) => this.operands(earlier, later, scope).join(' = '))
      .join(' AND ');
  }

  /** What a key of an order has to say of NULL in this engine. */
  protected nullsOf(key: OrderKey, nullable: boolean): string {
    const asSmallest = key.descending ? 'last' : 'first';
    const wanted = key.nulls ?? asSmallest;
    const own = this.nullsSortAs === 'smallest' ? asSmallest : opposite(asSmallest);
    return nullable && wanted !== own ? this.nullsClause(wanted) : '';
  }

  private linkPairs(
    { link, with: earlier }: Extract<Join, { kind: 'link' }>,
    source: Source,
  ): ReturnType<typeof linkedFields> {
    return isEntitySource(source)
      ? linkedFields(this.schema, link, { earlier, later: source })
      : [];
  }

  private limit({ limit, offset }: SelectQuery): string | undefined {
    return limit === undefined && offset === undefined
      ? undefined
      : this.limitClause(limit, offset);
  }

  private derivedNames(source: Source, scope: QueryScope): DerivedNames {
    const place = scope.query.from
      .filter((each) => each.kind === 'derived')
      .findIndex((each) => each === source);
    return scope.names.derived[place] ?? { alias: '', columns: [] };
  }

  /** Columns of subqueries in FROM are named, so that stars there have to be columns. */
  private withDerived(query: SelectQuery): SelectQuery {
    if (query.from.every(isEntitySource)) return query;
    const from = query.from.map((source) =>
      source.kind === 'derived'
        ? { ...source, query: expandStars(source.query, this.schema) }
        : source,
    );
    return { ...query, from };
  }

  private sourceNames(query: SelectQuery): SourceNames {
    const qualified = query.from.length > 1 || this.aliasEverything;
    const uses = new Map<string, string | undefined>();
    const derived: DerivedNames[] = [];
    for (const source of query.from) {
      if (!isEntitySource(source))
        derived.push({ alias: this.nextAlias(), columns: outputNames(source.query) });
      else uses.set(useKey(source), qualified ? this.nextAlias() : undefined);
    }
    return { uses, derived };
  }

  private nextAlias(): string {
    this.aliasCount += 1;
    return `t${this.aliasCount}`;
  }
}

function opposite(position: 'first' | 'last'): 'first' | 'last' {
  return position === 'first' ? 'last' : 'first';
}
