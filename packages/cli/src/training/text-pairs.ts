import { createHash } from 'node:crypto';
import { readPairs } from '@momq/core/pairs';
import type { Split, TrainingPair } from '@momq/core/pairs';

/** A pair without its rows and its logical form. */
export type TextPair = Omit<TrainingPair, 'rows' | 'rowCount' | 'logical'>;

/** Which pairs are taken. */
export interface PairChoice {
  readonly split: Split;
  /** Questions of a database at most, by dialect. Default: all. */
  readonly perDatabase?: Readonly<Record<string, number>>;
  readonly seed: number;
}

/**
 * The pairs of a split, dialect by dialect and database by database; of a database with more questions than asked for those whose
 * ids hash lowest, which is a choice that other questions do not change.
 */
export async function choosePairs(
  files: readonly string[],
  { split, perDatabase = {}, seed }: PairChoice,
): Promise<TextPair[]> {
  const byPlace = new Map<string, { readonly pair: TextPair; readonly order: string }[]>();
  for (const file of files)
    for await (const found of readPairs(file)) {
      if (found.split !== split) continue;
      const { rows: _rows, rowCount: _rowCount, logical: _logical, ...pair } = found;
      const place = `${pair.dialect}\n${pair.dbId}`;
      const own = byPlace.get(place) ?? [];
      byPlace.set(place, own);
      own.push({ pair, order: hashed(`${seed}\n${pair.id}`) });
    }
  return [...byPlace.values()].flatMap((own) => {
    const most = perDatabase[own[0]!.pair.dialect] ?? Infinity;
    const chosen = [...own].sort((a, b) => (a.order < b.order ? -1 : 1)).slice(0, most);
    return chosen.map(({ pair }) => pair);
  });
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
