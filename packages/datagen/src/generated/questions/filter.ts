import type { Condition } from '@momq/dialect';

import type { Restriction, Speaker } from '../english/speaker.js';
import type { SpokenField } from '../generated-database.js';

/** A condition on one table with its words. */
export interface Filter extends Restriction {
  readonly field: SpokenField;
  readonly condition: Condition;
}

/** One of the attribute's own phrases, seven times in ten. */
export function spoken(
  speaker: Speaker,
  phrases: readonly string[] | undefined,
  v: string,
): string | undefined {
  return phrases && phrases.length > 0 && speaker.random.chance(0.7)
    ? speaker.random.pick(phrases).replace('{v}', v)
    : undefined;
}
