import {
  QueryExecutionError,
  QueryTimeoutError,
  type DatabaseSchema,
  type Entity,
  type EntityField,
  type Link,
  type QueryResult,
  type Value,
} from '@momq/dialect';
import { quoteName } from '@momq/core/graph';
import { describeField } from '@momq/core/sql';
import { commonType, plainType } from './column-types.js';

/** Nodes of a label that are read to find the types of its properties. */
const sampledNodes = 1000;

/** Reads labels, properties and relationship types of a graph by querying it. What cannot be read is noted. */
export async function introspectGraph(
  name: string,
  run: (text: string) => Promise<QueryResult>,
): Promise<DatabaseSchema> {
  const notes: string[] = [];
  const properties = async (what: string, text: string): Promise<EntityField[] | undefined> => {
    try {
      return fieldsOf((await run(`${text} LIMIT ${sampledNodes}`)).rows.map(([map]) => map));
    } catch (error) {
      if (!(error instanceof QueryExecutionError || error instanceof QueryTimeoutError))
        throw error;
      notes.push(`${what} is left out: ${error.message}`);
      return undefined;
    }
  };
  const labels = (await run('CALL db.labels()')).rows.map(([label]) => String(label)).sort();
  const entities: Entity[] = [];
  for (const label of labels) {
    const fields = await properties(
      `label ${label}`,
      `MATCH (n:${quoteName(label)}) RETURN properties(n) AS properties`,
    );
    if (fields !== undefined) entities.push({ name: label, fields });
  }
  const links: Link[] = [];
  const ends = await run(
    'MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS start, type(r) AS type, labels(b) AS end',
  );
  for (const [start, type, end] of ends.rows) {
    const [from, to] = [first(start), first(end)];
    const fields = await properties(
      `relationship type ${String(type)}`,
      `MATCH (:${quoteName(from)})-[r:${quoteName(String(type))}]->(:${quoteName(to)}) RETURN properties(r) AS properties`,
    );
    if (fields === undefined) continue;
    links.push({
      name: String(type),
      from: { entity: from, fields: [] },
      to: { entity: to, fields: [] },
      fields,
    });
  }
  return { name, family: 'graph', entities, links, ...(notes.length > 0 && { notes }) };
}

function first(labels: unknown): string {
  return Array.isArray(labels) ? String(labels[0]) : String(labels);
}

function fieldsOf(maps: readonly unknown[]): EntityField[] {
  const values = new Map<string, Value[]>();
  for (const map of maps) {
    if (typeof map !== 'object' || map === null) continue;
    for (const [name, value] of Object.entries(map) as [string, Value][])
      if (!values.get(name)?.push(value)) values.set(name, [value]);
  }
  return [...values]
    .map(([name, found]) =>
      describeField({ name, type: commonType(new Set(found.map(plainType))) }, found),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
