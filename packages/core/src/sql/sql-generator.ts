import type { ColumnReference, LogicalQuery, OrderKey, SelectQuery, SetQuery } from '@momq/dialect';
import { expandStars } from './expand-stars.js';
import { outputNames } from './output-names.js';
import { isCorrelated } from './query-scope.js';
import type { QueryScope } from './query-scope.js';
import type { NestedUse } from './sql-expression-generator.js';
import { SqlSelectGenerator } from './sql-select-generator.js';
import type { SelectOptions } from './sql-select-generator.js';

/**
 * Logical queries as SQL text. One generator for all SQL dialects: a pack derives from it and overrides the steps
 * in which its dialect differs.
 *
 * A foreign key from a table to itself is followed from the earlier use (referencing side) to the new one
 * (referenced side).
 */
export abstract class SqlGenerator extends SqlSelectGenerator {
  /** @throws UnsupportedFeatureError when the dialect cannot express the query. */
  render(query: LogicalQuery): string {
    this.aliasCount = 0;
    this.aliasEverything = isCorrelated(query);
    return this.query(query, undefined, {});
  }

  protected override query(
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

  /** A set operation, with its order. */
  protected set(query: SetQuery, parent: QueryScope | undefined, given: SelectOptions): string {
    const { orderBy = [], limit, offset } = query;
    if (this.orderStandsOutside(query))
      return this.select(selectOfSet(query, this.columnsOf(query)), parent, given);
    const options = this.setOptions(query, given, parent);
    const { names: _names, ...further } = options;
    const side = (operand: LogicalQuery, own: SelectOptions): string => {
      const text = this.query(operand, parent, own);
      return isSimple(operand) ? text : this.complexOperand(text);
    };
    const words = this.setWords(query.operator, query.all);
    const keys = orderBy.map((key) => this.setOrderKey(key));
    return [
      `${side(query.left, options)} ${words} ${side(query.right, further)}`,
      ...(keys.length === 0 ? [] : [`ORDER BY ${keys.join(', ')}`]),
      ...(limit === undefined && offset === undefined ? [] : [this.limitClause(limit, offset)]),
    ].join(' ');
  }

  /** True where the order of a set operation needs a SELECT around it, for example as it computes with its columns. */
  protected orderStandsOutside({ orderBy = [] }: SetQuery): boolean {
    return !orderBy.every(({ expression }) => expression.kind === 'column');
  }

  /** One key of the order of a set operation: the number of a column, from 1. */
  protected setOrderKey(key: OrderKey): string {
    const column = key.expression.kind === 'column' ? key.expression.column : 0;
    return `${column + 1}${key.descending ? ' DESC' : ''}${this.nullsOf(key, true)}`;
  }

  /** What both sides of a set operation have to do, for engines that want columns of one type. */
  protected setOptions(
    _query: SetQuery,
    options: SelectOptions,
    _parent: QueryScope | undefined,
  ): SelectOptions {
    return options;
  }

  private columnsOf(query: LogicalQuery): number {
    return outputNames(expandStars(query, this.schema)).length;
  }
}

/** True for a SELECT that can stand beside the words of a set operation as it is. */
function isSimple(query: LogicalQuery): boolean {
  if (query.kind === 'set') return false;
  return query.orderBy.length === 0 && query.limit === undefined && query.offset === undefined;
}

/** A set operation whose order computes with its columns, as a SELECT from it. */
function selectOfSet(query: SetQuery, columns: number): SelectQuery {
  const { orderBy = [], limit, offset, ...set } = query;
  return {
    kind: 'select',
    from: [{ kind: 'derived', query: set }],
    distinct: false,
    select: Array.from({ length: columns }, (_, column): ColumnReference => ({
      kind: 'column',
      source: 0,
      column,
    })),
    groupBy: [],
    orderBy,
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  };
}
