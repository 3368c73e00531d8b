import { UnsupportedFeatureError } from '@momq/dialect';
import type { EntityUse, FieldReference, LogicalQuery, SelectQuery } from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { allFields, nestedQueries, selectExpressions } from '../logical/expression-walk.js';

/** Names that a SELECT gives to its sources; looked up from the inside outwards. */
export class QueryScope {
  readonly query: SelectQuery;
  readonly parent: QueryScope | undefined;
  /** Alias per use; `undefined` where the table goes by its own name and its columns need no qualifier. */
  private readonly aliases: ReadonlyMap<string, string | undefined>;

  constructor(
    query: SelectQuery,
    aliases: ReadonlyMap<string, string | undefined>,
    parent: QueryScope | undefined,
  ) {
    this.query = query;
    this.aliases = aliases;
    this.parent = parent;
  }

  /** The alias of a use, in this scope or the nearest one around it. @throws UnsupportedFeatureError for a use that no FROM declares. */
  alias(use: EntityUse): string | undefined {
    const key = useKey(use);
    if (this.aliases.has(key)) return this.aliases.get(key);
    if (this.parent === undefined) {
      throw new UnsupportedFeatureError(
        `query: expected every field to belong to an entity of FROM, got ${use.entity} (use ${use.instance}). Add it to \`from\`.`,
      );
    }
    return this.parent.alias(use);
  }

  /** The alias of a field's use, which stands `outer` queries further out. @throws UnsupportedFeatureError as {@link alias} */
  aliasOf(field: FieldReference): string | undefined {
    let scope: QueryScope | undefined = this;
    for (let out = field.outer ?? 0; out > 0; out -= 1) scope = scope?.parent;
    return (scope ?? this).alias(field);
  }
}

/** Identity of an entity use inside one scope. */
export function useKey(use: EntityUse): string {
  return `${use.instance}:${use.entity}`;
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
    .flatMap(allFields)
    .some(
      (field) => (field.outer ?? 0) > 0 || (!own.has(useKey(field)) && around.has(useKey(field))),
    );
  if (reachesOut) return true;
  const visible = new Set([...around, ...own]);
  return nestedQueries(query).some((nested) => isCorrelated(nested, visible));
}
