import { basename } from 'node:path';
import type { DatabaseSchema, FieldType, Value } from '@momq/dialect';
import type { GraphContent } from '@momq/core/graph';
import { PropertyGraph, type GraphValue } from '@momq/graph-store';
import { engineValue } from './embedded-values.js';
import { GraphFile } from './graph-file.js';
import { readGrafeo } from './read-grafeo.js';

/** Where an embedded graph comes from. */
export interface GraphSource {
  readonly name: string;
  /** Known where the graph was made from content. */
  readonly schema?: DatabaseSchema;
  /** The graph as it is now. @throws DatabaseOpenError when there is none any more */
  graph(): Promise<PropertyGraph>;
  /** Another text whenever somebody may have changed the graph. */
  version(): Promise<string>;
  /** What readers should know of it. */
  note(): string | undefined;
  close(): Promise<void>;
}

/** A graph of our own, which nobody changes. */
export function contentSource(content: GraphContent): GraphSource {
  const graph = graphOf(content);
  return {
    name: content.schema.name,
    schema: content.schema,
    graph: async () => graph,
    version: async () => '',
    note: () => undefined,
    close: async () => undefined,
  };
}

/** A Grafeo file, read anew whenever somebody has written to it. */
export function fileSource(path: string): GraphSource {
  const file = new GraphFile(path);
  let known: { readonly version: string; readonly graph: Promise<PropertyGraph> } | undefined;
  return {
    name: basename(path).replace(/\.[^.]+$/, ''),
    graph: async () => {
      const now = await file.now();
      if (known?.version !== now.version) {
        const reading = { version: now.version, graph: readGrafeo(now.path) };
        known = reading;
        // What failed is read again at the next call.
        reading.graph.catch(() => {
          if (known === reading) known = undefined;
        });
      }
      return known.graph;
    },
    version: () => file.version(),
    note: () =>
      file.isCopied
        ? `${path} is read from a private copy, made again whenever it has changed, because another program has it open to write.`
        : undefined,
    close: () => file.close(),
  };
}

function graphOf({ schema, nodes, relationships }: GraphContent): PropertyGraph {
  const graph = new PropertyGraph();
  const types = new Map(
    [...schema.entities, ...schema.links].map(({ name, fields = [] }) => [
      name,
      new Map(fields.map((field) => [field.name, field.type])),
    ]),
  );
  nodes.forEach(({ label, properties }, index) =>
    graph.addLabelledNode(BigInt(index), [label], held(properties, types.get(label))),
  );
  relationships.forEach(({ type, from, to, properties }, index) =>
    graph.addEdge(type, BigInt(from), BigInt(to), held(properties, types.get(type)), BigInt(index)),
  );
  return graph;
}

/** A property without a value is no property. */
function held(
  properties: Readonly<Record<string, Value>>,
  types: ReadonlyMap<string, FieldType> | undefined,
): ReadonlyMap<string, GraphValue> {
  return new Map(
    Object.entries(properties)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, engineValue(value, types?.get(name))]),
  );
}
