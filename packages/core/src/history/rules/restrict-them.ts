import type { SelectQuery } from '@momq/dialect';
import type { FollowUpRule } from '../follow-up.js';
import { conjuncts } from '../reach-entity.js';
import { onlyThose } from './only-those.js';
import { varyBy } from './vary-value.js';

const markers = [
  '(?:and )?(?:which|who|what) (?:of|among) (?:them|these|those)(?: ones)?',
  '(?:and )?which ones?',
  '(?:and )?(?:of|among) (?:them|these|those)(?: which| who| only| just)?',
  '(?:and )?(?:are|is|were) (?:any|some|one) of (?:them|these|those)',
  '(?:and )?(?:show |list |give |keep |find )?(?:me )?(?:only|just)(?: show| list| keep)?(?: me)?(?: the)?(?: those| ones| them| these)?',
  '(?:and )?(?:show |list |give |keep )?(?:me )?(?:those|the ones)',
  '(?:filter|narrow|restrict)(?: (?:them|it|these|those|that))?(?: down)?(?: by| to| on)?',
];

/** `Only those in Germany`, `which of these are older than 30`: the rows of the last answer that fulfil a condition. */
export const restrictThem: FollowUpRule = (followUp) => {
  for (const marker of markers) {
    const rest = followUp.phrase.after(marker);
    const some = rest === undefined || rest.empty ? undefined : onlyThose(rest, followUp);
    if (rest === undefined || some === undefined) continue;
    // nobody asks for rows that are nebulae and stars: the second value takes the place of the first
    return contradicts(some.query) ? (varyBy(rest, followUp) ?? some) : some;
  }
  return undefined;
};

/** True for a query that asks one field to equal two values at once. */
function contradicts({ where }: SelectQuery): boolean {
  const equalities = conjuncts(where).flatMap((part) =>
    part.kind === 'compare' && part.operator === '=' && part.right.kind === 'literal'
      ? [{ compared: JSON.stringify(part.left), value: part.right.value }]
      : [],
  );
  return equalities.some(({ compared, value }) =>
    equalities.some((other) => other.compared === compared && other.value !== value),
  );
}
