import { ConfigError, MoMQError } from '@momq/dialect';
import type { Database, DatabaseSchema, LogicalDialectPack, Value } from '@momq/dialect';
import type { Split, TrainingPair } from '@momq/core/pairs';
import { generateCandidates } from '../generated/generate-candidates.js';
import { verifyCandidate } from '../generated/verify-candidates.js';
import { PairCounter } from '../pairs/drop-reason.js';
import type { PairReport } from '../pairs/pair-report.js';
import type { Progress } from '../pairs/progress.js';
import { checkLimits, rowsForStorage } from '../pairs/target-database.js';
import type { TargetDatabase } from '../pairs/target-database.js';
import { spokenSchema } from './spoken-schema.js';
import type { SampledRows } from './spoken-schema.js';

/** What {@link databasePairs} needs. */
export interface DatabasePairsOptions {
  readonly pack: LogicalDialectPack;
  /** Only read, with the limits that all data is checked with. */
  readonly database: Database;
  /** With what people call its parts, where it was taught; default: the database's own. */
  readonly schema?: DatabaseSchema;
  /** What the pairs call the database. */
  readonly id: string;
  /** Pairs wanted; default 200. */
  readonly pairs?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Default `train`. */
  readonly split?: Split;
  readonly signal?: AbortSignal;
  readonly onProgress?: Progress;
}

/** Rows that are read of a table, to see what its columns hold. */
const sampledRows = 300;

/** Somebody waits for the questions, and somebody's database answers them. */
const adaptLimits = { ...checkLimits, timeoutMs: 5_000 };

/**
 * Questions about a database that is there, with queries that were run on it: the same grammar that asks about made databases, with
 * the words of this one. A question is kept as `generatePairs` keeps it. Names that are no words make poor questions: teach the
 * database first.
 *
 * @throws ConfigError for a graph, or where nothing can be asked
 */
export async function databasePairs(
  options: DatabasePairsOptions,
): Promise<{ readonly pairs: readonly TrainingPair[]; readonly report: PairReport }> {
  const { pack, database, id, pairs: wanted = 200, seed = 1, split = 'train', signal } = options;
  const schema = options.schema ?? (await database.schema(signal && { signal }));
  if (schema.family !== 'relational')
    throw new ConfigError(
      `database: expected a relational one to make pairs of, ${id} is a graph. Its pairs can come from momq datagen --source sql-gen.`,
    );
  const spoken = spokenSchema(schema, await sampleRows(options, schema));
  if (spoken.entities.length === 0)
    throw new ConfigError(`database: expected tables with rows in ${id}, found none.`);
  const engine: TargetDatabase = {
    dialect: pack.id,
    async execute(query) {
      const text = pack.language.render(query, schema);
      const limits = { ...adaptLimits, ...(signal && { signal }) };
      return { text, logical: query, rows: (await database.query(text, limits)).rows };
    },
    close: () => Promise.resolve(),
  };
  const counter = new PairCounter();
  const pairs: TrainingPair[] = [];
  for (const candidate of generateCandidates(spoken, wanted * 3, seed)) {
    if (pairs.length === wanted) break;
    const verified = await verifyCandidate(candidate, [engine]);
    signal?.throwIfAborted();
    if (typeof verified === 'string') {
      counter.drop(pack.id, verified);
      continue;
    }
    const { question, executed } = verified;
    counter.keep(pack.id, executed.rows.length);
    pairs.push({
      id: `adapt/${id}/${pairs.length + 1}`,
      source: 'adapt',
      licence: "the database's own",
      dbId: id,
      split,
      question,
      dialect: pack.id,
      query: executed.text,
      logical: executed.logical,
      rows: rowsForStorage(executed.rows),
      rowCount: executed.rows.length,
    });
    options.onProgress?.(pairs.length, wanted, id);
  }
  return { pairs, report: counter.report() };
}

/** The first rows of each table; a table that cannot be read is left out. */
async function sampleRows(
  { pack, database, signal }: DatabasePairsOptions,
  schema: DatabaseSchema,
): Promise<SampledRows> {
  const rows: Record<string, readonly (readonly Value[])[]> = {};
  for (const { name, fields } of schema.entities) {
    const text = pack.language.render(
      {
        kind: 'select',
        from: [{ entity: name, instance: 0 }],
        distinct: false,
        select: fields.map((field) => ({
          kind: 'field',
          entity: name,
          instance: 0,
          field: field.name,
        })),
        groupBy: [],
        orderBy: [],
        limit: sampledRows,
      },
      schema,
    );
    try {
      const limits = { ...adaptLimits, ...(signal && { signal }) };
      rows[name] = (await database.query(text, limits)).rows;
    } catch (error) {
      if (!MoMQError.isInstance(error)) throw error;
    }
  }
  return rows;
}
