import type { Node, Relationship } from 'neo4j-driver';
import {
  QueryExecutionError,
  QueryTimeoutError,
  type DatabaseSchema,
  type EntityField,
  type FieldType,
  type Link,
} from '@momq/dialect';
import { quoteName } from '@momq/core/graph';
import { describeField } from '@momq/core/sql';
import { commonType } from './column-types.js';
import { neo4jType, plainNeo4jValue } from './neo4j-values.js';

/** Runs a statement within a time limit; rows in the driver's values. */
export type ReadRows = (
  text: string,
  timeoutMs: number,
) => Promise<{ readonly rows: readonly (readonly unknown[])[] }>;

type Fields = Map<string, EntityField>;

/** Nodes or relationships that are read where the server does not tell their properties in time. */
const sampled = 1000;
/** Nodes of a label whose properties are looked at for examples. */
const exampleNodes = 100;

/** Labels, properties and relationship types by Neo4j's own procedures; APOC is not needed. What cannot be read is noted. */
export async function introspectNeo4j(name: string, read: ReadRows): Promise<DatabaseSchema> {
  const notes: string[] = [];
  const labels = await read('CALL db.labels() YIELD label', 60_000);
  const entities = new Map(labels.rows.map(([label]) => [String(label), new Map() as Fields]));
  const noted = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof QueryExecutionError || error instanceof QueryTimeoutError))
        throw error;
      notes.push(`${what}: ${error.message}`);
      return false;
    }
  };
  const isWhole = await noted(`properties are those of ${sampled} nodes of each label`, () =>
    nodeProperties(entities, read),
  );
  for (const [label, fields] of isWhole ? [] : entities) {
    await noted(`properties of ${label} are left out`, () =>
      sampleProperties(`(n:${quoteName(label)})`, fields, read),
    );
  }
  for (const [label, fields] of entities)
    await noted(`examples of ${label} are left out`, () => addExamples(label, fields, read));
  const links: Link[] = [];
  await noted('relationships are left out', async () => {
    links.push(...(await relationships(read)));
  });
  let keys: ReadonlySet<string> = new Set();
  await noted('keys are left out', async () => {
    keys = await identifyingProperties(read);
  });
  return {
    name,
    family: 'graph',
    entities: [...entities].map(([label, fields]) => ({
      name: label,
      fields: [...fields.values()].map((field) =>
        keys.has(`${label}.${field.name}`) ? { ...field, primaryKey: true } : field,
      ),
    })),
    links,
    ...(notes.length > 0 && { notes }),
  };
}

async function nodeProperties(entities: Map<string, Fields>, read: ReadRows): Promise<void> {
  const { rows } = await read(
    'CALL db.schema.nodeTypeProperties() YIELD nodeLabels, propertyName, propertyTypes RETURN nodeLabels, propertyName, propertyTypes',
    15_000,
  );
  for (const [labels, property, types] of rows) {
    for (const label of textList(labels)) {
      const fields = entities.get(label) ?? (new Map() as Fields);
      entities.set(label, fields);
      addField(fields, property, types);
    }
  }
}

/** Examples of the properties, and how they hold points in time: nothing declares what a number or a text means. */
async function addExamples(label: string, fields: Fields, read: ReadRows): Promise<void> {
  const text = `MATCH (n:${quoteName(label)}) RETURN properties(n) LIMIT ${exampleNodes}`;
  const { rows } = await read(text, 10_000);
  const maps = rows.map(([map]) => map as Readonly<Record<string, unknown>>);
  for (const [name, field] of fields) {
    const values = maps.map((map) => plainNeo4jValue(map[name] ?? null));
    fields.set(name, describeField(field, values));
  }
}

async function sampleProperties(pattern: string, fields: Fields, read: ReadRows): Promise<void> {
  const { rows } = await read(`MATCH ${pattern} RETURN properties(n) LIMIT ${sampled}`, 10_000);
  const types = new Map<string, Set<FieldType>>();
  for (const [name, value] of rows.flatMap(([map]) => Object.entries(map as object)))
    types.set(name, (types.get(name) ?? new Set()).add(neo4jType(value)));
  for (const [name, found] of types) fields.set(name, { name, type: commonType(found) });
}

/** Types between every two labels, as the server's own statistics have them; properties by looking at them. */
async function relationships(read: ReadRows): Promise<readonly Link[]> {
  const { rows } = await read('CALL db.schema.visualization() YIELD nodes, relationships', 60_000);
  const [nodes, relations] = (rows[0] ?? [[], []]) as unknown as [Node[], Relationship[]];
  const labelOf = new Map(nodes.map(({ elementId, labels }) => [elementId, labels[0] ?? '']));
  const properties = new Map<string, Fields>();
  for (const type of new Set(relations.map((relation) => relation.type))) {
    const fields: Fields = new Map();
    properties.set(type, fields);
    await sampleProperties(`()-[n:${quoteName(type)}]->()`, fields, read);
  }
  return relations.map(({ type, startNodeElementId, endNodeElementId }) => ({
    name: type,
    from: { entity: labelOf.get(startNodeElementId) ?? '', fields: [] },
    to: { entity: labelOf.get(endNodeElementId) ?? '', fields: [] },
    fields: [...(properties.get(type)?.values() ?? [])],
  }));
}

/** Properties under a uniqueness or key constraint, as `Label.property`. */
async function identifyingProperties(read: ReadRows): Promise<ReadonlySet<string>> {
  const { rows } = await read(
    'SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties RETURN type, labelsOrTypes, properties',
    10_000,
  );
  const unique = rows.filter(
    ([type, , properties]) =>
      /^(NODE_PROPERTY_)?(UNIQUENESS|UNIQUE)|NODE_KEY/.test(String(type)) &&
      textList(properties).length === 1,
  );
  return new Set(
    unique.map(([, labels, properties]) => `${textList(labels)[0]}.${textList(properties)[0]}`),
  );
}

function addField(fields: Fields, property: unknown, types: unknown): void {
  if (typeof property !== 'string') return;
  const found = textList(types);
  const before = fields.get(property)?.nativeType?.split(' | ') ?? [];
  const all = [...new Set([...before, ...found])];
  const type = commonType(new Set(all.map((native) => fieldTypes[native] ?? 'other')));
  fields.set(property, { name: property, type, nativeType: all.join(' | ') });
}

function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

const fieldTypes: Readonly<Record<string, FieldType>> = {
  String: 'text',
  Long: 'integer',
  Integer: 'integer',
  Double: 'real',
  Float: 'real',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  LocalDateTime: 'datetime',
};
