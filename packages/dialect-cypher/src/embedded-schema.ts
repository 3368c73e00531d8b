import { basename } from 'node:path';
import type { DatabaseSchema, EntityField, FieldType, Link, QueryResult } from '@momq/dialect';
import { quoteName } from '@momq/core/graph';

/** Nodes of a label that are read to find the types of its properties. */
const sampledNodes = 1000;

/** Reads labels, properties and relationship types of a graph by querying it. */
export async function introspectGraph(
  path: string,
  run: (text: string) => Promise<QueryResult>,
): Promise<DatabaseSchema> {
  const labels = (await run('CALL db.labels()')).rows.map(([label]) => String(label)).sort();
  const entities = [];
  for (const label of labels) {
    const { rows } = await run(
      `MATCH (n:${quoteName(label)}) RETURN properties(n) LIMIT ${sampledNodes}`,
    );
    entities.push({ name: label, fields: fieldsOf(rows.map(([map]) => map)) });
  }
  const links: Link[] = [];
  const ends = await run(
    'MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS start, type(r) AS type, labels(b) AS end',
  );
  for (const [start, type, end] of ends.rows) {
    const pattern = `MATCH (:${quoteName(first(start))})-[r:${quoteName(String(type))}]->(:${quoteName(first(end))})`;
    const { rows } = await run(`${pattern} RETURN properties(r) LIMIT ${sampledNodes}`);
    links.push({
      name: String(type),
      from: { entity: first(start), fields: [] },
      to: { entity: first(end), fields: [] },
      fields: fieldsOf(rows.map(([map]) => map)),
    });
  }
  return { name: basename(path).replace(/\.[^.]+$/, ''), family: 'graph', entities, links };
}

function first(labels: unknown): string {
  return Array.isArray(labels) ? String(labels[0]) : String(labels);
}

function fieldsOf(maps: readonly unknown[]): EntityField[] {
  const types = new Map<string, Set<FieldType>>();
  for (const map of maps) {
    if (typeof map !== 'object' || map === null) continue;
    for (const [name, value] of Object.entries(map))
      types.set(name, (types.get(name) ?? new Set()).add(typeOf(value)));
  }
  return [...types]
    .map(([name, found]) => ({ name, type: commonType([...found]) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function typeOf(value: unknown): FieldType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'real';
  return typeof value === 'string' ? 'text' : 'other';
}

function commonType(types: readonly FieldType[]): FieldType {
  const [only] = types;
  if (types.length === 1 && only) return only;
  return types.every((type) => type === 'integer' || type === 'real') ? 'real' : 'other';
}
