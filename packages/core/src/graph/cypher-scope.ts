import type { EntityUse, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { quoteName } from './cypher-names.js';
import type { CypherVariables } from './cypher-variables.js';

/** Identity of an entity use inside one SELECT. */
export function useKey(use: EntityUse): string {
  return `${use.instance}:${use.entity}`;
}

/** The node variables of one SELECT; uses that it does not declare belong to the query around it. */
export class CypherScope {
  readonly parent: CypherScope | undefined;
  private readonly nodes: ReadonlyMap<string, string>;

  constructor(query: Pick<SelectQuery, 'from'>, variables: CypherVariables, parent?: CypherScope) {
    this.parent = parent;
    this.nodes = new Map(
      entitySources(query.from).map((source) => [
        useKey(source),
        variables.forLabel(source.entity),
      ]),
    );
  }

  declares(use: EntityUse): boolean {
    return this.nodes.has(useKey(use));
  }

  /** @throws UnsupportedFeatureError for a use that no FROM declares. */
  node(use: EntityUse): string {
    const own = this.nodes.get(useKey(use));
    if (own !== undefined) return own;
    if (this.parent === undefined) {
      throw new UnsupportedFeatureError(
        `query: expected every field to belong to an entity of FROM, got ${use.entity} (use ${use.instance}). Add it to \`from\`.`,
      );
    }
    return this.parent.node(use);
  }

  property(field: FieldReference): string {
    let scope: CypherScope | undefined = this;
    for (let out = field.outer ?? 0; out > 0; out -= 1) scope = scope?.parent;
    return `${(scope ?? this).node(field)}.${quoteName(field.field)}`;
  }
}

/** Names that WITH gave to expressions: from there on they are written by name. */
export type NamedExpressions = ReadonlyMap<string, string>;

/** Key of an expression in {@link NamedExpressions}. */
export function expressionKey(expression: Expression): string {
  return JSON.stringify(expression, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
