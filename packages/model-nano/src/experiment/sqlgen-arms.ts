import type { Family } from '@momq/dialect';
import { questionKinds } from './sqlgen-settings.js';
import type { QuestionKind, SqlgenPart } from './sqlgen-settings.js';

/** A model of one dialect that is trained from the start, by what it is trained on. */
export type DataArm = 'human' | 'synthetic' | 'human+synthetic';

/** The kinds of pairs of an arm, evenly mixed. */
export const armKinds: Readonly<Record<DataArm, readonly QuestionKind[]>> = {
  human: ['human'],
  synthetic: ['synthetic'],
  'human+synthetic': questionKinds,
};

/**
 * How a model of human pairs goes on: with pairs made for the database that it is asked about, with as many made for others, or with
 * human ones alone.
 */
export type AdaptArm = 'adapted' | 'adapted to others' | 'not adapted';

/** Two arms that a claim compares: the first is said to be better. */
export interface AnyClaim {
  readonly first: string;
  readonly second: string;
}

interface Claim extends AnyClaim {
  readonly first: DataArm | AdaptArm;
  readonly second: DataArm | AdaptArm;
}

/** What each part compares. */
export const claims: Readonly<Record<Exclude<SqlgenPart, 'merging'>, readonly Claim[]>> = {
  data: [{ first: 'synthetic', second: 'human' }],
  augmentation: [{ first: 'human+synthetic', second: 'human' }],
  adaptation: [
    { first: 'adapted', second: 'not adapted' },
    { first: 'adapted', second: 'adapted to others' },
  ],
};

/** The arms that a dialect's models need, those first from which others go on; parts that share one train it once. */
export function armsOf(
  parts: readonly SqlgenPart[],
  family: Family,
): readonly (DataArm | AdaptArm)[] {
  const wanted = parts.filter((part) => part !== 'merging');
  const arms = new Set<DataArm | AdaptArm>();
  for (const part of wanted.filter((each) => each !== 'adaptation'))
    for (const { first, second } of claims[part]) arms.add(second).add(first);
  if (wanted.includes('adaptation') && family === 'relational') {
    arms.add('human');
    for (const { first, second } of claims.adaptation) arms.add(second).add(first);
  }
  return [...arms];
}
