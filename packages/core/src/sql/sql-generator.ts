import type {
  Expression,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
} from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import type { Link } from '@momq/dialect';
import { QueryScope, isCorrelated, useKey } from './query-scope.js';
import { SqlExpressionGenerator } from './sql-expression-generator.js';
import type { CastType, NestedUse } from './sql-expression-generator.js';

/** What the surroundings of a SELECT ask of it. */
export interface SelectOptions {
  /** Columns to cast, by index. */
  readonly casts?: ReadonlyMap<number, CastType>;
}

/**
 * Logical queries as SQL text. One generator for all SQL dialects: a pack derives from it and overrides the steps
 * in which its dialect differs.
 *
 * A foreign key from a table to itself is followed from the earlier use (referencing side) to the new one
 * (referenced side).
 */
export abstract class SqlGenerator extends SqlExpressionGenerator {
  private aliasCount = 0;
  private aliasEverything = false;

  /** @throws UnsupportedFeatureError when the dialect cannot express the query. */
  render(query: LogicalQuery): string {
    this.aliasCount = 0;
    this.aliasEverything = isCorrelated(query);
    return this.query(query, undefined, {});
  }

  /** Rewrites a SELECT for the rules of the dialect before it is written. */
  protected prepare(query: SelectQuery): SelectQuery {
    return query;
  }

  /** What stands between SELECT and its columns, with a space after it. */
  protected quantifier(query: SelectQuery, _scope: QueryScope): string {
    return query.distinct ? 'DISTINCT ' : '';
  }

  /** One key of ORDER BY. NULL counts as the smallest value, as in SQLite. */
  protected orderKey(key: OrderKey, _query: SelectQuery, scope: QueryScope): string {
    return `${this.expression(key.expression, scope)}${key.descending ? ' DESC' : ''}`;
  }

  /** A side of a set operation that has an order, a limit or a set operation of its own. */
  protected complexOperand(text: string): string {
    return `SELECT * FROM (${text})`;
  }

  /** What both sides of a set operation have to do, for engines that want columns of one type. */
  protected setOptions(_query: SetQuery, options: SelectOptions): SelectOptions {
    return options;
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

  private select(
    written: SelectQuery,
    parent: QueryScope | undefined,
    options: SelectOptions,
  ): string {
    const query = this.prepare(written);
    const scope = new QueryScope(query, this.aliases(query), parent);
    const columns = query.select.map((expression, index) =>
      this.column(expression, scope, options, index),
    );
    return [
      `SELECT ${this.quantifier(query, scope)}${columns.join(', ')}`,
      ...(query.from.length === 0
        ? []
        : [`FROM ${query.from.map((source) => this.source(source, scope)).join(' ')}`]),
      ...(query.where === undefined ? [] : [`WHERE ${this.condition(query.where, scope)}`]),
      ...(query.groupBy.length === 0
        ? []
        : [`GROUP BY ${query.groupBy.map((key) => this.expression(key, scope)).join(', ')}`]),
      ...(query.having === undefined ? [] : [`HAVING ${this.condition(query.having, scope)}`]),
      ...(query.orderBy.length === 0
        ? []
        : [`ORDER BY ${query.orderBy.map((key) => this.orderKey(key, query, scope)).join(', ')}`]),
      ...(query.limit === undefined ? [] : [`LIMIT ${query.limit}`]),
    ].join(' ');
  }

  private column(
    expression: Expression,
    scope: QueryScope,
    options: SelectOptions,
    index: number,
  ): string {
    const text = this.expression(expression, scope);
    const cast = options.casts?.get(index);
    return cast === undefined || expression.kind === 'star' ? text : this.cast(text, cast);
  }

  private aliases(query: SelectQuery): Map<string, string | undefined> {
    const named = query.from.length > 1 || this.aliasEverything;
    return new Map(
      query.from.map((use) => {
        if (!named) return [useKey(use), undefined];
        this.aliasCount += 1;
        return [useKey(use), `t${this.aliasCount}`];
      }),
    );
  }

  private source(source: Source, scope: QueryScope): string {
    const alias = scope.alias(source);
    const table =
      alias === undefined ? this.name(source.entity) : `${this.name(source.entity)} AS ${alias}`;
    const { join } = source;
    if (join === undefined) return table;
    if (join.kind === 'cross') return `CROSS JOIN ${table}`;
    const word = join.optional ? 'LEFT JOIN' : 'JOIN';
    if (join.kind === 'fields') {
      const [left, right] = this.operands(join.left, join.right, scope);
      return `${word} ${table} ON ${left} = ${right}`;
    }
    const pairs = this.linkFields(this.link(join.link), source, join.with);
    const conditions = pairs.map(([earlier, later]) =>
      this.operands(earlier, later, scope).join(' = '),
    );
    return `${word} ${table} ON ${conditions.join(' AND ')}`;
  }

  private link(name: string): Link {
    const link = this.schema.links.find((candidate) => candidate.name === name);
    if (link === undefined) {
      const known = this.schema.links.map((candidate) => candidate.name).join(', ');
      throw new UnsupportedFeatureError(
        `query: expected a link of the schema (${known}), got ${name}.`,
      );
    }
    return link;
  }

  private linkFields(
    link: Link,
    later: Source,
    earlier: Source,
  ): readonly (readonly [Expression, Expression])[] {
    const forwards = link.from.entity === earlier.entity && link.to.entity === later.entity;
    const backwards = link.to.entity === earlier.entity && link.from.entity === later.entity;
    if (!forwards && !backwards) {
      throw new UnsupportedFeatureError(
        `query: expected ${link.name} to connect ${earlier.entity} and ${later.entity}, but it connects ${link.from.entity} and ${link.to.entity}.`,
      );
    }
    const [near, far] = forwards ? [link.from, link.to] : [link.to, link.from];
    const at = (use: Source, field: string): Expression => ({
      kind: 'field',
      entity: use.entity,
      instance: use.instance,
      field,
    });
    return near.fields.map((field, index) => [
      at(earlier, field),
      at(later, far.fields[index] ?? field),
    ]);
  }

  private set(query: SetQuery, parent: QueryScope | undefined, given: SelectOptions): string {
    const options = this.setOptions(query, given);
    const side = (operand: LogicalQuery): string => {
      const text = this.query(operand, parent, options);
      const simple =
        operand.kind === 'select' && operand.orderBy.length === 0 && operand.limit === undefined;
      return simple ? text : this.complexOperand(text);
    };
    return `${side(query.left)} ${query.operator.toUpperCase()}${query.all ? ' ALL' : ''} ${side(query.right)}`;
  }
}
