import { inferLinks, quoteIdentifier, temporalEncoding } from '@momq/core/sql';
import type { LinkCandidate } from '@momq/core/sql';
import type { DatabaseSchema, Entity, EntityField, Value } from '@momq/dialect';
import type { BatchAnswer, BatchStatement, ReadBatch } from './read-batch.js';
import { sqliteIdentifiers } from './sqlite-generator.js';

/** Milliseconds for rows and counts of all tables, and for the values behind links that are not declared. */
const CONTENTS_MS = 400;
const LINKS_MS = 300;
/** Rows that are looked at for examples, and at either end of a table for links. */
const SAMPLE_ROWS = 100;
const LINK_ROWS = 2000;
/** Up to so many rows are counted; more are estimated. */
const COUNTED_ROWS = 10_000;
/** Examples of a field, and their longest text. */
const EXAMPLES = 3;
const EXAMPLE_LENGTH = 64;

const quoted = (name: string): string => quoteIdentifier(name, sqliteIdentifiers);

/**
 * Adds to the tables of a schema what their rows tell, within a second: row counts (counted up to 10,000, above that the
 * statistics of ANALYZE or the range of row ids), examples of values, encodings of times, and links that are not declared.
 * Tables whose first rows cannot be read are left out with a note. Views are not run.
 *
 * @returns a new schema
 */
export async function describeContents(
  schema: DatabaseSchema,
  read: ReadBatch,
): Promise<DatabaseSchema> {
  const tables = schema.entities.filter(({ kind }) => kind !== 'view');
  const perTable = tables.map((entity) => statementsFor(entity));
  const limits = { maxRows: SAMPLE_ROWS, maxBytes: 2 ** 22, timeMs: CONTENTS_MS };
  const answers = await read([STATISTICS, ...perTable.flat()], limits);
  const statistics = new Map(answers[0]?.rows?.map(([table, rows]) => [table, Number(rows)]));
  const notes = [...(schema.notes ?? [])];
  const entities = schema.entities.flatMap((entity) => {
    const index = tables.indexOf(entity);
    if (index < 0) return [entity];
    const [sample, count, range] = answers.slice(1 + index * 3, 4 + index * 3);
    if (sample?.error !== undefined) {
      notes.push(
        `Table ${entity.name} is left out, because its rows cannot be read: ${sample.error}.`,
      );
      return [];
    }
    return [described(entity, sample, rowCount(count, range, statistics.get(entity.name)))];
  });
  const kept = new Set(entities.map(({ name }) => name));
  const links = schema.links.filter(({ from, to }) => kept.has(from.entity) && kept.has(to.entity));
  const readable = { ...schema, entities, links };
  const inferred = await inferLinks(readable, {
    contained: (candidate) => isContained(candidate, read),
    timeBudgetMs: LINKS_MS,
  });
  notes.push(...inferred.notes);
  return {
    ...readable,
    links: [...links, ...inferred.links],
    ...(notes.length > 0 && { notes }),
  };
}

const STATISTICS: BatchStatement = {
  sql: 'SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl',
};

function statementsFor(entity: Entity): BatchStatement[] {
  const table = quoted(entity.name);
  const shortened = entity.fields.map(({ name }) => {
    const column = quoted(name);
    return `CASE typeof(${column}) WHEN 'blob' THEN NULL WHEN 'text' THEN substr(${column}, 1, ${EXAMPLE_LENGTH + 1}) ELSE ${column} END`;
  });
  const rowId = ['_rowid_', 'rowid', 'oid'].find(
    (name) => !entity.fields.some((field) => field.name.toLowerCase() === name),
  );
  const end = (which: 'max' | 'min'): string =>
    `(SELECT ${which}(${rowId ?? 'NULL'}) FROM ${table})`;
  return [
    { sql: `SELECT ${shortened.join(', ') || '1'} FROM ${table} LIMIT ${SAMPLE_ROWS}` },
    { sql: `SELECT count(*) FROM (SELECT 1 FROM ${table} LIMIT ${COUNTED_ROWS + 1})` },
    // Each end is looked up by itself; both in one SELECT would read the whole table.
    { sql: `SELECT ${end('max')} - ${end('min')} + 1` },
  ];
}

function rowCount(
  count: BatchAnswer | undefined,
  range: BatchAnswer | undefined,
  statistics: number | undefined,
): number | undefined {
  const counted = count?.rows?.[0]?.[0];
  if (typeof counted === 'number' && counted <= COUNTED_ROWS) return counted;
  const spanned = range?.rows?.[0]?.[0];
  if (typeof spanned !== 'number') return statistics;
  return Math.min(spanned, statistics ?? spanned);
}

function described(
  entity: Entity,
  sample: BatchAnswer | undefined,
  rows: number | undefined,
): Entity {
  const fields = entity.fields.map((field, index) =>
    withExamples(field, sample?.rows?.map((row) => row[index] ?? null) ?? []),
  );
  return { ...entity, ...(rows !== undefined && { rowCount: rows }), fields };
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

/** A sample from both ends of the table; a target that is no key is looked at only while it is small. */
async function isContained({ from, to }: LinkCandidate, read: ReadBatch): Promise<boolean> {
  const isKey = to.field.primaryKey === true;
  if (!isKey && (to.entity.rowCount ?? Infinity) > COUNTED_ROWS) return false;
  const [table, column] = [quoted(from.entity.name), quoted(from.field.name)];
  const [target, key] = [quoted(to.entity.name), quoted(to.field.name)];
  const some = (order: string): string =>
    `SELECT v FROM (SELECT ${column} AS v FROM ${table} ${order} LIMIT ${LINK_ROWS})`;
  const contained = (rows: string): BatchStatement => ({
    sql: `WITH some AS MATERIALIZED (SELECT DISTINCT v FROM (${rows}) WHERE v IS NOT NULL LIMIT ${SAMPLE_ROWS})
      SELECT count(*), sum(EXISTS (SELECT 1 FROM ${target} AS target WHERE target.${key} = some.v)) FROM some`,
  });
  const [first, last, repeats] = await read(
    [
      contained(some('')),
      contained(some('ORDER BY _rowid_ DESC')),
      {
        sql: `SELECT count(${key}) - count(DISTINCT ${key}) FROM ${isKey ? '(SELECT NULL AS ' + key + ')' : target}`,
      },
    ],
    { maxRows: 1, maxBytes: 10_000, timeMs: LINKS_MS },
  );
  // The second end has no answer where the table has no row ids.
  return holds(first) === true && holds(last) !== false && repeats?.rows?.[0]?.[0] === 0;
}

function holds(answer: BatchAnswer | undefined): boolean | undefined {
  const [found, present] = answer?.rows?.[0] ?? [];
  if (typeof found !== 'number') return undefined;
  return found > 0 && found === present;
}
