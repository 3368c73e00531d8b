import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { DatabaseContent, DatabaseSchema, LogicalDialectPack } from '@momq/dialect';
import type { EvaluationQuestion } from '@momq/core/evaluation';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { SentenceEncoder } from '@momq/model-minilm';
import { encodeQuestions } from '../training/encode-questions.js';
import { loadQuestions } from '../training/load-questions.js';
import type { TrainingQuestion } from '../training/training-question.js';
import { TrainingVectors } from '../training/training-vectors.js';
import type { ExperimentSizes } from './experiment-settings.js';

/** Where the pairs are. */
export interface ExperimentSource {
  /** JSONL file of verified pairs of each dialect, with splits `train` and `test`. */
  readonly files: Readonly<Record<string, string>>;
  /** Content of a database by id. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
}

/** A held-out question with its gold query in one dialect. */
export interface TestQuestion {
  readonly question: TrainingQuestion;
  readonly evaluation: EvaluationQuestion;
}

/** The data of an experiment; the three parts share no database. */
export interface ExperimentData {
  /** Questions that the base is trained on. */
  readonly base: readonly TrainingQuestion[];
  /** Questions that adapters are trained on, each with queries in every dialect. */
  readonly train: readonly TrainingQuestion[];
  /** Held-out questions by dialect, on databases of domains that no training data has. */
  readonly test: ReadonlyMap<string, readonly TestQuestion[]>;
  readonly vectors: TrainingVectors;
  /** SHA-256 of each file of pairs. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** At most `count` of `list`, evenly spaced. */
export function evenly<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]!);
}

/** Every fourth database for each part, so that a quarter of the pairs is read and no two parts share one. */
const parts = { base: 1, train: 0, test: 0 } as const;

/** Reads the parts and encodes what `folder` does not hold yet; then `encoder` is disposed. */
export async function loadExperimentData(
  packs: readonly LogicalDialectPack[],
  source: ExperimentSource,
  options: {
    readonly sizes: ExperimentSizes;
    readonly folder: string;
    readonly encoder: SentenceEncoder;
    readonly report: (line: string) => void;
  },
): Promise<ExperimentData> {
  const { sizes, encoder, report } = options;
  const files = packs.map(({ id }) => source.files[id]!);
  const schemas: DatabaseSchema[] = [];
  const read = async (part: keyof typeof parts, count: number): Promise<TrainingQuestion[]> => {
    const loaded = await loadQuestions({
      files,
      packs,
      content: source.content,
      split: part === 'test' ? 'test' : 'train',
      databases: (place) => place % 4 === parts[part],
    });
    schemas.push(...loaded.schemas);
    const places = evenly([...Array(loaded.length).keys()], count);
    return places.flatMap((place) => loaded.at(place) ?? []);
  };
  const base = await read('base', sizes.basePairs);
  const train = await read('train', sizes.richPairs);
  const asked = await read('test', sizes.testQuestions);
  report(
    `${base.length} questions for the base, ${train.length} for the adapters, ${asked.length} held out`,
  );
  const vectors = await TrainingVectors.open(options.folder, encoder.width);
  await encodeQuestions([...base, ...train, ...asked], schemas, {
    vectors,
    encoder,
    report: (done, all) => report(`encoding texts ${done}/${all}`),
  });
  await encoder.dispose();
  const test = new Map<string, readonly TestQuestion[]>();
  const hashes: Record<string, string> = {};
  for (const { id } of packs) {
    const file = source.files[id]!;
    test.set(id, await withGold(asked, file, id));
    hashes[file] = await fileHash(file);
  }
  return { base, train, test, vectors, hashes };
}

/** Joins held-out questions with their rows of one dialect's file. */
async function withGold(
  questions: readonly TrainingQuestion[],
  file: string,
  dialect: string,
): Promise<TestQuestion[]> {
  const rows = new Map<string, TrainingPair>();
  for await (const pair of readPairs(file))
    if (pair.split === 'test') rows.set(`${pair.dbId}\n${pair.question}`, pair);
  return questions.flatMap((question) => {
    const row = rows.get(`${question.dbId}\n${question.question}`);
    if (row === undefined || !question.targets.has(dialect)) return [];
    const { id, dbId } = row;
    const gold = { [dialect]: row.query };
    return [{ question, evaluation: { id, dbId, question: row.question, gold } }];
  });
}

async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
