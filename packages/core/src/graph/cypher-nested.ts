import type { ColumnReference, Expression, LogicalQuery } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import {
  allFields,
  containsAggregate,
  expressionParts,
  nestedQueries,
  selectExpressions,
} from '../logical/expression-walk.js';
import { isNullable } from '../logical/nullable.js';
import { CypherExpressionWriter, type NestedQueries } from './cypher-expression.js';
import { quoteName } from './cypher-names.js';
import { isGrouped } from './cypher-group-stage.js';
import type { CypherText, RowCollector } from './cypher-parts.js';
import { projectionClause } from './cypher-projection.js';
import { useKey, type CypherScope } from './cypher-scope.js';

/**
 * Nested queries of one SELECT, written in front of it.
 *
 * The first becomes `MATCH … WITH avg(s.age) AS avgAge`; later ones stand in `CALL { … }`, which leaves the variables
 * before it alone. Each gives exactly one row, so that it neither removes nor repeats rows of the SELECT.
 */
export class CypherNestedQueries implements NestedQueries, RowCollector {
  /** Stages to put before the SELECT's own clauses. */
  readonly clauses: string[] = [];
  /** Stages of correlated queries, to put behind the SELECT's patterns. */
  readonly late: string[] = [];
  private readonly written = new Map<string, string>();
  private readonly text: CypherText;
  private readonly scope: CypherScope;

  constructor(text: CypherText, scope: CypherScope) {
    this.text = text;
    this.scope = scope;
  }

  scalar(query: LogicalQuery): string {
    if (this.isCorrelated(query)) return this.correlated(query);
    return this.once('scalar', query, () => {
      const name = this.text.variables.forExpression(
        firstSelect(query).select[0] ?? { kind: 'star' },
      );
      const [clauses, value] = this.value(query);
      this.stage(clauses, value, name);
      return name;
    });
  }

  set(query: LogicalQuery, withNull: boolean): string {
    return this.once(`set ${withNull}`, query, () => {
      const rows = this.text.queries.rows(query, this.text, { named: true });
      return this.collect(
        rows.clauses,
        this.onlyItem(query)(rows.columns),
        firstSelect(query).select[0],
        withNull && mayHoldNull(query, this.text),
      );
    });
  }

  /** Variable that holds the list of distinct rows of a query: values, or lists of values where it has several columns. */
  rows(query: LogicalQuery): string {
    const rows = this.text.queries.rows(query, this.text, { named: true });
    return this.collect(rows.clauses, tuple(rows.columns), firstSelect(query).select[0]);
  }

  exists(query: LogicalQuery, equalTo?: Expression): string {
    if (
      query.kind === 'select' &&
      !isGrouped(query) &&
      query.limit === undefined &&
      query.offset === undefined
    ) {
      const outer = new CypherExpressionWriter(this.text, this.scope, this);
      const body = this.text.queries.select(query, this.text, {
        parent: this.scope,
        ...(equalTo && {
          filter: ([column]) => `${column ?? 'null'} = ${outer.expression(equalTo)}`,
        }),
      });
      return `EXISTS { ${body.clauses.join(' ')} }`;
    }
    if (this.isCorrelated(query)) return this.correlatedMembership(query, equalTo);
    return this.once('exists', query, () => {
      const { clauses } = this.text.queries.rows(query, this.text, { named: true });
      const name = this.text.variables.take('found');
      this.stage(clauses, 'count(*) > 0', name);
      return name;
    });
  }

  isCorrelated(query: LogicalQuery): boolean {
    return refersOutside(query, []);
  }

  /** True when a correlated query is counted in place; the others have a stage of their own behind the patterns. */
  countsInPlace(query: LogicalQuery): boolean {
    const [item] = query.kind === 'select' ? query.select : [];
    return (
      query.kind === 'select' &&
      item?.kind === 'aggregate' &&
      item.function === 'count' &&
      item.argument.kind === 'star' &&
      query.groupBy.length === 0 &&
      query.having === undefined &&
      query.limit === undefined &&
      query.offset === undefined &&
      query.from.every((source) => source.kind !== 'derived')
    );
  }

  private correlated(query: LogicalQuery): string {
    if (query.kind === 'select' && this.countsInPlace(query)) {
      const body = this.text.queries.select(
        { ...query, select: [{ kind: 'literal', value: 1 }] },
        this.text,
        { parent: this.scope },
      );
      return `COUNT { ${body.clauses.join(' ')} }`;
    }
    return this.once('scalar', query, () => {
      const name = this.text.variables.forExpression(
        firstSelect(query).select[0] ?? { kind: 'star' },
      );
      const [clauses, value, imports] = this.value(query, this.scope);
      this.lateStage(clauses, value, name, imports);
      return name;
    });
  }

