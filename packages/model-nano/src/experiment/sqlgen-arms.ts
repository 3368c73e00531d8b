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

/** Two arms that a claim compares: the first is said to be better. */
export interface Claim {
  readonly first: DataArm;
  readonly second: DataArm;
}

/** What the parts that train from the start compare. */
export const dataClaims: Readonly<Record<'data' | 'augmentation', Claim>> = {
  data: { first: 'synthetic', second: 'human' },
  augmentation: { first: 'human+synthetic', second: 'human' },
};

/** The arms that parts need; parts that share one train it once. */
export function armsOf(parts: readonly SqlgenPart[]): readonly DataArm[] {
  const wanted = new Set<DataArm>();
  for (const part of ['data', 'augmentation'] as const)
    if (parts.includes(part)) for (const arm of Object.values(dataClaims[part])) wanted.add(arm);
  if (parts.includes('adaptation')) wanted.add('human');
  return [...wanted];
}
