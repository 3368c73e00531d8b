import type { DatabaseSchema, Entity, EntityField, Value } from '@momq/dialect';
import {
  foreignKeyLinks,
  inferLinks,
  quoteEntity,
  quoteIdentifier,
  temporalEncoding,
} from '@momq/core/sql';
import type { LinkCandidate } from '@momq/core/sql';
import { enumLabels, fieldType } from './field-type.js';
import { duckdbIdentifiers } from './generator.js';

/** What one of several statements gives. */
export interface BatchAnswer {
  readonly rows?: readonly (readonly Value[])[];
  readonly error?: string;
}

/** Runs statements of ours one after the other, of which each may fail; answers may lack at the end when the time is over. */
export type ReadBatch = (
  statements: readonly string[],
  limits: { readonly maxRows: number; readonly maxBytes: number; readonly timeMs: number },
) => Promise<readonly BatchAnswer[]>;

const STRUCTURE = { maxRows: 100_000, maxBytes: 2 ** 28, timeMs: 30_000 };
/** For the first rows of all tables and views, and for the values behind links that are not declared. */
const SAMPLES = { maxRows: 100, maxBytes: 2 ** 22, timeMs: 500 };
const LINK_ROWS = 2000;
/** Examples of a field, and their longest text. */
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 64;

const TABLES = `SELECT schema_name, table_name, 'table', comment, estimated_size FROM duckdb_tables()
  WHERE NOT internal AND NOT temporary AND database_name = current_database()
  UNION ALL SELECT schema_name, view_name, 'view', comment, NULL FROM duckdb_views()
  WHERE NOT internal AND NOT temporary AND database_name = current_database() ORDER BY 1, 2`;
const COLUMNS = `SELECT schema_name, table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
  WHERE NOT internal AND database_name = current_database() ORDER BY schema_name, table_name, column_index`;
const CONSTRAINTS = `SELECT schema_name, table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
  FROM duckdb_constraints() WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')
  ORDER BY schema_name, table_name, constraint_index`;

/**
 * Reads tables and views of all schemas with their columns, keys and comments, and from their first rows examples of values and how
 * texts and numbers hold points in time. Foreign keys that nobody declared are concluded from names, types and values.
 */
export async function introspect(name: string, read: ReadBatch): Promise<DatabaseSchema> {
  const answers = await read([TABLES, COLUMNS, CONSTRAINTS], STRUCTURE);
  const [tables = [], columns = [], constraints = []] = answers.map(({ rows, error }) => {
    if (rows === undefined) throw new Error(error ?? 'no answer in time');
    return rows;
  });
  const keyColumns = new Set(
    constraints
      .filter(([, , type]) => type === 'PRIMARY KEY')
      .flatMap(([schema, table, , names]) =>
        (names as readonly string[]).map((column) => placeOf(schema, table, column)),
      ),
  );
  const entities = tables.map(([schema, table, kind, comment, rows]): Entity => {
    const inMain = schema === 'main';
    return {
      name: inMain ? String(table) : `${String(schema)}.${String(table)}`,
      kind: kind === 'view' ? 'view' : 'table',
      namespace: String(schema),
      ...(!inMain && { path: [String(schema), String(table)] }),
      ...(typeof comment === 'string' && { comment }),
      ...(rows !== null && rows !== undefined && { rowCount: Number(rows) }),
      fields: columns
        .filter((column) => column[0] === schema && column[1] === table)
        .map((column) => entityField(column, { isView: kind === 'view', keyColumns })),
    };
  });
  const known = new Map(
    tables.map(([schema, table], place) => [placeOf(schema, table), entities[place]?.name]),
  );
  const links = foreignKeyLinks(
    constraints.flatMap(([schema, table, type, names, target, targetNames]) => {
      const [from, to] = [known.get(placeOf(schema, table)), known.get(placeOf(schema, target))];
      if (type !== 'FOREIGN KEY' || from === undefined || to === undefined) return [];
      return [
        {
          table: from,
          columns: names as readonly string[],
          targetTable: to,
          targetColumns: targetNames as readonly string[],
        },
      ];
    }),
  );
  return withContents({ name, family: 'relational', entities, links }, read);
}

