import { foreignKeyLinks, inferLinks, quoteIdentifier, temporalEncoding } from '@momq/core/sql';
import type { ForeignKey, LinkCandidate } from '@momq/core/sql';
import type { DatabaseSchema, Entity, EntityField, FieldType, Value } from '@momq/dialect';
import { mysqlIdentifiers } from '../mysql-generator.js';
import type { MysqlConnection } from './mysql-connection.js';

/** Milliseconds for rows and counts of all tables, and for the values behind links that are not declared. */
const CONTENTS_MS = 600;
const LINKS_MS = 300;
/** Rows that are looked at for examples and for links; up to so many rows are counted, more are estimated. */
const SAMPLE_ROWS = 100;
const LINK_ROWS = 2_000;
const COUNTED_ROWS = 10_000;
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 64;

const TABLES = `SELECT table_name, table_type, table_rows, table_comment FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') ORDER BY table_name`;
const COLUMNS = `SELECT table_name, column_name, data_type, column_type, is_nullable, column_key, extra, column_comment
  FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position`;
const KEYS = `SELECT constraint_name, table_name, column_name, referenced_table_name, referenced_column_name
  FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_schema = DATABASE()
  ORDER BY table_name, constraint_name, ordinal_position`;

const quoted = (name: string): string => quoteIdentifier(name, mysqlIdentifiers);

/**
 * Reads tables, views, columns, keys and comments of the database that the connection has open, as far as the account sees
 * them; then, for about a second, what their rows tell: counts, examples, encodings of times, links that nobody declared.
 */
export async function introspectMysql(
  name: string,
  connection: MysqlConnection,
): Promise<DatabaseSchema> {
  const fields = new Map<string, EntityField[]>();
  for (const row of await connection.rows(COLUMNS)) {
    const table = String(row[0]);
    fields.set(table, [...(fields.get(table) ?? []), entityField(row)]);
  }
  const entities = (await connection.rows(TABLES)).map(([table, kind, rows, comment]): Entity => ({
    name: String(table),
    ...(kind === 'VIEW' && { kind: 'view' as const }),
    ...(kind !== 'VIEW' && rows !== null && { rowCount: Number(rows) }),
    ...(kind !== 'VIEW' && comment !== '' && comment !== null && { comment: String(comment) }),
    fields: fields.get(String(table)) ?? [],
  }));
  const keys = new Map<string, ForeignKey>();
  for (const row of await connection.rows(KEYS)) {
    const [constraint, table, column, target, targetColumn] = row.map(String) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const key = `${table}.${constraint}`;
    const known = keys.get(key) ?? { table, columns: [], targetTable: target, targetColumns: [] };
    keys.set(key, {
      ...known,
      columns: [...known.columns, column],
      targetColumns: [...known.targetColumns, targetColumn],
    });
  }
  const declared = {
    name,
    family: 'relational' as const,
    entities: await withContents(entities, connection),
    links: foreignKeyLinks([...keys.values()]),
  };
  const inferred = await inferLinks(declared, {
    contained: (candidate) => isContained(candidate, connection),
    timeBudgetMs: LINKS_MS,
  });
  return {
    ...declared,
    links: [...declared.links, ...inferred.links],
    ...(inferred.notes.length > 0 && { notes: inferred.notes }),
  };
}

function entityField(row: readonly Value[]): EntityField {
  const [, name, dataType, nativeType, nullable, key, extra, comment] = row.map(String) as string[];
  const values = dataType === 'enum' ? enumValues(nativeType ?? '') : undefined;
  return {
    name: name ?? '',
    type: fieldType(dataType ?? '', nativeType ?? ''),
    nativeType: nativeType ?? '',
    ...(key === 'PRI' && { primaryKey: true }),
    nullable: nullable === 'YES',
    ...(/\bGENERATED\b/i.test(extra ?? '') &&
      !/DEFAULT_GENERATED/i.test(extra ?? '') && { generated: true }),
    ...(comment !== '' && { comment: comment ?? '' }),
    ...(values !== undefined && { allowedValues: values }),
    ...(dataType === 'year' && { temporal: 'year' as const }),
  };
}

