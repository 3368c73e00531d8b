import type { DatabaseContent, DatabaseSchema, LogicalDialectPack } from '@momq/dialect';
import { linkItems, schemaItems } from '@momq/core/linking';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { seededRandom } from '@momq/core/random';
import { loadQuestions } from '../training/load-questions.js';
import type { TrainingQuestion } from '../training/training-question.js';
import { encodePair } from './example-batches.js';
import type { ExampleReader } from './example-batches.js';
import type { TestQuestion } from './experiment-data.js';
import { longestAsked } from './sqlgen-settings.js';

/** Questions of one kind in one dialect, of which every one can be trained on or asked. */
export interface KindOfQuestions {
  readonly train: readonly TrainingQuestion[];
  /** Held out, on databases that nothing is trained on, one of each query, database by database in turn. */
  readonly test: readonly TestQuestion[];
}

/** Where pairs of a kind are. */
export interface KindSource {
  readonly files: readonly string[];
  readonly content: (dbId: string) => Promise<DatabaseContent>;
}

/** Every fourth database is held out of files that hold out none. */
const HELD_OUT = 4;

/**
 * The databases of the files that are held out: those of the splits `validation` and `test`, or every fourth where there are none.
 */
export async function heldOutDatabases(files: readonly string[]): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  const held = new Set<string>();
  for (const file of files)
    for await (const { split, dbId } of readPairs(file)) {
      all.add(dbId);
      if (split !== 'train') held.add(dbId);
    }
  if (held.size > 0) return held;
  return new Set([...all].sort().filter((_, place) => place % HELD_OUT === 0));
}

/**
 * Draws questions of one kind, the same ones for every seed.
 *
 * @param held - databases that are held out, of any kind
 * @param options - how questions are read, and the most that are trained on
 */
export async function drawQuestions(
  pack: LogicalDialectPack,
  { files, content }: KindSource,
  held: ReadonlySet<string>,
  { most, ...blank }: Omit<ExampleReader, 'vectors' | 'packs'> & { readonly most: number },
): Promise<KindOfQuestions> {
  const rows = new Map<string, TrainingPair>();
  for (const file of files)
    for await (const pair of readPairs(file))
      if (held.has(pair.dbId) && pair.logical !== undefined)
        rows.set(`${pair.dbId}\n${pair.question}`, pair);
  const load = async (wanted: boolean) =>
    loadQuestions({
      ...{ files, packs: [pack], content, split: 'any' },
      databases: (_place, dbId) => held.has(dbId) === wanted,
    });
  const known = await load(false);
  const train: TrainingQuestion[] = [];
  for (const place of shuffled(known.length)) {
    if (train.length === most) break;
    const question = known.at(place)!;
    if (fitsShape(blank, pack, question)) train.push(question);
  }
  const kept = await load(true);
  const queries = new Set<string>();
  const candidates = shuffled(kept.length).flatMap((place): TestQuestion[] => {
    const question = kept.at(place)!;
    const row = rows.get(`${question.dbId}\n${question.question}`)!;
    const { id, dbId, query } = row;
    const { schema } = question.targets.get(pack.id)!;
    if (queries.has(`${dbId}\n${query}`) || lengthOf(question, schema) > longestAsked) return [];
    queries.add(`${dbId}\n${query}`);
    const gold = { [pack.id]: query };
    return [{ question, evaluation: { id, dbId, question: row.question, gold } }];
  });
  return { train, test: inTurn(candidates) };
}

/** Whether a question can be trained on: its query can be written with the items found, and neither is too long. */
export function fitsShape(
  blank: Pick<ExampleReader, 'vocabulary' | 'shape'>,
  pack: LogicalDialectPack,
  question: TrainingQuestion,
): boolean {
  const reader: ExampleReader = { ...blank, packs: [pack], vectors: noVectors };
  return encodePair(reader, { question, dialect: pack.id }) !== null;
}

/** Lengths do not depend on what vectors hold. */
const noVectors: ExampleReader['vectors'] = {
  width: 4,
  of: ({ length }) => ({
    width: 4,
    ofText: () => new Float32Array(4),
    ofWords: new Float32Array(4 * length),
  }),
};

function lengthOf(
  { question, words, candidates }: TrainingQuestion,
  schema: DatabaseSchema,
): number {
  const linked = linkItems(question, words, schemaItems(schema), candidates);
  return linked.items.length + linked.words.length;
}

/** The numbers below `length` in an order that looks random and is always the same. */
function shuffled(length: number): number[] {
  const random = seededRandom(length);
  const order = [...Array(length).keys()];
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** One of each database, then a second of each, and so on. */
function inTurn(tests: readonly TestQuestion[]): TestQuestion[] {
  const turns = new Map<string, number>();
  const placed = tests.map((test) => {
    const turn = turns.get(test.question.dbId) ?? 0;
    turns.set(test.question.dbId, turn + 1);
    return { test, turn };
  });
  return placed.sort((a, b) => a.turn - b.turn).map(({ test }) => test);
}
