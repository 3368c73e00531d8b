import { createHash } from 'node:crypto';
import { ConfigError } from '@momq/core';
import { readPairs } from '@momq/core/pairs';
import type { TextPair } from '../training/text-pairs.js';

/** Questions of a database that are trained on before another database is read: its schema is read once for all of them. */
const QUESTIONS_OF_A_DATABASE = 8;

/** Pairs of a data folder by dialect. */
export interface TablePairs {
  /** To train on. */
  readonly train: ReadonlyMap<string, readonly TextPair[]>;
  /** Held-out questions, the same in every dialect, on databases that no pair to train on is of. */
  readonly test: ReadonlyMap<string, readonly TextPair[]>;
}

/**
 * Reads pairs: those of the splits `validation` and `test` are held out. Of them only questions are asked that every dialect has, one
 * of each query, database by database in turn.
 *
 * @param files - by dialect, the rich one first
 * @throws ConfigError when a dialect has nothing to train on, or nothing is held out
 */
export async function readTablePairs(
  files: ReadonlyMap<string, readonly string[]>,
  testQuestions: number,
): Promise<TablePairs> {
  const train = new Map<string, TextPair[]>();
  const held = new Map<string, Map<string, TextPair>>();
  for (const [dialect, own] of files) {
    train.set(dialect, []);
    held.set(dialect, new Map());
    for (const file of own)
      for await (const found of readPairs(file)) {
        const { rows: _rows, rowCount: _rowCount, logical: _logical, ...pair } = found;
        if (pair.split === 'train') train.get(dialect)!.push(pair);
        else held.get(dialect)!.set(`${pair.dbId}\n${pair.question}`, pair);
      }
    if (train.get(dialect)!.length === 0)
      throw new ConfigError(
        `data: expected pairs of ${dialect} to train on in ${own.join(', ')}, got none. Make them with momq datagen.`,
      );
  }
  const [first, ...others] = [...held.values()];
  const queries = new Set<string>();
  const shared = inTurn([...first!.values()].filter(askedByAll));
  const asked = shared.slice(0, testQuestions);
  if (asked.length === 0)
    throw new ConfigError(
      `data: expected questions of the splits validation or test that ${[...files.keys()].join(', ')} all have, got none. Make them with momq datagen.`,
    );
  const test = [...held].map(
    ([dialect, own]) => [dialect, asked.map((pair) => own.get(keyOf(pair))!)] as const,
  );
  return { train, test: new Map(test) };

  function askedByAll(pair: TextPair): boolean {
    const query = `${pair.dbId}\n${pair.query}`;
    if (queries.has(query) || !others.every((own) => own.has(keyOf(pair)))) return false;
    queries.add(query);
    return true;
  }
}

function keyOf({ dbId, question }: TextPair): string {
  return `${dbId}\n${question}`;
}

/** So many pairs, of as few databases as give each a few questions, and evenly of those. The same for every method and seed. */
export function trainingRows(pairs: readonly TextPair[], count: number): readonly TextPair[] {
  const databases = [...new Set(pairs.map(({ dbId }) => dbId))].sort(byHash((id) => id));
  const few = new Set(databases.slice(0, Math.ceil(count / QUESTIONS_OF_A_DATABASE)));
  const chosen = pairs.filter(({ dbId }) => few.has(dbId));
  const rest = pairs.filter(({ dbId }) => !few.has(dbId)); // where those have fewer questions
  return [...inTurn(chosen), ...inTurn(rest)].slice(0, count);
}

/** One of each database, then a second of each, and so on; databases and questions in the order of their hashes. */
function inTurn(pairs: readonly TextPair[]): TextPair[] {
  const turns = new Map<string, number>();
  const sorted = [...pairs].sort(byHash(({ id }) => id));
  const placed = sorted.map((pair) => {
    const turn = turns.get(pair.dbId) ?? 0;
    turns.set(pair.dbId, turn + 1);
    return { pair, turn, database: hashed(pair.dbId) };
  });
  placed.sort((a, b) => a.turn - b.turn || (a.database < b.database ? -1 : 1));
  return placed.map(({ pair }) => pair);
}

function byHash<T>(name: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => (hashed(name(a)) < hashed(name(b)) ? -1 : 1);
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
