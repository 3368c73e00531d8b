import type { Condition, EntityField, SelectQuery } from '@momq/dialect';
import { foldText } from '../../linking/fold-text.js';
import { stemOf } from '../../linking/question-words.js';
import { splitName } from '../../linking/split-name.js';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { isShare } from './asked-share.js';
import { flagFields } from './flag-fields.js';
import { findPeriods } from '../../linking/period-phrases.js';
import { coreWords, isMoment, nounEnd, undone, verbEnd } from './name-matches.js';
import { nameStems } from '../../linking/name-stems.js';
import {
  hasValueAt,
  isAlternative,
  leavesOut,
  negationCount,
  negatorBefore,
  spansOfEntity,
  wordAt,
} from './question-phrases.js';
import type { WordSpan } from './question-phrases.js';
import {
  conjuncts,
  fieldsOfCondition,
  isNegatedLookup,
  useOf,
  withConjuncts,
} from './select-conditions.js';

/** A field that the question wants missing, or there. */
interface AskedPresence {
  readonly entity: string;
  readonly field: string;
  readonly present: boolean;
}

/**
 * Conditions on missing values that the question states: *users who have never logged in*, *orders that have not been shipped yet*,
 * *customers without an email*; and on values that are there: *orders that have been shipped*.
 */
export function withAskedPresence(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  if (isShare(query, asked)) return query;
  let result = query;
  for (const { entity, field, present } of askedPresence(query, asked)) {
    const use = useOf(result, entity);
    if (use === undefined || looksUp(query, coreWords(entity, field))) continue;
    const isField = (place: { entity: string; field: string }): boolean =>
      place.entity === entity && place.field === field;
    const states = (condition: Condition): boolean => fieldsOfCondition(condition).some(isField);
    const stating = conjuncts(result.where).filter(states);
    const isMissing = (condition: Condition): boolean =>
      condition.kind === 'null' && !condition.negated;
    if (present ? !stating.every(isMissing) : stating.some(({ kind }) => kind === 'or')) continue;
    const spent = !present && negationCount(asked.words) <= 1;
    const others = conjuncts(result.where).filter(
      (condition) => !states(condition) && !(spent && isNegatedLookup(condition)),
    );
    result = withConjuncts(result, [
      ...others,
      { kind: 'null', negated: present, value: { kind: 'field', ...use, field } },
    ]);
  }
  return result;
}

/** True when a missing value takes up the only negation of the question. */
export function absenceSpendsNegation(query: SelectQuery, asked: AskedQuestion): boolean {
  return (
    negationCount(asked.words) === 1 && askedPresence(query, asked).some(({ present }) => !present)
  );
}

/** True for a query that leaves rows out by an entity of that name: it says in its way what is missing. */
function looksUp(query: SelectQuery, name: readonly string[]): boolean {
  const stems = name.flatMap(nameStems);
  return conjuncts(query.where)
    .filter(isNegatedLookup)
    .flatMap(fieldsOfCondition)
    .some(
      ({ entity, outer }) =>
        outer === undefined &&
        useOf(query, entity) === undefined &&
        nameStems(entity).some((stem) => stems.includes(stem)),
    );
}

function askedPresence(query: SelectQuery, asked: AskedQuestion): AskedPresence[] {
  if (leavesOut(asked.words)) return [];
  const entities = entitySources(query.from).map(({ entity }) => entity);
  const flags = flagFields(asked, entities);
  // `published` says of `published_on` whether it is there.
  const isFlag = (entity: string, field: string): boolean =>
    flags.some(
      (flag) =>
        flag.entity === entity &&
        (flag.field === field || sameWords(flag.words, coreWords(entity, field))),
    );
  const found = asked.schema.entities
    .filter(({ name }) => entities.includes(name))
    .flatMap(({ name: entity, fields }) =>
      fields.flatMap((field): (AskedPresence & { strength: number })[] => {
        if (field.primaryKey === true || isFlag(entity, field.name)) return [];
        if (field.nullable === false) return [];
        const state = stated(asked, entity, field);
        return state === undefined ? [] : [{ entity, field: field.name, ...state }];
      }),
    );
  const strongest = Math.max(0, ...found.map(({ strength }) => strength));
  const best = found.filter(({ strength }) => strength === strongest);
  return best.length === 1 ? best : [];
}

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return (
    left.length === right.length &&
    left.every((word, place) => stemOf(word) === stemOf(right[place]!))
  );
}

