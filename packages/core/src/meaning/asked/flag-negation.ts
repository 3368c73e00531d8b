import type { AskedQuestion } from './asked-question.js';
import { nameStems } from '../../linking/name-stems.js';
import {
  isNegator,
  negatorBefore,
  overlap,
  spansOfEntity,
  spansOfStems,
  wordAt,
} from './question-phrases.js';
import type { WordSpan } from './question-phrases.js';

/**
 * True where a word of the question denies the flag that it names there: *not active*, *have never been verified*. The `no` of
 * *clients with no orders are active* denies the orders.
 */
export function isDenied(asked: AskedQuestion, [first, end]: WordSpan): boolean {
  const { words } = asked;
  const inside = words.some((_, place) => place > first && place < end && isNegator(words, place));
  if (inside) return true;
  const negator = negatorBefore(words, first);
  if (negator === undefined) return false;
  const between: WordSpan = [negator + 1, first];
  for (let place = between[0]; place < between[1]; place++)
    if (/^(?:is|are|was|were)$/.test(wordAt(words, place))) return false;
  return !(takesNoun(wordAt(words, negator)) && namesThing(asked, between));
}

function takesNoun(negator: string): boolean {
  return /^(?:no|without|lack|lacks|lacking)$/.test(negator);
}

function namesThing({ words, schema }: AskedQuestion, within: WordSpan): boolean {
  return schema.entities.some(({ name, fields }) =>
    [
      ...spansOfEntity(words, name),
      ...fields.flatMap((field) => spansOfStems(words, nameStems(field.name))),
    ].some((span) => overlap(span, within)),
  );
}
