import type { FieldType, EntityField } from '@momq/dialect';
import type { GraphContent } from '@momq/core/graph';
import { PropertyGraph, type GraphValue } from '@momq/graph-store';
import { engineValue } from './embedded-values.js';
import type { PropertyTypes, Space } from './engine/space.js';

/** A space of a graph: a vertex for each node with the id `label:number`, an edge for each relationship. */
export function spaceOf(content: GraphContent): Space {
  const { schema, nodes, relationships } = content;
  const graph = new PropertyGraph();
  const tags = new Map(schema.entities.map(({ name, fields }) => [name, typesOf(fields)]));
  const edges = new Map<string, PropertyTypes>();
  for (const { name, fields } of schema.links)
    edges.set(name, new Map([...(edges.get(name) ?? []), ...typesOf(fields)]));
  const counts = new Map<string, number>();
  const ids = nodes.map(({ label, properties }) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    const id = `${label}:${count}`;
    graph.addNode(id, label, held(properties, tags.get(label)));
    return id;
  });
  const ranks = new Map<string, bigint>();
  for (const { type, from, to, properties } of relationships) {
    const [start, end] = [ids[from]!, ids[to]!];
    const key = `${type} ${start} ${end}`;
    const rank = ranks.get(key) ?? 0n;
    ranks.set(key, rank + 1n);
    graph.addEdge(type, start, end, held(properties, edges.get(type)), rank);
  }
  return { name: schema.name, graph, tags, edges };
}

function typesOf(fields: readonly EntityField[]): Map<string, FieldType> {
  return new Map(fields.map(({ name, type }) => [name, type]));
}

/** Properties of the schema, NULL where the content has none, as a space with a schema holds them. */
function held(
  properties: Readonly<Record<string, Parameters<typeof engineValue>[0]>>,
  types: PropertyTypes | undefined,
): Map<string, GraphValue> {
  const all = new Map<string, GraphValue>([...(types?.keys() ?? [])].map((name) => [name, null]));
  for (const [name, value] of Object.entries(properties))
    all.set(name, engineValue(value, types?.get(name)));
  return all;
}