/** What the question says of a field's being there, and by how many words of its name it says so. */
function stated(
  asked: AskedQuestion,
  entity: string,
  field: EntityField,
): { present: boolean; strength: number } | undefined {
  const { words } = asked;
  const all = splitName(field.name);
  const core = coreWords(entity, field.name);
  const isTime = isMoment(field);
  const names = [all, core].filter((name) => name.length > 0 && core.length > 0);
  for (const name of names) {
    for (let place = 0; place < words.length; place++) {
      const end = nounEnd(asked, name, place);
      if (end !== undefined && !isAlternative(words, [place, end])) {
        const isCell = (word: string): boolean => holds(asked, { entity, field: field.name }, word);
        const present = nounPresence(asked, [place, end], isCell);
        if (present !== undefined) return { present, strength: name.length + (isTime ? 0 : 1) };
      }
      if (!isTime || findPeriods(asked.question).length > 0) continue;
      const verb = verbEnd(asked, core, place);
      if (verb === undefined || complements.has(wordAt(words, verb))) continue;
      if (isAlternative(words, [place, verb])) continue;
      const present = verbPresence(asked, place) ?? participleBefore(asked, entity, [place, verb]);
      if (present !== undefined) return { present, strength: core.length + 1 };
    }
  }
  return undefined;
}

const articles = new Set(
  'a an any their its his her known recorded registered valid assigned'.split(' '),
);
const missing = new Set('missing unknown empty null blank unspecified unset absent'.split(' '));
/** Words after a noun that ask for one of its values. */
const valued = new Set(
  'of in from is are was named called like containing that with greater more less over above below under equal higher lower than for between starting ending'.split(
    ' ',
  ),
);

/** Words that give a verb more to say: *did not end in Leeds* says nothing of the end's being there. */
const complements = new Set('in at on to by from with for as of than through'.split(' '));

/** True for a field with this word among its cells: *unknown* is then a value, and none that is missing. */
function holds(
  { values, candidates }: AskedQuestion,
  place: { readonly entity: string; readonly field: string },
  word: string,
): boolean {
  const equal = (value: unknown): boolean => typeof value === 'string' && foldText(value) === word;
  return (
    values(place)?.values.some(equal) === true ||
    candidates.some(
      ({ item }) =>
        equal(item.value) &&
        item.fields.some(({ entity, field }) => entity === place.entity && field === place.field),
    )
  );
}

function nounPresence(
  asked: AskedQuestion,
  [first, end]: WordSpan,
  isCell: (word: string) => boolean,
): boolean | undefined {
  const { words } = asked;
  if (hasValueAt(asked, end)) return undefined;
  let before = first - 1;
  while (articles.has(wordAt(words, before))) before--;
  const word = wordAt(words, before);
  const after = wordAt(words, end);
  const says = ['is', 'are', 'was', 'were'].includes(after) ? wordAt(words, end + 1) : '';
  if ([word, after, says].some((each) => missing.has(each) && isCell(each))) return undefined;
  if (['no', 'without', 'lack', 'lacks', 'lacking', 'missing'].includes(word))
    return valued.has(wordAt(words, end)) && word === 'no' ? undefined : false;
  const possessed = ['have', 'has', 'having', 'had'].includes(word);
  if (
    possessed &&
    !valued.has(wordAt(words, end)) &&
    negatorBefore(words, before + 1) !== undefined
  )
    return false;
  if ([word, after, says].some((each) => missing.has(each))) return false;
  if (
    says === 'not' &&
    ['known', 'set', 'given', 'specified', 'recorded', 'available'].includes(wordAt(words, end + 2))
  )
    return false;
  const article = ['a', 'an', 'any'].includes(wordAt(words, first - 1));
  return possessed && article && !valued.has(after) && end >= words.length - 1 ? true : undefined;
}

/** True for *deleted clients*: of such a participle a row has the time. */
function participleBefore(
  { words }: AskedQuestion,
  entity: string,
  [place, end]: WordSpan,
): boolean | undefined {
  const isParticiple = /(?:ed|paid|sent|sold)$/.test(wordAt(words, place));
  return isParticiple && spansOfEntity(words, entity).some(([first]) => first === end)
    ? true
    : undefined;
}

function verbPresence({ words }: AskedQuestion, place: number): boolean | undefined {
  const text = wordAt(words, place);
  if (undone(text) !== undefined) return false;
  const participle = /(?:ed|en|paid|sent|left|sold|seen|read|died|won|lost|met|born|gone)$/.test(
    text,
  );
  if (negatorBefore(words, place) !== undefined) {
    // orders not shipped yet
    const isYet = [place + 1, place + 2].some((after) => wordAt(words, after) === 'yet');
    const isPerfect = [1, 2, 3, 4].some((back) =>
      [
        'has',
        'have',
        'haven',
        'hasn',
        'never',
        'yet',
        'been',
        'were',
        'was',
        'weren',
        'wasn',
        'are',
        'is',
        'aren',
        'isn',
        'did',
        'didn',
      ].includes(wordAt(words, place - back)),
    );
    return isPerfect || isYet ? false : undefined;
  }
  const back = [1, 2, 3, 4, 5].map((each) => wordAt(words, place - each));
  if (back.includes('yet') && back.includes('to')) return false;
  if (!participle) return undefined;
  const perfect =
    back[0] === 'has' ||
    back[0] === 'have' ||
    (back[0] === 'been' && back.some((word) => word === 'has' || word === 'have')) ||
    back.includes('already');
  return perfect ? true : undefined;
}
