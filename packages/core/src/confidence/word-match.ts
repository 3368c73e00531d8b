import { foldText } from '../linking/fold-text.js';
import { numberOf } from '../linking/number-words.js';
import { stemOf } from '../linking/question-words.js';
import { splitName } from '../linking/split-name.js';
import { areSynonyms, spelledOut } from './common-synonyms.js';

/** Stems of a name's words, cut ones spelled out too. */
export function nameStems(name: string): string[] {
  return splitName(name).flatMap(spelledOut);
}

/** True when a word of the question means a part of a name: the same word, an everyday synonym, or with the letter before it (`lname`). */
export function meansPart(stem: string, previous: string | undefined, part: string): boolean {
  return (
    isOneWord(stem, part) ||
    areSynonyms(stem, part) ||
    (previous !== undefined && part === previous.charAt(0) + stem)
  );
}

/** One of the two is the other's beginning or is inside it, or they begin alike for most of their length. */
function isOneWord(stem: string, part: string): boolean {
  if (stem === part) return true;
  const [short, long] = stem.length < part.length ? [stem, part] : [part, stem];
  if (short.length < 4) return false;
  if (long.startsWith(short) || (short === stem && long.includes(short))) return true;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= 5 && common >= 0.7 * long.length;
}

/** True when a word of the question states a constant or a part of it: a number, a word, the name of a month, `female` for `F`. */
export function meansConstant(word: string, constant: string): boolean {
  const number = numberOf(word);
  if (number !== undefined && constant === String(number)) return true;
  const stem = stemOf(word);
  if (wordsOf(dayOf(constant) ?? constant).some((part) => stemOf(part) === stem)) return true;
  return /^\p{L}\p{L}?$/u.test(constant) && foldText(word).startsWith(foldText(constant).charAt(0));
}

/** Seconds and milliseconds since 1970 at which days of 1980 to 2100 begin, which queries compare with, as ISO text. */
function dayOf(constant: string): string | undefined {
  if (!/^\d{9,13}$/.test(constant)) return undefined;
  const milliseconds = constant.length > 10 ? Number(constant) : Number(constant) * 1000;
  const isDay = milliseconds % 86_400_000 === 0;
  return isDay && milliseconds >= 315_532_800_000 && milliseconds < 4_102_444_800_000
    ? new Date(milliseconds).toISOString().slice(0, 10)
    : undefined;
}

const monthNames =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** The words of a constant; of a date also the names of its month. */
function wordsOf(constant: string): string[] {
  const words = constant.match(/\p{N}+(?:[.,:]\p{N}+)*|\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const date = /^\d{4}-(\d{2})(?:-(\d{2}))?/.exec(constant);
  const month = monthNames[Number(date?.[1]) - 1];
  return month === undefined
    ? words
    : [...words, String(Number(date?.[2] ?? 0)), month, month.slice(0, 3)];
}
