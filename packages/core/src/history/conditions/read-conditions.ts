import type { Phrase } from '../phrase.js';
import { negated } from './condition-context.js';
import type { ConditionContext, ConditionReader, ReadCondition } from './condition-context.js';
import { flagCondition } from './flag-condition.js';
import { missingCondition } from './missing-condition.js';
import { numberCondition } from './number-condition.js';
import { timeCondition } from './time-condition.js';
import { valueCondition } from './value-condition.js';

const readers: readonly ConditionReader[] = [
  missingCondition,
  flagCondition,
  timeCondition,
  valueCondition,
  numberCondition,
];

/**
 * The conditions that a phrase states, every word of it read: `in Germany and older than 30`. Undefined where a word is left over.
 */
export function readConditions(
  phrase: Phrase,
  context: ConditionContext,
): readonly ReadCondition[] | undefined {
  if (phrase.empty) return undefined;
  const whole = readCondition(phrase, context);
  if (whole !== undefined) return [whole];
  const pieces = phrase.split('and');
  if (pieces.length < 2) return undefined;
  const read = pieces.map((piece) => readCondition(piece, context));
  return read.includes(undefined) ? undefined : (read as readonly ReadCondition[]);
}

function readCondition(phrase: Phrase, context: ConditionContext): ReadCondition | undefined {
  const lead = '(?:(?:that|which|who|only|just|those|the|ones|are|is|were|was|do|does|did) )*';
  const denied = phrase.after(`${lead}(?:not|n t)`);
  const stated = denied ?? phrase;
  for (const reader of readers) {
    const condition = reader(stated, context);
    if (condition === undefined) continue;
    if (denied === undefined) return condition;
    return {
      ...condition,
      words: `not ${condition.words}`,
      on: (use) => negated(condition.on(use)),
    };
  }
  return undefined;
}
