import type { Database, DatabaseContent, DialectPack, Value } from '@momq/dialect';
import { MoMQError } from '@momq/core';
import { QuestionLinker } from '@momq/core/linking';
import { orderAsked, resultsEqual } from '@momq/core/evaluation';
import { readPairs } from '@momq/core/pairs';
import type { Split, TrainingPair } from '@momq/core/pairs';
import { loadCheckpoint, saveCheckpoint } from '@momq/moe';
import type { NanoModel } from '../nano-model.js';
import { candidateFeatures } from './candidate-features.js';
import { fitRanking } from './rank-candidates.js';
import type { RankingExample } from './rank-candidates.js';

/** Questions to fit the ranking on: verified pairs that the model was not trained on. */
export interface FitRankingOptions {
  readonly model: Pick<NanoModel, 'propose'>;
  readonly pack: DialectPack;
  /** JSONL files of the data generator. */
  readonly files: readonly string[];
  /** Content of a database by id. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** Default `validation`. */
  readonly split?: Split;
  /** Questions used at most, evenly spaced. Default 1000. */
  readonly limit?: number;
  /** Called after each question. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Fits the weights that rank candidates: decodes held-out questions, runs every candidate, and learns which features
 * the right ones have.
 *
 * @throws ConfigError for a line that is no pair
 * @returns one weight per `candidateFeatures`, scaled so that they act on log probabilities
 */
export async function fitNanoRanking(
  options: FitRankingOptions,
): Promise<{ weights: number[]; questions: number }> {
  const rows = evenly(await heldOut(options), options.limit ?? 1000);
  const examples: RankingExample[] = [];
  const linker = new QuestionLinker();
  let open: { dbId: string; database: Database } | undefined;
  try {
    for (const [index, row] of rows.entries()) {
      if (open?.dbId !== row.dbId) {
        await open?.database.close();
        open = {
          dbId: row.dbId,
          database: await options.pack.createDatabase(await options.content(row.dbId)),
        };
      }
      const { database } = open;
      const gold = await rowsOf(database, row.query);
      if (gold === undefined) continue;
      const schema = await database.schema();
      const { proposals } = await options.model.propose({
        question: row.question,
        schema,
        dialect: options.pack,
        link: await linker.link(row.question, schema, database),
        database,
      });
      const correct: boolean[] = [];
      for (const { query } of proposals) {
        const found = await rowsOf(database, query);
        correct.push(
          found !== undefined && resultsEqual(gold, found, { orderMatters: orderAsked(row.query) }),
        );
      }
      examples.push({ features: proposals.map(({ features }) => features), correct });
      options.onProgress?.(index + 1, rows.length);
    }
  } finally {
    await open?.database.close();
  }
  const start = candidateFeatures.map((_, index) => (index === 0 ? 1 : 0));
  return {
    weights: fitRanking(examples, start).map((weight) => Number(weight.toFixed(4))),
    questions: examples.length,
  };
}

/** Stores fitted weights in a checkpoint; the weight files stay as they are. */
export async function writeRanking(
  folder: string,
  ranking: { weights: readonly number[]; questions: number },
): Promise<void> {
  const checkpoint = await loadCheckpoint(folder);
  const metadata = { ...checkpoint.metadata, ranking: { features: candidateFeatures, ...ranking } };
  await saveCheckpoint(folder, { ...checkpoint, metadata }, { storage: 'float16' });
}

async function heldOut({
  files,
  pack,
  split = 'validation',
}: FitRankingOptions): Promise<TrainingPair[]> {
  const pairs: TrainingPair[] = [];
  for (const file of files)
    for await (const pair of readPairs(file))
      if (pair.split === split && pair.dialect === pack.id) pairs.push(pair);
  return pairs;
}

function evenly<T>(list: readonly T[], limit: number): T[] {
  const stride = Math.max(1, list.length / limit);
  return list.filter((_, index) => Math.floor(index / stride) !== Math.floor((index - 1) / stride));
}

/** The rows of a query; undefined when the engine refuses or stops it. */
async function rowsOf(
  database: Database,
  query: string,
): Promise<readonly (readonly Value[])[] | undefined> {
  try {
    return (await database.query(query, { maxRows: 10_000, timeoutMs: 5_000 })).rows;
  } catch (error) {
    if (MoMQError.isInstance(error)) return undefined;
    throw error;
  }
}
