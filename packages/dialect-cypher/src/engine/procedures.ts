import type { GraphValue } from '@momq/graph-store';
import type { Session } from './scope.js';

/** A procedure that CALL runs. */
export interface Procedure {
  readonly name: string;
  /** Names of its arguments. */
  readonly takes: readonly { readonly name: string; readonly type?: string }[];
  readonly columns: readonly string[];
  readonly rows: (
    given: readonly GraphValue[],
    session: Session,
  ) => Iterable<readonly GraphValue[]>;
}

function listing(
  name: string,
  column: string,
  list: (session: Session) => Iterable<string>,
): Procedure {
  return {
    name,
    takes: [],
    columns: [column],
    rows: (_, session) => [...list(session)].map((each) => [each]),
  };
}

function keysIn({ graph }: Session): Iterable<string> {
  const keys = new Set<string>();
  for (const node of graph.nodes()) {
    for (const key of node.properties.keys()) keys.add(key);
    for (const { properties } of node.outgoing) for (const key of properties.keys()) keys.add(key);
  }
  return keys;
}

/** Neo4j's procedures that tell what names the graph has, by lower-case name. */
export const procedures: ReadonlyMap<string, Procedure> = new Map(
  [
    listing('db.labels', 'label', ({ graph }) => graph.labels()),
    listing('db.relationshipTypes', 'relationshipType', ({ graph }) => graph.types()),
    listing('db.propertyKeys', 'propertyKey', keysIn),
  ].map((each) => [each.name.toLowerCase(), each]),
);
