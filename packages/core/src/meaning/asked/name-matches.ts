import type { EntityField } from '@momq/dialect';
import { stemOf } from '../../linking/question-words.js';
import { splitName } from '../../linking/split-name.js';
import type { AskedQuestion } from './asked-question.js';
import { wordAt } from './question-phrases.js';

/** Words of names that say what kind of value it is, and not of what. */
const kindWords = new Set(
  'at on date time datetime timestamp ts dt id key code last first by number no name address ms millis milliseconds seconds sec epoch unix utc'.split(
    ' ',
  ),
);

/** Stems of irregular participles, with the stems of the names that speak of the same. */
const irregular = new Map(
  Object.entries({
    paid: 'pay payment paid',
    sent: 'send sent',
    sold: 'sale sell sold',
    bought: 'purchase buy bought',
    left: 'leave left',
    died: 'death die died deceased',
    dead: 'death die died deceased',
    born: 'birth born birthday birthdate',
    seen: 'see seen',
    read: 'read',
    began: 'begin began start',
    begun: 'begin begun start',
    started: 'start begin began',
    chosen: 'choose chosen',
    won: 'win won',
    lost: 'lose lost',
    married: 'marriage wedding married',
    met: 'meet met',
    hired: 'hire hired hiring',
    joined: 'join joined joining',
    approved: 'approval approved',
    answered: 'answer answered reply',
    replied: 'reply replied',
    signed: 'signup signed',
    registered: 'registration registered',
    ended: 'end ended',
  }).map(([word, names]) => [word, names.split(' ').map(stemOf)]),
);

/** The words of a field's name that say of what it is: without `at`, `date` and the like, and without its entity's own name. */
export function coreWords(entity: string, field: string): string[] {
  const own = splitName(entity).map(stemOf);
  return splitName(field).filter((word) => !kindWords.has(word) && !own.includes(stemOf(word)));
}

/** True for a field that holds points in time, as its type, its values or its name say. */
export function isMoment({ name, type, temporal }: EntityField): boolean {
  if (type === 'date' || type === 'datetime' || temporal !== undefined) return true;
  return /(?:_at|_on|At|On|[dD]ate|[tT]ime|[tT]imestamp)$/.test(name);
}

/** Where a name ends that begins at a place of the question, all its words in order; undefined where it does not. */
export function nounEnd(
  { words }: AskedQuestion,
  name: readonly string[],
  place: number,
): number | undefined {
  return name.length > 0 &&
    name.every((word, offset) => words[place + offset]?.stem === stemOf(word))
    ? place + name.length
    : undefined;
}

/**
 * Where the verb of a time ends that begins at a place of the question: `shipped` of `shipped_at`, `delivered` of `delivery_date`,
 * `logged in` of `last_login`; undefined where there is none.
 */
export function verbEnd(
  asked: AskedQuestion,
  core: readonly string[],
  place: number,
): number | undefined {
  const { words } = asked;
  const [name, ...more] = core;
  const word = words[place];
  if (name === undefined || word === undefined || !/^\p{L}{3,}$/u.test(word.text)) return undefined;
  if (more.length > 0) return nounEnd(asked, core, place);
  const stem = stemOf(name);
  const text = wordAt(words, place);
  const bare = undone(text) ?? text;
  const particle = wordAt(words, place + 1);
  if (/^(?:in|out|up|off|on)$/.test(particle) && stemOf(`${word.stem}${particle}`) === stem)
    return place + 2;
  if (stemOf(bare) === stem || irregular.get(bare)?.includes(stem)) return place + 1;
  const other = stemOf(bare);
  const [short, long] = other.length < stem.length ? [other, stem] : [stem, other];
  return short.length >= 5 && long.startsWith(short) && bare.endsWith('ed') ? place + 1 : undefined;
}

/** What a participle undoes: `unshipped` → `shipped`, `unpaid` → `paid`. */
export function undone(word: string): string | undefined {
  return /^un(\p{L}{2,}ed|\p{L}*(?:paid|sent|read|sold|seen|born))$/u.exec(word)?.[1];
}
