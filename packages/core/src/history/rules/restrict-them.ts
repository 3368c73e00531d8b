import type { FollowUpRule } from '../follow-up.js';
import { onlyThose } from './only-those.js';

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
    if (some !== undefined) return some;
  }
  return undefined;
};
