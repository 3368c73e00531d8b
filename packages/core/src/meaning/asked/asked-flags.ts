import type { SelectQuery } from '@momq/dialect';
import { stemOf } from '../../linking/question-words.js';
import type { QuestionWord } from '../../linking/question-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { isShare } from './asked-share.js';
import { flagFields } from './flag-fields.js';
import type { FlagField } from './flag-fields.js';
import { isDenied } from './flag-negation.js';
import { isShown } from './shown-flags.js';
import { nameStems } from '../../linking/name-stems.js';
import {
  endsClause,
  hasValueAt,
  isAlternative,
  leavesOut,
  negationCount,
  overlap,
  spansOfEntity,
  wordAt,
} from './question-phrases.js';
import type { WordSpan } from './question-phrases.js';
import {
  conjuncts,
  fieldsOfCondition,
  isNegatedLookup,
  joinedWith,
  useOf,
  withConjuncts,
} from './select-conditions.js';

/** A flag that the question names, and whether it wants the rows where it is set. */
interface AskedFlag {
  readonly flag: FlagField;
  readonly span: WordSpan;
  readonly set: boolean;
  /** The question denies it in a word of its own, such as `not`. */
  readonly negator: boolean;
}

const opposites = new Map(
  (
    [
      ['enabled', 'disabled'],
      ['open', 'closed'],
      ['visible', 'hidden'],
      ['public', 'private'],
      ['online', 'offline'],
      ['alive', 'dead'],
      ['married', 'single'],
      ['internal', 'external'],
    ] as const
  ).flatMap(([one, other]): [string, string][] => [
    [stemOf(one), stemOf(other)],
    [stemOf(other), stemOf(one)],
  ]),
);
const denied = /^(?:un|in|non|dis|im|ir|il)(\p{L}{3,})$/u;
/** Words after which a flag is asked for, and not asked about. */
const askingBefore = new Set('each every per by or most least more less'.split(' '));
const askingAfter = new Set(['statu', 'status', 'flag', 'state', 'or', 'valu', 'type']);
const having = new Set(
  'have has had having with without no get gets got offer offers any lack lacks lacking'.split(' '),
);

/**
 * Conditions on flags that the question states: *active customers*, *users who are not verified*, *items without a discount*.
 * A flag is a field that says yes or no; it is named by the words of its name, by their opposite (*inactive*), or,
 * where no other field has the word, by its participle alone (*verified* of `email_verified`).
 */
export function withAskedFlags(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  if (isShare(query, asked)) return query;
  let result = query;
  for (const found of askedFlags(query, asked)) {
    const { flag, set } = found;
    const joined = useOf(result, flag.entity)
      ? result
      : joinedWith(result, flag.entity, asked.schema);
    const use = joined && useOf(joined, flag.entity);
    if (joined === undefined || use === undefined) continue;
    const isFlag = (place: { entity: string; field: string }): boolean =>
      place.entity === flag.entity && place.field === flag.field;
    const spent = spendsNegation(found, asked);
    const stating = conjuncts(joined.where).filter((condition) =>
      fieldsOfCondition(condition).some(isFlag),
    );
    if (stating.some((each) => each.kind === 'or' || (!spent && isNegatedLookup(each)))) continue;
    const others = conjuncts(joined.where).filter(
      (condition) => !stating.includes(condition) && !(spent && isNegatedLookup(condition)),
    );
    result = withConjuncts(ungrouped(joined, isFlag), [
      ...others,
      {
        kind: 'compare',
        operator: '=',
        left: { kind: 'field', ...use, field: flag.field },
        right: { kind: 'literal', value: set ? flag.yes : flag.no },
      },
    ]);
  }
  return result;
}

/** True when a flag takes up the only negation of the question, so that no set difference is left to say. */
export function flagsSpendNegation(query: SelectQuery, asked: AskedQuestion): boolean {
  return askedFlags(query, asked).some((flag) => spendsNegation(flag, asked));
}

function spendsNegation({ set, negator }: AskedFlag, { words }: AskedQuestion): boolean {
  return (negator || !set) && negationCount(words) === (negator ? 1 : 0);
}

