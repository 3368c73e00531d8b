import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  EntitySource,
  Expression,
  Join,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
} from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { refuseConstructs } from '../logical/used-constructs.js';
import { linkedFields } from './link-join.js';
import { QueryScope, isCorrelated, useKey } from './query-scope.js';
import { SqlConditionGenerator } from './sql-condition-generator.js';
import type { NestedUse } from './sql-expression-generator.js';
import type { CastType } from './sql-spelling.js';

/** What the surroundings of a SELECT ask of it. */
export interface SelectOptions {
  /** Columns to cast, by index. */
  readonly casts?: ReadonlyMap<number, CastType>;
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

/** Constructs that cannot be written. */
const unwritten = ['set-order', 'derived', 'window', 'case', 'cast', 'offset', 'nulls'] as const;

/**
 * Logical queries as SQL text. One generator for all SQL dialects: a pack derives from it and overrides the steps
 * in which its dialect differs.
 *
 * A foreign key from a table to itself is followed from the earlier use (referencing side) to the new one
 * (referenced side).
 */
export abstract class SqlGenerator extends SqlConditionGenerator {
  private aliasCount = 0;
  private aliasEverything = false;

  /** @throws UnsupportedFeatureError when the dialect cannot express the query. */
  render(query: LogicalQuery): string {
    refuseConstructs(query, unwritten, this.dialect);
    this.aliasCount = 0;
    this.aliasEverything = isCorrelated(query);
    return this.query(query, undefined, {});
  }

  /** Rewrites a SELECT for the rules of the dialect before it is written. */
  protected prepare(query: SelectQuery): SelectQuery {
    return query;
  }

  /** A query inside `parent`, or the outermost one where there is none. */
  protected query(
    query: LogicalQuery,
    parent: QueryScope | undefined,
    options: SelectOptions,
  ): string {
    return query.kind === 'select'
      ? this.select(query, parent, options)
      : this.set(query, parent, options);
  }

  protected override nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string {
    return this.query(
      query,
      scope,
      use.cast === undefined ? {} : { casts: new Map([[0, use.cast]]) },
    );
  }

  /** A SELECT: prepared, its sources named, its clauses joined. */
  protected select(
    written: SelectQuery,
    parent: QueryScope | undefined,
    options: SelectOptions,
  ): string {
    const query = this.prepare(written);
    const scope = new QueryScope(query, this.aliases(query), parent);
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
    const order = query.orderBy.map((key) => this.orderKey(key, query, scope));
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
      limit: query.limit === undefined ? undefined : this.limitClause(query.limit, undefined),
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
    const text = this.expression(expression, scope);
    const cast = options.casts?.get(index);
    return cast === undefined || expression.kind === 'star' ? text : this.cast(text, cast);
  }

  /** One key of ORDER BY. */
  protected orderKey(key: OrderKey, _query: SelectQuery, scope: QueryScope): string {
    return `${this.expression(key.expression, scope)}${key.descending ? ' DESC' : ''}`;
  }

  /** One element of FROM with the join that reaches it. */
  protected source(source: Source, scope: QueryScope): string {
    if (source.kind === 'derived') return this.unwrittenSource();
    const table = this.table(source, scope);
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

  /** What stands after ON. */
  protected joinCondition(
    join: Exclude<Join, { kind: 'cross' }>,
    source: EntitySource,
    scope: QueryScope,
  ): string {
    if (join.kind === 'condition') return this.unwrittenSource();
    const pairs =
      join.kind === 'fields'
        ? [[join.left, join.right] as const]
        : linkedFields(this.schema, join.link, { earlier: join.with, later: source });
    return pairs
      .map(([earlier, later]) => this.operands(earlier, later, scope).join(' = '))
      .join(' AND ');
  }

  /** A set operation. */
  protected set(query: SetQuery, parent: QueryScope | undefined, given: SelectOptions): string {
    const options = this.setOptions(query, given);
    const side = (operand: LogicalQuery): string => {
      const text = this.query(operand, parent, options);
      const simple =
        operand.kind === 'select' && operand.orderBy.length === 0 && operand.limit === undefined;
      return simple ? text : this.complexOperand(text);
    };
    return `${side(query.left)} ${this.setWords(query.operator, query.all)} ${side(query.right)}`;
  }

  /** What both sides of a set operation have to do, for engines that want columns of one type. */
  protected setOptions(_query: SetQuery, options: SelectOptions): SelectOptions {
    return options;
  }

  private unwrittenSource(): never {
    throw new UnsupportedFeatureError(
      `${this.dialect}: cannot write a subquery in FROM or a join on a condition. Rewrite the query with links.`,
    );
  }

  private aliases(query: SelectQuery): Map<string, string | undefined> {
    const named = query.from.length > 1 || this.aliasEverything;
    return new Map(
      entitySources(query.from).map((use) => {
        if (!named) return [useKey(use), undefined];
        this.aliasCount += 1;
        return [useKey(use), `t${this.aliasCount}`];
      }),
    );
  }
}
