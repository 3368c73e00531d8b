import type { Expression, LogicalQuery } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import { allFields, nestedQueries, selectExpressions } from '../logical/expression-walk.js';
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
  private readonly written = new Map<string, string>();
  private readonly text: CypherText;
  private readonly scope: CypherScope;

  constructor(text: CypherText, scope: CypherScope) {
    this.text = text;
    this.scope = scope;
  }

  scalar(query: LogicalQuery): string {
    if (this.isCorrelated(query)) return this.correlatedCount(query);
    return this.once('scalar', query, () => {
      const name = this.text.variables.forExpression(
        firstSelect(query).select[0] ?? { kind: 'star' },
      );
      const [item, rows] = [this.onlyItem(query), this.text.queries.rows(query, this.text)];
      const isOneRow = rows.aggregates && query.kind === 'select' && query.groupBy.length === 0;
      this.stage(
        rows.clauses,
        isOneRow ? item(rows.columns) : `head(collect(${item(rows.columns)}))`,
        name,
        rows.aggregates && !isOneRow,
      );
      return name;
    });
  }

  set(query: LogicalQuery): string {
    return this.once('set', query, () => {
      const rows = this.text.queries.rows(query, this.text, { named: true });
      return this.collect(
        rows.clauses,
        this.onlyItem(query)(rows.columns),
        firstSelect(query).select[0],
      );
    });
  }

  /** Variable that holds the list of distinct rows of a query: values, or lists of values where it has several columns. */
  rows(query: LogicalQuery): string {
    const rows = this.text.queries.rows(query, this.text, { named: true });
    return this.collect(rows.clauses, tuple(rows.columns), firstSelect(query).select[0]);
  }

  exists(query: LogicalQuery, equalTo?: Expression): string {
    if (query.kind === 'select' && !isGrouped(query) && query.limit === undefined) {
      const outer = new CypherExpressionWriter(this.text, this.scope, this);
      const body = this.text.queries.select(query, this.text, {
        parent: this.scope,
        ...(equalTo && {
          filter: ([column]) => `${column ?? 'null'} = ${outer.expression(equalTo)}`,
        }),
      });
      return `EXISTS { ${body.clauses.join(' ')} }`;
    }
    if (this.isCorrelated(query))
      throw unsupported('a grouped or limited query in EXISTS that refers to the query around it');
    return this.once('exists', query, () => {
      const { clauses } = this.text.queries.rows(query, this.text, { named: true });
      const name = this.text.variables.take('found');
      this.stage(clauses, 'count(*) > 0', name, false);
      return name;
    });
  }

  isCorrelated(query: LogicalQuery): boolean {
    return refersOutside(query, []);
  }

  private correlatedCount(query: LogicalQuery): string {
    const [item] = query.kind === 'select' ? query.select : [];
    const countsRows =
      item?.kind === 'aggregate' && item.function === 'count' && item.argument.kind === 'star';
    if (
      query.kind !== 'select' ||
      !countsRows ||
      query.groupBy.length > 0 ||
      query.having !== undefined
    ) {
      throw unsupported('a nested value other than count(*) that refers to the query around it');
    }
    const body = this.text.queries.select(
      { ...query, select: [{ kind: 'literal', value: 1 }] },
      this.text,
      { parent: this.scope },
    );
    return `COUNT { ${body.clauses.join(' ')} }`;
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
  ): string {
    const name = this.text.variables.forList(column ?? { kind: 'star' });
    this.stage(clauses, `collect(DISTINCT ${item})`, name, false);
    return name;
  }

  private stage(clauses: readonly string[], value: string, name: string, needsRows: boolean): void {
    if (needsRows) throw unsupported('a nested value that is grouped');
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
  return /[^\w.`]/.test(column) || column.includes('.') ? column : quoteName(column);
}

/** `around` holds the uses of the queries between the outermost one asked about and this one, the innermost first. */
function refersOutside(query: LogicalQuery, around: readonly ReadonlySet<string>[]): boolean {
  if (query.kind === 'set')
    return refersOutside(query.left, around) || refersOutside(query.right, around);
  const visible = [new Set(entitySources(query.from).map(useKey)), ...around];
  const outside = selectExpressions(query)
    .flatMap(allFields)
    .some((field) => !visible.slice(field.outer ?? 0).some((uses) => uses.has(useKey(field))));
  return outside || nestedQueries(query).some((nested) => refersOutside(nested, visible));
}

function unsupported(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `Cypher: cannot write ${what}. Rewrite the query with a join.`,
  );
}