/** The coarse type of a column. */
function fieldType(dataType: string, nativeType: string): FieldType {
  if (nativeType.startsWith('tinyint(1)')) return 'boolean';
  if (/int$|^integer$|^year$|^bit$/.test(dataType)) return 'integer';
  if (/^(?:decimal|numeric|float|double|real)$/.test(dataType)) return 'real';
  if (dataType === 'date') return 'date';
  if (dataType === 'datetime' || dataType === 'timestamp') return 'datetime';
  if (/char$|text$|^enum$|^set$|^time$|^uuid$|^inet[46]$/.test(dataType)) return 'text';
  return 'other';
}

/** `enum('a','it''s')` → a, it's. */
function enumValues(type: string): string[] {
  return [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) =>
    value.replaceAll("''", "'"),
  );
}

/** Counts of small tables, and examples of values; what cannot be read in time is left as it is. */
async function withContents(
  entities: readonly Entity[],
  connection: MysqlConnection,
): Promise<readonly Entity[]> {
  const deadline = performance.now() + CONTENTS_MS;
  const described: Entity[] = [];
  for (const entity of entities) {
    const readable = entity.kind !== 'view' && entity.fields.length > 0;
    if (!readable || performance.now() > deadline) described.push(entity);
    else described.push(await withRows(entity, connection));
  }
  return described;
}

async function withRows(entity: Entity, connection: MysqlConnection): Promise<Entity> {
  const table = quoted(entity.name);
  const columns = entity.fields.map(({ name, type, nativeType = '' }) => {
    if (type === 'other' || /blob|binary/.test(nativeType)) return 'NULL';
    return type === 'text' ? `LEFT(${quoted(name)}, ${EXAMPLE_LENGTH + 1})` : quoted(name);
  });
  const rows = await connection.rows(
    `SELECT ${columns.join(', ')} FROM ${table} LIMIT ${SAMPLE_ROWS}`,
  );
  const small = (entity.rowCount ?? 0) <= COUNTED_ROWS;
  const [[count] = []] = small
    ? await connection.rows(
        `SELECT COUNT(*) FROM (SELECT 1 FROM ${table} LIMIT ${COUNTED_ROWS + 1}) AS counted`,
      )
    : [];
  const exact = typeof count === 'number' && count <= COUNTED_ROWS;
  return {
    ...entity,
    ...(exact && { rowCount: count }),
    fields: entity.fields.map((field, place) =>
      withExamples(
        field,
        rows.map((row) => row[place] ?? null),
      ),
    ),
  };
}

function withExamples(field: EntityField, values: readonly Value[]): EntityField {
  const temporal = temporalEncoding(field, values);
  const samples = [...new Set(values)]
    .filter(
      (value) => value !== null && !(typeof value === 'string' && value.length > EXAMPLE_LENGTH),
    )
    .slice(0, EXAMPLES);
  return {
    ...field,
    ...(samples.length > 0 && { samples }),
    ...(temporal !== undefined && { temporal }),
  };
}

/** A sample of the referencing column, all found in a column without repeats. */
async function isContained(
  { from, to }: LinkCandidate,
  connection: MysqlConnection,
): Promise<boolean> {
  const isKey = to.field.primaryKey === true;
  if (!isKey && (to.entity.rowCount ?? Number.POSITIVE_INFINITY) > COUNTED_ROWS) return false;
  const [table, column] = [quoted(from.entity.name), quoted(from.field.name)];
  const [target, key] = [quoted(to.entity.name), quoted(to.field.name)];
  const some = `SELECT DISTINCT v FROM (SELECT ${column} AS v FROM ${table} LIMIT ${LINK_ROWS}) AS first_rows WHERE v IS NOT NULL LIMIT ${SAMPLE_ROWS}`;
  const repeats = isKey ? '0' : `(SELECT COUNT(${key}) - COUNT(DISTINCT ${key}) FROM ${target})`;
  const [[found, present, repeated] = []] = await connection.rows(
    `SELECT COUNT(*), SUM(EXISTS (SELECT 1 FROM ${target} AS referenced WHERE referenced.${key} = some_values.v)), ${repeats} FROM (${some}) AS some_values`,
  );
  return typeof found === 'number' && found > 0 && found === present && repeated === 0;
}
