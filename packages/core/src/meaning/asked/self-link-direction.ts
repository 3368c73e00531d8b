import type { AskedQuestion } from './asked-question.js';
import { wordAt } from './question-phrases.js';
import type { WordSpan } from './question-phrases.js';
import { verbStem } from './role-words.js';
import type { RoleWords } from './role-words.js';

/** `up`: asked is the row that the link of the named one leads to; `down`: those whose link leads to the named one. */
export type Direction = 'up' | 'down';

/** The words around the named row, and what they are to the role. */
interface Around {
  readonly word: (place: number) => string;
  readonly isNoun: (place: number) => boolean;
  readonly isVerb: (place: number) => boolean;
  readonly isOther: (place: number) => boolean;
  /** `report to`, `work for`: the verb at the place, its particle after it. */
  readonly isOtherVerb: (place: number) => boolean;
  /** The word before the named row, articles and the like left out. */
  readonly before: number;
  /** The word after it. */
  readonly end: number;
}

/** Which way the question goes from the row that it names; undefined where it names no role. */
export function directionOf(
  asked: AskedQuestion,
  roles: RoleWords,
  span: WordSpan,
): Direction | undefined {
  const around = wordsAround(asked, roles, span);
  for (const pattern of patterns) {
    const direction = pattern(around);
    if (direction !== undefined) return direction;
  }
  return undefined;
}

const articles = new Set('the a an their his her its employee person'.split(' '));
const having = new Set(['have', 'has', 'had', 'having', 'with']);

function wordsAround({ words }: AskedQuestion, roles: RoleWords, [first, end]: WordSpan): Around {
  const word = (place: number): string => wordAt(words, place);
  const stem = (place: number): string => words[place]?.stem ?? '';
  return {
    word,
    isNoun: (place) => roles.nouns.includes(stem(place)),
    isVerb: (place) => roles.verbs.includes(verbStem(word(place))),
    isOther: (place) =>
      roles.others.includes(stem(place)) ||
      (roles.others.includes('sub') && /^sub\p{L}{3,}/u.test(word(place))),
    isOtherVerb: (place) =>
      roles.otherVerbs.some(
        ([verb, particle]) => stem(place) === verb && word(place + 1) === particle,
      ),
    before: beforeArticles(word, first - 1),
    end,
  };
}

function beforeArticles(word: Around['word'], place: number): number {
  let at = place;
  while (articles.has(word(at))) at--;
  return at;
}

const steps = (from: number, count: number, by: 1 | -1): number[] =>
  Array.from({ length: count }, (_, index) => from + index * by);

const patterns: readonly ((around: Around) => Direction | undefined)[] = [
  // V's manager; V's subordinates
  ({ word, isNoun, isOther, end }) => {
    if (word(end) !== "'" && word(end) !== '’') return undefined;
    const after = steps(end + 1, 4, 1);
    if (after.some(isNoun)) return 'up';
    return after.some(isOther) ? 'down' : undefined;
  },
  // managed by V
  ({ word, isNoun, isVerb, before }) =>
    word(before) === 'by' && (isVerb(before - 1) || isNoun(before - 1)) ? 'down' : undefined,
  // report to V; under V
  ({ word, isOtherVerb, before }) =>
    isOtherVerb(before - 1) || word(before) === 'under' ? 'down' : undefined,
  // the manager of V; the children of V
  ({ word, isNoun, isOther, before }) => {
    if (word(before) !== 'of' && word(before) !== 'for') return undefined;
    const nouns = steps(before - 1, 3, -1);
    if (nouns.some(isOther) && !isNoun(before - 1)) return 'down';
    return nouns.some(isNoun) ? 'up' : undefined;
  },
  // does V report to; V works for whom
  ({ isOtherVerb, end }) => (steps(end, 3, 1).some(isOtherVerb) ? 'up' : undefined),
  // V as manager
  ({ word, isNoun, end }) =>
    word(end) === 'as' && steps(end + 1, 2, 1).some(isNoun) ? 'down' : undefined,
  // whose manager is V; with a manager named V
  ({ word, isNoun, before }) =>
    ['is', 'was', 'named', 'called'].includes(word(before)) &&
    isNoun(before - 1) &&
    steps(before - 2, before - 1, -1).some((place) =>
      ['whose', 'which', 'where', 'with'].includes(word(place)),
    )
      ? 'down'
      : undefined,
  // with manager V
  ({ word, isNoun, before }) =>
    isNoun(before) && having.has(word(beforeArticles(word, before - 1))) ? 'down' : undefined,
  // V is managed by whom; does V manage
  ({ word, isVerb, end }) => {
    const verb = word(end) === 'and' ? undefined : steps(end, 3, 1).find(isVerb);
    if (verb === undefined) return undefined;
    return /ed$/.test(word(verb)) && word(verb - 1) !== 'has' ? 'up' : 'down';
  },
  // how many children does V have; which manager does V have
  ({ word, isNoun, isOther, before, end }) => {
    if (!having.has(word(end))) return undefined;
    const nouns = steps(before, 4, -1);
    if (nouns.some(isOther)) return 'down';
    return nouns.some(isNoun) ? 'up' : undefined;
  },
  // who manages V
  ({ word, isVerb, before }) => {
    const verb = [before, before - 1].find(isVerb);
    if (verb === undefined) return undefined;
    return steps(0, verb, 1).some((place) => ['who', 'which', 'that'].includes(word(place)))
      ? 'up'
      : undefined;
  },
];
