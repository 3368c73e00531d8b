import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  ColumnReference,
  DatabaseSchema,
  EntityUse,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { derivedSources, entitySources } from '../logical/entity-sources.js';
import { columnTypes, firstSelect } from '../logical/expression-type.js';
import type { ColumnTypes } from '../logical/expression-type.js';
import { expressionParts, nestedQueries, selectExpressions } from '../logical/expression-walk.js';

/** How a subquery in FROM is called. */
export interface DerivedNames {
  readonly alias: string;
  /** Names of its columns. */
  readonly columns: readonly string[];
}

/** Names that a SELECT gives to its sources. */
export interface SourceNames {
  /** Alias per entity use; `undefined` where the table goes by its own name and its columns need no qualifier. */
  readonly uses: ReadonlyMap<string, string | undefined>;
  /** The subqueries in FROM, in its order. */
  readonly derived: readonly DerivedNames[];
}

/** The sources of a SELECT and those around it; references are looked up from the inside outwards. */
export class QueryScope {
  readonly query: SelectQuery;
  readonly names: SourceNames;
  readonly parent: QueryScope | undefined;
  /** Types of columns of derived sources. */
  readonly columnTypes: ColumnTypes;

  constructor(
    query: SelectQuery,
    names: SourceNames,
    around: { readonly parent: QueryScope | undefined; readonly schema: DatabaseSchema },
  ) {
    this.query = query;
    this.names = names;
    this.parent = around.parent;
    this.columnTypes = columnTypes(query, around.schema, around.parent?.columnTypes);
  }

  /** The alias of a use, in this scope or the nearest one around it. @throws UnsupportedFeatureError for a use that no FROM declares. */
  alias(use: EntityUse): string | undefined {
    const key = useKey(use);
    if (this.names.uses.has(key)) return this.names.uses.get(key);
    if (this.parent === undefined) {
      throw new UnsupportedFeatureError(
        `query: expected every field to belong to an entity of FROM, got ${use.entity} (use ${use.instance}). Add it to \`from\`.`,
      );
    }
    return this.parent.alias(use);
  }

  /** The alias of a field's use, which stands `outer` queries further out. @throws UnsupportedFeatureError as {@link alias} */
  aliasOf(field: FieldReference): string | undefined {
    return this.out(field.outer).alias(field);
  }

  /** Qualifier and name of a column. @throws UnsupportedFeatureError where FROM has no such subquery or it no such column */
  columnName(reference: ColumnReference): { readonly qualifier: string; readonly name: string } {
    const { names } = this.out(reference.outer);
    const source = names.derived[reference.source];
    const name = source?.columns[reference.column];
    if (source === undefined || name === undefined) {
      throw new UnsupportedFeatureError(
        `query: expected column ${reference.column} of subquery ${reference.source} in FROM, got ${names.derived.length} subqueries${source ? `, this one with ${source.columns.length} columns` : ''}. Count both from 0.`,
      );
    }
    return { qualifier: source.alias, name };
  }

  /** What a column of a derived source is made of; of a set operation what its first SELECT has. */
  columnOrigin(reference: ColumnReference): Expression | undefined {
    const source = derivedSources(this.out(reference.outer).query.from)[reference.source];
    return source && firstSelect(source.query).select[reference.column];
  }

  private out(levels = 0): QueryScope {
    return levels === 0 || this.parent === undefined ? this : this.parent.out(levels - 1);
  }
}

/** Identity of an entity use inside one scope. */
export function useKey(use: EntityUse): string {
  return `${use.instance}:${use.entity}`;
}

function allReferences(expression: Expression): readonly (FieldReference | ColumnReference)[] {
  return expression.kind === 'field' || expression.kind === 'column'
    ? [expression]
    : expressionParts(expression).flatMap(allReferences);
}

/** True when some nested query refers to a source of a query around it, so that every source needs an alias. */
export function isCorrelated(
  query: LogicalQuery,
  around: ReadonlySet<string> = new Set(),
): boolean {
  if (query.kind === 'set')
    return isCorrelated(query.left, around) || isCorrelated(query.right, around);
  const own = new Set(entitySources(query.from).map(useKey));
  const reachesOut = selectExpressions(query)
    .flatMap(allReferences)
    .some(
      (part) =>
        (part.outer ?? 0) > 0 ||
        (part.kind === 'field' && !own.has(useKey(part)) && around.has(useKey(part))),
    );
  if (reachesOut) return true;
  const visible = new Set([...around, ...own]);
  return nestedQueries(query).some((nested) => isCorrelated(nested, visible));
}