/** Without the flag as a group: every row has the same. */
function ungrouped(
  query: SelectQuery,
  isFlag: (place: { entity: string; field: string }) => boolean,
): SelectQuery {
  const groupBy = query.groupBy.filter((key) => !(key.kind === 'field' && isFlag(key)));
  if (groupBy.length === query.groupBy.length) return query;
  const select = query.select.filter((each) => !(each.kind === 'field' && isFlag(each)));
  return select.length > 0 ? { ...query, select, groupBy } : query;
}

function askedFlags(query: SelectQuery, asked: AskedQuestion): AskedFlag[] {
  const { words, schema } = asked;
  if (/^(?:is|are|was|were|do|does|did|has|have|can)$/.test(wordAt(words, 0))) return [];
  const inFrom = entitySources(query.from).map(({ entity }) => entity);
  const named = schema.entities
    .map(({ name }) => name)
    .filter((name) => !inFrom.includes(name) && spansOfEntity(words, name).length > 0);
  const found = [inFrom, named].flatMap((entities) => mentions(entities, asked));
  const spans = found.map(({ span }) => span);
  if (leavesOut(words, spans)) return [];
  const taken: AskedFlag[] = [];
  for (const one of found) {
    if (isOffered(one, asked) || isShown(query, asked, one)) continue;
    if (taken.some(({ span }) => overlap(span, one.span))) continue;
    const rivals = found.filter((other) => other !== one && overlap(other.span, one.span));
    const best = [one, ...rivals].sort(
      (a, b) => closeness(b, asked, inFrom) - closeness(a, asked, inFrom),
    );
    const [first, second] = best;
    if (first === undefined) continue;
    if (second && closeness(first, asked, inFrom) === closeness(second, asked, inFrom)) continue;
    if (!isUsedValue(first.span, query, asked)) taken.push(first);
  }
  const contradicted = (one: AskedFlag): boolean =>
    taken.some((other) => other.flag === one.flag && other.set !== one.set);
  return taken.filter(
    (one, place) =>
      !contradicted(one) && taken.findIndex((other) => other.flag === one.flag) === place,
  );
}

/** True where `or` offers the flag, or the rows that have it, beside something else. */
function isOffered({ flag, span }: AskedFlag, { words }: AskedQuestion): boolean {
  const noun = spansOfEntity(words, flag.entity).find(([first]) => first === span[1]);
  return isAlternative(words, [span[0], noun?.[1] ?? span[1]]);
}

/** More words of the name, then the entity that is named beside it, then one that the query reads already. */
function closeness(
  { flag, span }: AskedFlag,
  { words }: AskedQuestion,
  inFrom: readonly string[],
): number {
  const nearby = spansOfEntity(words, flag.entity).some(
    ([first, end]) =>
      (first >= span[1] && first <= span[1] + 1) || (end <= span[0] && end > span[0] - 5),
  );
  return (span[1] - span[0]) * 4 + (nearby ? 2 : 0) + (inFrom.includes(flag.entity) ? 1 : 0);
}

function isUsedValue(span: WordSpan, query: SelectQuery, { candidates }: AskedQuestion): boolean {
  const used = JSON.stringify(query.where ?? null);
  return candidates.some(
    (candidate) =>
      candidate.span !== undefined &&
      candidate.origin !== 'name' &&
      overlap(candidate.span, span) &&
      used.includes(JSON.stringify(candidate.item.value)),
  );
}

function mentions(entities: readonly string[], asked: AskedQuestion): AskedFlag[] {
  const flags = flagFields(asked, entities);
  return flags.flatMap((flag) =>
    asked.words.flatMap((_, place): AskedFlag[] => {
      const match = matchAt(asked, flag, place) ?? participleAt(asked, flag, place, entities);
      if (match === undefined || !isStated(asked, flag, match.span)) return [];
      const negator = isDenied(asked, match.span);
      return [{ flag, span: match.span, set: match.set !== negator, negator }];
    }),
  );
}

