import type { DatabaseSchema, EntitySource, EntityUse, Link, SelectQuery } from '@momq/dialect';
import { isEntitySource } from '../../logical/entity-sources.js';
import type { ValueCandidate } from '../../linking/value-candidates.js';
import type { AskedQuestion } from './asked-question.js';
import { spansOfEntity, wordAt } from './question-phrases.js';
import type { WordSpan } from './question-phrases.js';
import { roleWords, verbStem } from './role-words.js';
import type { RoleWords } from './role-words.js';
import { conjuncts, fieldsOfCondition, withConjuncts } from './select-conditions.js';

/**
 * Joins along the link whose role the question names, where several join the same two entities: *matches at home* along the home team,
 * *messages sent to Bob* along the receiver. Two values with a role each (*from Heathrow to Orly*) become two joins.
 * The role is taken from the words of the link's name and their verbs and prepositions, those beside the value first.
 */
export function withAskedRoles(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const joins = query.from.flatMap((source, place) => {
    const rivals = rivalsOf(source, asked.schema);
    return rivals === undefined ? [] : [{ place, ...rivals }];
  });
  const [one, ...more] = joins;
  if (one === undefined || more.length > 0) return query;
  const { place, links, target } = one;
  const values = valuesOf(asked, target.entity);
  if (values.length === 2) {
    const both = values.map(({ span }) => bestLink(links, asked, span));
    if (both[0] && both[1] && both[0] !== both[1])
      return twice(query, { ...one, asked, values, both: [both[0], both[1]] });
  }
  const compared = values.find(({ item }) =>
    JSON.stringify(query.where ?? null).includes(JSON.stringify(item.value)),
  );
  const link = bestLink(
    links,
    asked,
    compared?.span ?? spansOfEntity(asked.words, target.entity)[0],
  );
  if (link === undefined) return query;
  const from = query.from.map((source, index) =>
    index === place && source.join?.kind === 'link'
      ? { ...source, join: { ...source.join, link: link.name } }
      : source,
  ) as SelectQuery['from'];
  return { ...query, from };
}

/** What a join may go along instead, and which of its ends all of these links lead to. */
interface Rivals {
  readonly links: readonly Link[];
  readonly target: EntityUse;
  readonly origin: EntityUse;
}

function rivalsOf(source: SelectQuery['from'][number], schema: DatabaseSchema): Rivals | undefined {
  if (!isEntitySource(source) || source.join?.kind !== 'link') return undefined;
  const { with: other, link: name } = source.join;
  const used = schema.links.find((link) => link.name === name);
  if (used === undefined || used.from.entity === used.to.entity) return undefined;
  const links = schema.links.filter(
    ({ from, to }) => from.entity === used.from.entity && to.entity === used.to.entity,
  );
  if (links.length < 2) return undefined;
  const near: EntityUse = { entity: source.entity, instance: source.instance };
  const [target, origin] = near.entity === used.to.entity ? [near, other] : [other, near];
  return { links, target, origin };
}

function valuesOf(
  { candidates }: AskedQuestion,
  entity: string,
): (ValueCandidate & { readonly span: WordSpan })[] {
  return candidates.flatMap((candidate) =>
    candidate.span !== undefined &&
    (candidate.origin === 'cell' || candidate.origin === 'quoted') &&
    candidate.item.fields.some((field) => field.entity === entity)
      ? [{ ...candidate, span: candidate.span }]
      : [],
  );
}

/** The link that more words of the question speak for than for any other. */
export function bestLink(
  links: readonly Link[],
  asked: AskedQuestion,
  span: WordSpan | undefined,
): Link | undefined {
  const shared = commonStems(links);
  const scored = links
    .map((link) => ({ link, score: scoreOf(roleWords(link), shared, asked, span) }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (first === undefined || first.score === 0 || first.score === second?.score) return undefined;
  return first.link;
}

/** Stems that every link has: they tell none from another. */
function commonStems(links: readonly Link[]): ReadonlySet<string> {
  const [first, ...others] = links.map((link) => roleWords(link));
  const all = [...(first?.nouns ?? []), ...(first?.verbs ?? [])];
  return new Set(
    all.filter((stem) =>
      others.every(({ nouns, verbs }) => nouns.includes(stem) || verbs.includes(stem)),
    ),
  );
}

const between = new Set(
  'the a an of team airport city station player user person account'.split(' '),
);

function scoreOf(
  { nouns, verbs, prepositions }: RoleWords,
  shared: ReadonlySet<string>,
  { words }: AskedQuestion,
  span: WordSpan | undefined,
): number {
  let score = 0;
  words.forEach(({ stem }, place) => {
    if (span !== undefined && place >= span[0] && place < span[1]) return;
    const isVerb = verbs.includes(verbStem(wordAt(words, place)));
    if ((!nouns.includes(stem) && !isVerb) || shared.has(stem)) return;
    if (/^(?:to|from|by|at|for|go|end|start|next)$/.test(wordAt(words, place)) && !isVerb) return;
    const distance =
      span === undefined ? 4 : place < span[0] ? span[0] - place : place - span[1] + 1;
    score += distance <= 2 ? 3 : distance <= 4 ? 2 : 1;
    if (isVerb && span !== undefined && place < span[0] && wordAt(words, span[0] - 1) === 'by')
      score += 3;
  });
  if (span === undefined) return score;
  let before = span[0] - 1;
  while (between.has(wordAt(words, before))) before--;
  const preposition = wordAt(words, before);
  return prepositions.includes(preposition) ? score + 4 : score;
}

/** Both ends of one row: the entity joined once along each of the two links. */
function twice(
  query: SelectQuery,
  {
    place,
    target,
    origin,
    values,
    both,
    asked,
  }: Rivals & {
    place: number;
    values: readonly ValueCandidate[];
    both: readonly [Link, Link];
    asked: AskedQuestion;
  },
): SelectQuery {
  if (query.from.length > 2 || place !== 1) return query;
  const { entity } = target;
  const shows = query.select.some((each) => each.kind === 'field' && each.entity === entity);
  if (shows || asked.schema.family === undefined) return query;
  const others = conjuncts(query.where).filter(
    (condition) => !fieldsOfCondition(condition).some((field) => field.entity === entity),
  );
  const ends = both.map(({ name }, instance): EntitySource => ({
    entity,
    instance,
    join: { kind: 'link', link: name, with: origin, optional: false },
  }));
  const conditions = values.map(({ item }, instance) => ({
    kind: 'compare' as const,
    operator: '=' as const,
    left: {
      kind: 'field' as const,
      entity,
      instance,
      field: item.fields.find((field) => field.entity === entity)!.field,
    },
    right: { kind: 'literal' as const, value: item.value },
  }));
  return withConjuncts({ ...query, from: [{ ...origin }, ...ends] }, [...others, ...conditions]);
}
