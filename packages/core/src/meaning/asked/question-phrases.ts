import { nameStems } from '../../linking/name-stems.js';
import { foldText } from '../../linking/fold-text.js';
import type { QuestionWord } from '../../linking/question-words.js';
import type { AskedQuestion } from './asked-question.js';

/** First and last + 1 word of a piece of a question. */
export type WordSpan = readonly [first: number, end: number];

const boundaries = new Set('and but or while although though , ; . ? ! :'.split(' '));
const negators = new Set(
  'not no never without nor neither lack lacks lacking cannot isnt arent wasnt werent dont doesnt didnt hasnt havent non'.split(
    ' ',
  ),
);
const comparatives = new Set(
  'more less fewer greater later earlier higher lower older younger larger smaller than only'.split(
    ' ',
  ),
);
/** Stems of words that turn what follows round: *ignore those whose email is missing*, *except inactive ones*. */
const leavingOut = new Set(
  'ignor exclud except remov skip omit besid includ regardless'.split(' '),
);
/** Words that may stand between `or` and what it offers: *or who have never been active*. */
const leading =
  /^(?:is|are|was|were|be|been|has|have|had|having|do|does|did|that|who|which|whose|with|an?|any|the|their|its|they|also|yet|already|(?:is|are|was|were|do|does|did|has|have|had)n|')$/;
const trailing = /^(?:is|are|was|were|not|yet|already|missing|unknown|empty|null|blank)$/;

/** The word at a place without case and accents; empty beyond the ends. */
export function wordAt(words: readonly QuestionWord[], place: number): string {
  const word = words[place];
  return word === undefined ? '' : foldText(word.text);
}

/** True for a noun that is not in the plural, as far as its ending tells. */
export function isSingular(word: string): boolean {
  return !/s$/.test(word) || /ss$/.test(word);
}

/** Where a clause ends: at a punctuation mark, or at a word such as `and`. */
export function endsClause(words: readonly QuestionWord[], place: number): boolean {
  return place < 0 || place >= words.length || boundaries.has(wordAt(words, place));
}

/** True where the word denies what follows; `no more than` and its like deny nothing. */
export function isNegator(words: readonly QuestionWord[], place: number): boolean {
  const word = wordAt(words, place);
  const contracted = word === 't' && ["'", '’'].includes(wordAt(words, place - 1));
  if (!contracted && !negators.has(word)) return false;
  return !comparatives.has(wordAt(words, place + 1));
}

/** Place of the word that denies the one at `place`: at most seven words before it, in the same clause. */
export function negatorBefore(words: readonly QuestionWord[], place: number): number | undefined {
  for (let before = place - 1; before >= place - 7; before--) {
    if (endsClause(words, before)) return undefined;
    if (isNegator(words, before)) return before;
  }
  return undefined;
}

/** True for a question that leaves rows out or takes them in, in a word outside these spans: *except*, *other than*, *including*. */
export function leavesOut(
  words: readonly QuestionWord[],
  spans: readonly WordSpan[] = [],
): boolean {
  return words.some(({ stem }, place) => {
    if (spans.some((span) => overlap(span, [place, place + 1]))) return false;
    const than = wordAt(words, place + 1) === 'than' && stem === 'other';
    const from = wordAt(words, place + 1) === 'from' && (stem === 'apart' || stem === 'asid');
    return than || from || leavingOut.has(stem);
  });
}

/** True for one of several things that `or` offers: *inactive or from Oslo*, *more than 5 points or are active*. */
export function isAlternative(words: readonly QuestionWord[], [first, end]: WordSpan): boolean {
  let before = first - 1;
  while (leading.test(wordAt(words, before)) || (before >= 0 && isNegator(words, before))) before--;
  let after = end;
  while (trailing.test(wordAt(words, after))) after++;
  return wordAt(words, before) === 'or' || wordAt(words, after) === 'or';
}

/** How often a question denies something. */
export function negationCount(words: readonly QuestionWord[]): number {
  return words.filter((_, place) => isNegator(words, place)).length;
}

/** Where the stems stand one after the other. */
export function spansOfStems(words: readonly QuestionWord[], stems: readonly string[]): WordSpan[] {
  if (stems.length === 0) return [];
  return words.flatMap((_, first): WordSpan[] =>
    stems.every((stem, offset) => words[first + offset]?.stem === stem)
      ? [[first, first + stems.length]]
      : [],
  );
}

/** Where the question names an entity: by all words of its name, or by the last of them. */
export function spansOfEntity(words: readonly QuestionWord[], entity: string): WordSpan[] {
  const stems = nameStems(entity.slice(entity.lastIndexOf('.') + 1));
  const whole = spansOfStems(words, stems);
  return whole.length > 0 ? whole : spansOfStems(words, stems.slice(-1));
}

/** True where a value begins: a quotation mark, a number, or words that are a cell. */
export function hasValueAt({ words, candidates }: AskedQuestion, place: number): boolean {
  return (
    ['"', '“', '‘', '`'].includes(wordAt(words, place)) ||
    candidates.some(({ span }) => span?.[0] === place)
  );
}

/** True when two spans have a word in common. */
export function overlap(left: WordSpan, right: WordSpan): boolean {
  return left[0] < right[1] && right[0] < left[1];
}