  private correlatedMembership(query: LogicalQuery, equalTo: Expression | undefined): string {
    const key = equalTo === undefined ? 'found' : `found ${JSON.stringify(equalTo)}`;
    return this.once(key, query, () => {
      const rows = this.text.queries.rows(query, this.text, { named: true, parent: this.scope });
      const name = this.text.variables.take('found');
      if (equalTo === undefined) {
        this.lateStage(rows.clauses, 'count(*) > 0', name, rows.imports);
        return name;
      }
      const values = `collect(${this.onlyItem(query)(rows.columns)})`;
      this.lateStage(rows.clauses, values, name, rows.imports);
      const outer = new CypherExpressionWriter(this.text, this.scope, this);
      return `(${outer.operand(equalTo)} IN ${name})`;
    });
  }

  /** Clauses and the one value that a query gives behind them. */
  private value(
    query: LogicalQuery,
    parent?: CypherScope,
  ): readonly [readonly string[], string, ReadonlySet<string> | undefined] {
    const isOneRow =
      query.kind === 'select' &&
      query.groupBy.length === 0 &&
      query.having === undefined &&
      query.select.some(containsAggregate);
    const rows = this.text.queries.rows(query, this.text, {
      named: !isOneRow,
      ...(parent && { parent }),
    });
    const item = this.onlyItem(query)(rows.columns);
    const value = isOneRow && rows.aggregates ? item : `head(collect(${item}))`;
    return [rows.clauses, value, rows.imports];
  }

  private lateStage(
    clauses: readonly string[],
    value: string,
    name: string,
    imports: ReadonlySet<string> = new Set(),
  ): void {
    const item = { items: [{ text: value, name }], distinct: false, orderBy: [], aggregates: true };
    const given = imports.size > 0 ? [`WITH ${[...imports].join(', ')}`] : [];
    this.late.push(
      `CALL { ${[...given, ...clauses, projectionClause('RETURN', item)].join(' ')} }`,
    );
  }

  private onlyItem(query: LogicalQuery): (columns: readonly string[]) => string {
    return ([column, ...others]) => {
      if (column === undefined || others.length > 0) {
        throw unsupported(
          `${others.length + 1} columns in a nested value (${query.kind}); one is possible`,
        );
      }
      return column;
    };
  }

  private collect(
    clauses: readonly string[],
    item: string,
    column: Expression | undefined,
    withNull = false,
  ): string {
    const name = this.text.variables.forList(column ?? { kind: 'star' });
    const nulls = withNull ? ` + CASE WHEN count(*) > count(${item}) THEN [null] ELSE [] END` : '';
    this.stage(clauses, `collect(DISTINCT ${item})${nulls}`, name);
    return name;
  }

  private stage(clauses: readonly string[], value: string, name: string): void {
    const item = { items: [{ text: value, name }], distinct: false, orderBy: [], aggregates: true };
    const isFirst = this.clauses.length === 0 && this.scope.parent === undefined;
    if (isFirst) this.clauses.push(...clauses, projectionClause('WITH', item));
    else this.clauses.push(`CALL { ${[...clauses, projectionClause('RETURN', item)].join(' ')} }`);
  }

  private once(use: string, query: LogicalQuery, write: () => string): string {
    const key = `${use} ${JSON.stringify(query)}`;
    const name = this.written.get(key) ?? write();
    this.written.set(key, name);
    return name;
  }
}

/** One value, or a list of them, as it is compared between the rows of two queries. */
export function tuple(columns: readonly string[]): string {
  return columns.length === 1 ? columns.map(plain).join('') : `[${columns.map(plain).join(', ')}]`;
}

function plain(column: string): string {
  if (/^(\d+|true|false|null)$/.test(column)) return column;
  return /[^\w.`]/.test(column) || column.includes('.') ? column : quoteName(column);
}

/** `around` holds the uses of the queries between the outermost one asked about and this one, the innermost first. */
function refersOutside(query: LogicalQuery, around: readonly ReadonlySet<string>[]): boolean {
  if (query.kind === 'set')
    return refersOutside(query.left, around) || refersOutside(query.right, around);
  const visible = [new Set(entitySources(query.from).map(useKey)), ...around];
  const expressions = selectExpressions(query);
  const outside =
    expressions
      .flatMap(allFields)
      .some((field) => !visible.slice(field.outer ?? 0).some((uses) => uses.has(useKey(field)))) ||
    expressions.flatMap(allColumns).some(({ outer = 0 }) => outer > around.length);
  return outside || nestedQueries(query).some((nested) => refersOutside(nested, visible));
}

function allColumns(expression: Expression): readonly ColumnReference[] {
  return expression.kind === 'column'
    ? [expression]
    : expressionParts(expression).flatMap(allColumns);
}

function mayHoldNull(query: LogicalQuery, { schema }: CypherText): boolean {
  if (query.kind === 'set') return true;
  const [item] = query.select;
  return item === undefined || isNullable(item, query, schema);
}

function unsupported(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `Cypher: cannot write ${what}. Rewrite the query with a join.`,
  );
}