function placeOf(...parts: readonly (Value | undefined)[]): string {
  return JSON.stringify(parts);
}

function entityField(
  [schema, table, column, native, nullable, comment]: readonly Value[],
  { isView, keyColumns }: { readonly isView: boolean; readonly keyColumns: ReadonlySet<string> },
): EntityField {
  const labels = enumLabels(String(native));
  return {
    name: String(column),
    type: fieldType(String(native)),
    nativeType: String(native),
    ...(keyColumns.has(placeOf(schema, table, column)) && { primaryKey: true }),
    ...(!isView && { nullable: nullable === true }),
    ...(typeof comment === 'string' && { comment }),
    ...(labels !== undefined && { allowedValues: labels }),
  };
}

/** A view whose rows cannot be read is left out with a note: what it reads may be gone. */
async function withContents(schema: DatabaseSchema, read: ReadBatch): Promise<DatabaseSchema> {
  const answers = await read(
    schema.entities.map(
      (entity) =>
        `SELECT * FROM ${quoteEntity(entity, duckdbIdentifiers)} LIMIT ${SAMPLES.maxRows}`,
    ),
    SAMPLES,
  );
  const notes: string[] = [];
  const entities = schema.entities.flatMap((entity, place) => {
    const { rows = [], error } = answers[place] ?? {};
    if (error === undefined)
      return [
        {
          ...entity,
          fields: entity.fields.map((field, column) =>
            withExamples(
              field,
              rows.map((row) => row[column] ?? null),
            ),
          ),
        },
      ];
    notes.push(
      `${entity.name} is left out, because its rows cannot be read: ${error.split('\n')[0] ?? ''}`,
    );
    return [];
  });
  const kept = new Set(entities.map(({ name }) => name));
  const links = schema.links.filter(({ from, to }) => kept.has(from.entity) && kept.has(to.entity));
  const readable = { ...schema, entities, links };
  const inferred = await inferLinks(readable, {
    contained: (candidate) => isContained(candidate, read),
  });
  notes.push(...inferred.notes);
  return {
    ...readable,
    links: [...links, ...inferred.links],
    ...(notes.length > 0 && { notes }),
  };
}

function withExamples(field: EntityField, values: readonly Value[]): EntityField {
  const temporal = temporalEncoding(field, values);
  const samples = [...new Set(values)]
    .filter(
      (value) =>
        value !== null && String(value).length <= EXAMPLE_LENGTH && !(typeof value === 'object'),
    )
    .slice(0, EXAMPLES);
  return {
    ...field,
    ...(samples.length > 0 && { samples }),
    ...(temporal !== undefined && { temporal }),
  };
}

/** The first rows' values, all of which the target has; a target that is no key must not repeat. */
async function isContained({ from, to }: LinkCandidate, read: ReadBatch): Promise<boolean> {
  const [table, target] = [from.entity, to.entity].map((entity) =>
    quoteEntity(entity, duckdbIdentifiers),
  );
  const [column, key] = [from.field.name, to.field.name].map((name) =>
    quoteIdentifier(name, duckdbIdentifiers),
  );
  const [answer] = await read(
    [
      `WITH seen AS MATERIALIZED (SELECT DISTINCT v FROM (SELECT ${column} AS v FROM ${table} LIMIT ${LINK_ROWS}) WHERE v IS NOT NULL)
      SELECT count(*), count(*) FILTER (v IN (SELECT ${key} FROM ${target})), (SELECT count(${key}) - count(DISTINCT ${key}) FROM ${target}) FROM seen`,
    ],
    { ...SAMPLES, maxRows: 1 },
  );
  const [found, present, repeats] = answer?.rows?.[0] ?? [];
  return typeof found === 'number' && found > 0 && found === present && repeats === 0;
}
