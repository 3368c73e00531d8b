import { splitName } from '../../linking/split-name.js';
import { stemOf } from '../../linking/question-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import type { PhraseWord } from '../phrase.js';
import type { ConditionContext, Place } from './condition-context.js';

/** Words that only join a condition to what it is about: the condition is the same without them. */
const joining = new Set(
  (
    'that which who whose where when are is was were be been being has have had having do does did with in from of at for on by to as into ' +
    'the a an any all ones one those these them they it only just also still too then now please me ' +
    'live lives living lived come comes coming came located based situated work works working belong belongs belonging ' +
    'get gets getting got receive receives made placed ordered created born hired bought sold done happened took take place played held currently there ' +
    'year years old month months day days value values equal'
  ).split(' '),
);

/** Units that a number may be followed by. */
const units = new Set(
  'euro euros eur dollar dollars usd pound pounds gbp kg km cm m meters metres minutes hours people pages points percent'.split(
    ' ',
  ),
);

/** True for words that may be left over: joining words, units, and names of the query's entities and of the field that is compared. */
export function isSilent(word: PhraseWord, { query }: ConditionContext, place?: Place): boolean {
  if (joining.has(word.text) || units.has(word.text)) return true;
  const names = entitySources(query.from).flatMap(({ entity }) => splitName(entity));
  if (place !== undefined) names.push(...splitName(place.field), ...splitName(place.entity));
  return names.some((name) => stemOf(name) === word.stem);
}
