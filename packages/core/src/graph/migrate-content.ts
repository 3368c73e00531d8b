import type { DatabaseContent, Entity, EntityField, FieldType, Link, Value } from '@momq/dialect';
import { ConfigError } from '@momq/dialect';
import type { GraphContent, GraphNode, GraphRelationship } from './graph-content.js';
import { describeContent } from '../sql/describe-content.js';
import { relationalToGraphSchema } from './migrate-schema.js';

/**
 * A relational database as a property graph, as {@link migrateToGraph} makes it, after a look at its rows: counts, examples,
 * encodings of times, and foreign keys that nobody declared, which become relationships too. Content of family `graph` stays
 * as it is.
 *
 * @throws ConfigError as {@link migrateToGraph}
 */
export async function describeAndMigrate(content: DatabaseContent): Promise<GraphContent> {
  const { schema } = content;
  if (schema.family === 'graph') return migrateToGraph(content);
  return migrateToGraph({ ...content, schema: await describeContent(schema, content) });
}

/**
 * A relational database as a property graph.
 *
 * Row → node; a value that is NULL → no property; a foreign key whose values are all present and found → one
 * relationship to every row that they reference; a NULL or dangling reference → none. Values take the type that their
 * column declares (text in an integer column becomes a number where it spells one), as SQLite's column affinity does.
 *
 * Content of family `graph` is read as it is: `rows[label]` are nodes, `rows[relationship type]` are
 * `[identity of the start node, identity of the end node, …properties]`, where an identity is the value of the
 * label's primary-key property.
 *
 * @throws ConfigError for a row whose length differs from its entity's fields, or, in content of family
 * `graph`, for a relationship type without a single primary-key property at both ends.
 */
export function migrateToGraph(content: DatabaseContent): GraphContent {
  const { schema } = content;
  const nodes: GraphNode[] = [];
  const firstNode = new Map<string, number>();
  for (const entity of schema.entities) {
    firstNode.set(entity.name, nodes.length);
    for (const row of content.rows[entity.name] ?? [])
      nodes.push({ label: entity.name, properties: properties(entity, row) });
  }
  const graphSchema = relationalToGraphSchema(schema);
  const relationships = schema.links.flatMap((link, index) => {
    const type = graphSchema.links[index]?.name ?? link.name;
    const positions = {
      from: firstNode.get(link.from.entity) ?? 0,
      to: firstNode.get(link.to.entity) ?? 0,
    };
    return schema.family === 'graph'
      ? relationshipRows(content, link, positions)
      : foreignKeyRelationships(content, link, type, positions);
  });
  return { schema: graphSchema, nodes, relationships };
}

function properties(entity: Entity, row: readonly Value[]): Record<string, Value> {
  if (row.length !== entity.fields.length) {
    throw new ConfigError(
      `content: expected ${entity.fields.length} values in each row of ${entity.name}, got ${row.length}. Give one value per field, null where there is none.`,
    );
  }
  const present: Record<string, Value> = {};
  entity.fields.forEach((field, index) => {
    const value = row[index] ?? null;
    if (value !== null) present[field.name] = withAffinity(value, field.type);
  });
  return present;
}

function withAffinity(value: Value, type: FieldType): Value {
  if (type === 'text' && (typeof value === 'number' || typeof value === 'bigint'))
    return String(value);
  if ((type === 'integer' || type === 'real') && typeof value === 'string')
    return asNumber(value) ?? value;
  if (type === 'boolean' && (value === 0 || value === 1)) return value === 1;
  return value;
}

/** Whole numbers beyond 2^53 keep their digits. */
function asNumber(text: string): number | bigint | undefined {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) return undefined;
  const number = Number(text);
  const digits = /^([+-]?\d+)(?:\.0*)?$/.exec(text.trim())?.[1];
  return digits === undefined || Number.isSafeInteger(number)
    ? number
    : BigInt(digits.replace('+', ''));
}

interface Positions {
  readonly from: number;
  readonly to: number;
}

function foreignKeyRelationships(
  content: DatabaseContent,
  link: Link,
  type: string,
  positions: Positions,
): GraphRelationship[] {
  const from = keyReader(content, link.from.entity, link.from.fields);
  const to = keyReader(content, link.to.entity, link.to.fields);
  const numeric = link.from.fields.map(
    (_, index) => isNumeric(from.fields[index]) || isNumeric(to.fields[index]),
  );
  const targets = new Map<string, number[]>();
  to.rows.forEach((row, index) => {
    const key = keyOf(row, to.columns, numeric);
    if (key === undefined) return;
    const rows = targets.get(key);
    if (rows) rows.push(index);
    else targets.set(key, [index]);
  });
  return from.rows.flatMap((row, index) => {
    const key = keyOf(row, from.columns, numeric);
    const found = key === undefined ? [] : (targets.get(key) ?? []);
    return found.map((target) => ({
      type,
      from: positions.from + index,
      to: positions.to + target,
      properties: {},
    }));
  });
}

function relationshipRows(
  content: DatabaseContent,
  link: Link,
  positions: Positions,
): GraphRelationship[] {
  const rows = content.rows[link.name] ?? [];
  if (rows.length === 0) return [];
  const from = nodesByIdentity(content, link.from.entity, link.name);
  const to = nodesByIdentity(content, link.to.entity, link.name);
  return rows.flatMap((row) => {
    const start = from.get(String(row[0]));
    const end = to.get(String(row[1]));
    if (start === undefined || end === undefined) return [];
    const present: Record<string, Value> = {};
    link.fields.forEach((field, index) => {
      const value = row[index + 2] ?? null;
      if (value !== null) present[field.name] = value;
    });
    return [
      {
        type: link.name,
        from: positions.from + start,
        to: positions.to + end,
        properties: present,
      },
    ];
  });
}

function nodesByIdentity(
  content: DatabaseContent,
  label: string,
  type: string,
): Map<string, number> {
  const entity = content.schema.entities.find((candidate) => candidate.name === label);
  const keys = (entity?.fields ?? []).flatMap((field, index) => (field.primaryKey ? [index] : []));
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    throw new ConfigError(
      `content: expected one primary-key property on ${label}, which ${type} refers to, got ${keys.length}. Mark the property that identifies its nodes.`,
    );
  }
  return new Map((content.rows[label] ?? []).map((row, index) => [String(row[key]), index]));
}

interface KeyReader {
  readonly rows: readonly (readonly Value[])[];
  readonly fields: readonly (EntityField | undefined)[];
  readonly columns: readonly number[];
}

function keyReader(content: DatabaseContent, name: string, names: readonly string[]): KeyReader {
  const entity = content.schema.entities.find((candidate) => candidate.name === name);
  const columns = names.map(
    (field) => entity?.fields.findIndex((candidate) => candidate.name === field) ?? -1,
  );
  return {
    rows: content.rows[name] ?? [],
    columns,
    fields: columns.map((column) => entity?.fields[column]),
  };
}

function isNumeric(field: EntityField | undefined): boolean {
  return field?.type === 'integer' || field?.type === 'real';
}

/** Undefined when a part is NULL. Parts compare as numbers where either column is numeric, as in SQL. */
function keyOf(
  row: readonly Value[],
  columns: readonly number[],
  numeric: readonly boolean[],
): string | undefined {
  const parts: string[] = [];
  for (const [index, column] of columns.entries()) {
    const value = row[column] ?? null;
    if (value === null) return undefined;
    const text = String(value);
    parts.push(numeric[index] ? String(asNumber(text) ?? text) : text);
  }
  return JSON.stringify(parts);
}
