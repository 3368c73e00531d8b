import type { EntityField, Value } from '@momq/dialect';
import type { Random } from '../generated/random.js';

/** A column that nobody asks about, with what a row holds there. */
export interface NoiseColumn {
  readonly words: string;
  readonly type: EntityField['type'];
  readonly value: (row: number) => Value;
}

const day = 86_400;

function moment(row: number): string {
  return new Date((1_500_000_000 + row * day * 3) * 1000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
}

/** What years of use leave in tables: who wrote a row and when, versions, imports, columns that were meant for something. */
const known: readonly NoiseColumn[] = [
  { words: 'created at', type: 'text', value: moment },
  { words: 'updated at', type: 'text', value: (row) => moment(row + 40) },
  { words: 'created by', type: 'integer', value: (row) => 100 + (row % 7) },
  {
    words: 'updated by',
    type: 'integer',
    value: (row) => (row % 3 === 0 ? null : 100 + (row % 5)),
  },
  { words: 'row version', type: 'integer', value: (row) => 1 + (row % 4) },
  { words: 'import batch', type: 'text', value: (row) => `B${String(2000 + (row % 9))}` },
  {
    words: 'external reference',
    type: 'text',
    value: (row) => (row % 4 === 0 ? `X-${String(row * 37)}` : null),
  },
  { words: 'remark', type: 'text', value: (row) => (row % 11 === 0 ? 'checked' : null) },
  { words: 'custom 1', type: 'text', value: () => null },
  { words: 'custom 2', type: 'text', value: () => null },
  { words: 'sort order', type: 'integer', value: (row) => row * 10 },
  { words: 'legacy id', type: 'integer', value: (row) => 90_000 + row * 3 },
];

/** Columns that a database puts into most of its tables. */
export function drawNoise(random: Random): readonly NoiseColumn[] {
  const count = random.weighted([
    [0, 3],
    [2, 3],
    [4, 2],
    [6, 1],
  ] as const);
  return random.sample(known, count);
}
