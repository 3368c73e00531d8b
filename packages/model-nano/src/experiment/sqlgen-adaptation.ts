import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatabaseContent, LogicalDialectPack } from '@momq/dialect';
import { writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { loadQuestions } from '../training/load-questions.js';
import type { TrainingQuestion } from '../training/training-question.js';
import type { ExampleReader } from './example-batches.js';
import type { TestQuestion } from './experiment-data.js';
import type { KindOfQuestions } from './sqlgen-questions.js';
import { fitsShape } from './sqlgen-questions.js';
import type { SqlgenSizes } from './sqlgen-settings.js';

/** Makes pairs for one database, as `momq adapt` does. */
export type PairMaker = (
  pack: LogicalDialectPack,
  dbId: string,
  wanted: number,
) => Promise<readonly TrainingPair[]>;

/** What models are adapted with, in one dialect. */
export interface AdaptationQuestions {
  /** Questions that people asked about held-out databases, by database: those with the most questions. */
  readonly asked: ReadonlyMap<string, readonly TestQuestion[]>;
  /** Pairs made for each of these databases. */
  readonly own: ReadonlyMap<string, readonly TrainingQuestion[]>;
  /** Pairs made for as many databases that human pairs to train on are of. */
  readonly others: readonly TrainingQuestion[];
}

/**
 * Makes the pairs of adaptation, or reads them where they were made. A made question that somebody asked is left out.
 *
 * @param options - `folder` keeps the pairs
 */
export async function adaptationQuestions(
  pack: LogicalDialectPack,
  human: KindOfQuestions,
  options: {
    readonly makePairs: PairMaker;
    readonly content: (dbId: string) => Promise<DatabaseContent>;
    readonly folder: string;
    readonly sizes: SqlgenSizes;
    readonly reader: Pick<ExampleReader, 'vocabulary' | 'shape'>;
    readonly signal?: AbortSignal;
  },
): Promise<AdaptationQuestions> {
  const { sizes, reader, signal } = options;
  const byDatabase = new Map<string, TestQuestion[]>();
  for (const test of human.test)
    byDatabase.set(test.question.dbId, [...(byDatabase.get(test.question.dbId) ?? []), test]);
  const most = [...byDatabase].sort(
    ([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1),
  );
  const asked = new Map(
    most
      .slice(0, sizes.adaptDatabases)
      .map(([dbId, tests]) => [dbId, tests.slice(0, sizes.testQuestions)] as const),
  );
  const known = new Set(human.test.map(({ question }) => question.question.toLowerCase()));
  const made = async (dbId: string): Promise<readonly TrainingQuestion[]> => {
    signal?.throwIfAborted();
    const file = join(options.folder, pack.id, `${dbId}.jsonl`);
    if (!existsSync(file)) {
      const pairs = await options.makePairs(pack, dbId, sizes.adaptPairs);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.tmp`, pairs.map(writePair).join(''));
      await rename(`${file}.tmp`, file);
    }
    const list = await loadQuestions({ ...options, files: [file], packs: [pack] });
    return [...Array(list.length).keys()]
      .map((place) => list.at(place)!)
      .filter(
        (question) =>
          !known.has(question.question.toLowerCase()) && fitsShape(reader, pack, question),
      );
  };
  const own = new Map<string, readonly TrainingQuestion[]>();
  for (const dbId of asked.keys()) own.set(dbId, await made(dbId));
  const trained = [...new Set(human.train.map(({ dbId }) => dbId))].slice(0, sizes.adaptDatabases);
  const others: TrainingQuestion[] = [];
  for (const dbId of trained) others.push(...(await made(dbId)));
  return { asked, own, others };
}