/** All words of the flag's name, beginning at a place: in order, or with up to two words between. */
function matchAt(
  { words }: AskedQuestion,
  { words: name }: FlagField,
  place: number,
): { span: WordSpan; set: boolean } | undefined {
  const positive = name.map((word, offset) => polarity(words[place + offset], word));
  if (!positive.includes(0))
    return { span: [place, place + name.length], set: !positive.includes(-1) };
  if (name.length === 1 || name.some((word) => word.length < 4)) return undefined;
  if (!name.some((word) => polarity(words[place], word) !== 0)) return undefined;
  const places = name.map((word) => {
    const near = [0, 1, 2, 3].slice(0, name.length + 2).map((offset) => place + offset);
    return near.find((each) => polarity(words[each], word) !== 0);
  });
  if (places.some((each) => each === undefined) || new Set(places).size < name.length)
    return undefined;
  const set = name.every((word, index) => polarity(words[places[index]!], word) === 1);
  return { span: [place, Math.max(...places.map((each) => each!)) + 1], set };
}

/** One participle of the name alone, where nothing else that the query may read has the word. */
function participleAt(
  asked: AskedQuestion,
  flag: FlagField,
  place: number,
  entities: readonly string[],
): { span: WordSpan; set: boolean } | undefined {
  const word =
    flag.words.length > 1
      ? flag.words.find((each) => /(?:ed|able|ible|ive)$/.test(each))
      : undefined;
  if (word === undefined) return undefined;
  const found = polarity(asked.words[place], word);
  if (found === 0) return undefined;
  const stem = stemOf(word);
  const holders = asked.schema.entities
    .filter(({ name }) => entities.includes(name))
    .flatMap(({ name, fields }) => [name, ...fields.map((field) => field.name)])
    .filter((name) => nameStems(name).includes(stem));
  return holders.length === 1 ? { span: [place, place + 1], set: found === 1 } : undefined;
}

/** 1 for the word itself, −1 for its opposite, 0 for another. */
function polarity(asked: QuestionWord | undefined, word: string): -1 | 0 | 1 {
  if (asked === undefined) return 0;
  const stem = stemOf(word);
  if (asked.stem === stem || isDoer(asked.stem, stem)) return 1;
  const opposite = (text: string): string | undefined => {
    const [, rest] = denied.exec(text.toLowerCase()) ?? [];
    return rest === undefined ? undefined : stemOf(rest);
  };
  const isOpposite =
    opposite(asked.text) === stem ||
    opposite(word) === asked.stem ||
    opposites.get(asked.stem) === stem;
  return isOpposite ? -1 : 0;
}

/** True for `smoke` and `smoker`. */
function isDoer(asked: string, stem: string): boolean {
  const [short, long] = asked.length < stem.length ? [asked, stem] : [stem, asked];
  return short.length >= 4 && (long === `${short}r` || long === `${short}er`);
}

/** True where the question says that it is so, and does not ask whether. */
function isStated(asked: AskedQuestion, flag: FlagField, [first, end]: WordSpan): boolean {
  const { words, schema } = asked;
  if (hasValueAt(asked, end)) return false;
  const isSaid = /^(?:is|are|was|were|=)$/.test(wordAt(words, end));
  if (isSaid && /^(?:yes|no|true|false|y|n|t|f|\d+)$/.test(wordAt(words, end + 1))) return false;
  if (askingBefore.has(wordAt(words, first - 1)) || askingAfter.has(words[end]?.stem ?? ''))
    return false;
  for (let before = first - 1; before >= first - 6 && !endsClause(words, before); before--)
    if (['whether', 'if'].includes(wordAt(words, before))) return false;
  const ofEntity = spansOfEntity(words, flag.entity).some(([place]) => place === end);
  const being = [1, 2, 3].some((back) =>
    /^(?:is|are|was|were|be|been|not)$/.test(wordAt(words, first - back)),
  );
  if (!flag.possession && !flag.noun) return true;
  if (flag.noun && (ofEntity || being)) return true;
  // trucks in service
  const isAfter = spansOfEntity(words, flag.entity).some(([, last]) => last === first);
  if (isAfter && flag.words.length > 1 && /^(?:|[.?!,])$/.test(wordAt(words, end))) return true;
  if (/(?:ed|able)$/.test(wordAt(words, first)) || flag.words.some((word) => word.endsWith('ed')))
    return true;
  const others = schema.entities
    .find(({ name }) => name === flag.entity)
    ?.fields.some(
      ({ name }) =>
        name !== flag.field && nameStems(name).join(' ') === flag.words.map(stemOf).join(' '),
    );
  if (others === true) return false;
  return [1, 2, 3, 4].some((back) => having.has(wordAt(words, first - back)));
}
