import type { EntityUse, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { stemOf } from '../../linking/question-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import { sameExpression } from '../../logical/expression-walk.js';
import { fieldType } from '../../logical/schema-lookup.js';
import { temporalKind } from '../temporal-fields.js';
import type { AskedQuestion } from './asked-question.js';
import { bestLink } from './asked-roles.js';
import { coreWords } from './name-matches.js';
import { nameFields } from './name-fields.js';
import { nameStems } from '../../linking/name-stems.js';
import { spansOfEntity, spansOfStems, wordAt } from './question-phrases.js';
import { fieldsOfCondition, joinedAlong, joinedWith, useOf } from './select-conditions.js';

/**
 * Shows the field that names a row where the question asks *which* rows or *who*: instead of a key that it does not speak of, and instead
 * of what it only compares (*Which products are in stock?* asks for products, not for `in_stock`).
 */
export function withNameShown(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const asksWho = wordAt(asked.words, 0) === 'who' || wordAt(asked.words, 0) === 'whom';
  if (!asksWho && wordAt(asked.words, 0) !== 'which') return query;
  if (asked.words.some((_, place) => place > 0 && asksMoreAt(asked, place))) return query;
  const entity = asksWho ? whoseName(query, asked) : whichEntity(query, asked);
  if (entity === undefined) return asksWho ? withLinkedName(query, asked) : query;
  const joined = useOf(query, entity) ? query : joinedWith(query, entity, asked.schema);
  const found = joined && useOf(joined, entity);
  if (joined === undefined || found === undefined) return query;
  const shown = query.select.find(
    (each): each is FieldReference => each.kind === 'field' && each.entity === entity,
  );
  const use: EntityUse = shown ? { entity, instance: shown.instance } : found;
  const names = nameFields(asked.schema, entity);
  const isName = (each: Expression): boolean =>
    each.kind === 'field' && (names.includes(each.field) || /(?:name|title)$/i.test(each.field));
  if (query.select.some(isName)) return query;
  const place = replaceable(query, asked, entity);
  if (place === undefined) return query;
  const instead = names.length > 0 ? names : keyInstead(query, asked, entity);
  if (instead.length === 0) return query;
  const fields = instead.map((field): Expression => ({ kind: 'field', ...use, field }));
  return { ...joined, select: query.select.toSpliced(place, 1, ...fields) };
}

/** *Who* asks for the name at the other end of a link, where the rows themselves have none: *Who sent message 3?* */
function withLinkedName(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const { schema } = asked;
  if (query.select.some((each) => each.kind !== 'field' && each.kind !== 'star')) return query;
  const [shown] = query.select;
  if (query.groupBy.length > 0 || shown === undefined) return query;
  if (
    shown.kind === 'field' &&
    (isAskedFor(shown, query, asked) || isPlainText(shown, query, asked))
  )
    return query;
  const ways = entitySources(query.from).flatMap((source) =>
    schema.links
      .filter(({ from, to }) => from.entity === source.entity && to.entity !== source.entity)
      .filter(({ to }) => nameFields(schema, to.entity).length > 0)
      .map((link) => ({ link, source })),
  );
  const [first, ...more] = ways;
  const best =
    more.length === 0
      ? first?.link
      : bestLink(
          ways.map(({ link }) => link),
          asked,
          undefined,
        );
  const way = ways.find(({ link }) => link === best);
  if (way === undefined) return query;
  const { entity } = way.link.to;
  const joined = joinedAlong(query, way.link, way.source);
  const use = useOf(joined, entity);
  if (use === undefined) return query;
  const select = nameFields(schema, entity).map((field): Expression => ({
    kind: 'field',
    ...use,
    field,
  }));
  return { ...joined, select };
}

/** Words of a second request in the same question: it says itself what to show. */
const asksMore = new Set('give show list find return tell display what how along'.split(' '));

/** True where a second request begins: *and show their email*. */
export function asksMoreAt({ words }: AskedQuestion, place: number): boolean {
  const word = wordAt(words, place);
  const beside = /^(?:and|with|,)$/.test(wordAt(words, place - 1));
  return asksMore.has(word) || (beside && /^(?:their|its|his|her)$/.test(word));
}

/** Which of the selected expressions gives way to the name. */
function replaceable(query: SelectQuery, asked: AskedQuestion, entity: string): number | undefined {
  const { select } = query;
  const [only] = select;
  if (select.length === 1 && only !== undefined) {
    if (only.kind === 'star') return wordAt(asked.words, 0) === 'which' ? undefined : 0;
    const isCount = only.kind === 'aggregate' && only.function === 'count';
    if (isCount && query.groupBy.length === 0 && query.having === undefined) return 0;
    if (only.kind !== 'field' || isAskedFor(only, query, asked)) return undefined;
    const isKey = isKeyOf(only, entity, asked);
    if (!isKey && isPlainText(only, query, asked)) return undefined;
    return groupsBy(query, only, isKey) ? 0 : undefined;
  }
  const place = select.findIndex(
    (each) => each.kind === 'field' && isKeyOf(each, entity, asked) && groupsBy(query, each, true),
  );
  return place >= 0 && !asked.words.some(({ stem }) => stem === 'id') ? place : undefined;
}

/** True for text that the query only shows and that a word of the question is akin to, as *directors* to `directed_by`. */
function isPlainText(
  field: FieldReference,
  query: SelectQuery,
  { schema, words }: AskedQuestion,
): boolean {
  const compared = query.where ? fieldsOfCondition(query.where) : [];
  const spent = new Set(compared.flatMap((each) => nameStems(each.field)));
  const akin = coreWords(field.entity, field.field)
    .map(stemOf)
    .some((stem) => !spent.has(stem) && words.some((word) => isAkin(word.stem, stem)));
  if (!akin) return false;
  const type = fieldType(schema, field.entity, field.field);
  return (
    (type === 'text' || type === 'other') &&
    temporalKind(schema, field) === undefined &&
    !compared.some((each) => each.entity === field.entity && each.field === field.field)
  );
}

function isAkin(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= 4 && long.startsWith(short);
}

/** True where rows are not grouped, or by the key that gives way: a group then still has one name. */
function groupsBy({ groupBy }: SelectQuery, field: FieldReference, isKey: boolean): boolean {
  return groupBy.length === 0 || (isKey && groupBy.some((key) => sameExpression(key, field)));
}

/** True for a field that the question names and that the query does not compare. */
export function isAskedFor(
  field: FieldReference,
  query: SelectQuery,
  asked: AskedQuestion,
): boolean {
  const compared = [query.where, query.having].flatMap((condition) =>
    condition ? fieldsOfCondition(condition) : [],
  );
  if (compared.some((each) => each.entity === field.entity && each.field === field.field))
    return false;
  const spent = new Set(compared.flatMap((each) => nameStems(each.field)));
  const core = coreWords(field.entity, field.field);
  // Which type codes …: the noun of the question, whatever else is in it.
  const noun = asked.words.slice(1, 6).map(({ stem }) => stem);
  if (core.some((word) => noun.includes(stemOf(word)) && !spent.has(stemOf(word)))) return true;
  const names = [nameStems(field.field), core.flatMap(nameStems)].filter(
    ({ length }) => length > 0,
  );
  return names.some(
    (stems) =>
      spansOfStems(asked.words, stems).length > 0 && !stems.every((stem) => spent.has(stem)),
  );
}

export function isKeyOf(field: FieldReference, entity: string, { schema }: AskedQuestion): boolean {
  const own =
    field.entity === entity &&
    schema.entities
      .find(({ name }) => name === entity)
      ?.fields.find(({ name }) => name === field.field)?.primaryKey === true;
  return (
    own ||
    schema.links.some(
      ({ from, to }) =>
        from.entity === field.entity && from.fields.includes(field.field) && to.entity === entity,
    )
  );
}

/** The key of rows without a name, instead of what the query compares or of a time that nobody asked for. */
function keyInstead(query: SelectQuery, { schema }: AskedQuestion, entity: string): string[] {
  const [shown] = query.select;
  if (shown?.kind !== 'field') return [];
  const compared = query.where ? fieldsOfCondition(query.where) : [];
  const isCompared = compared.some(
    (each) => each.entity === shown.entity && each.field === shown.field,
  );
  if (!isCompared && temporalKind(schema, shown) === undefined) return [];
  const fields = schema.entities.find(({ name }) => name === entity)?.fields ?? [];
  return fields.filter(({ primaryKey }) => primaryKey === true).map(({ name }) => name);
}

/** The entity right after *which*, at most two words on: *which active customers*. */
function whichEntity(query: SelectQuery, asked: AskedQuestion): string | undefined {
  const { words, schema } = asked;
  const candidates = [
    ...entitySources(query.from).map(({ entity }) => entity),
    ...schema.links
      .filter(({ from }) =>
        query.select.some(
          (each) =>
            each.kind === 'field' &&
            from.entity === each.entity &&
            from.fields.includes(each.field),
        ),
      )
      .map(({ to }) => to.entity),
  ];
  const starts = [1, 2, 3].filter(
    (place) => !/^(?:is|are|was|were|has|have|do|does|did)$/.test(wordAt(words, place)),
  );
  for (const place of starts) {
    const found = candidates.find((entity) =>
      spansOfEntity(words, entity).some(
        ([first, end]) => first === place && wordAt(words, end) !== "'",
      ),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The entity that *who* asks for: the one whose field is shown, where it has a name; else the only one that has. */
function whoseName(query: SelectQuery, asked: AskedQuestion): string | undefined {
  const named = [...new Set(entitySources(query.from).map(({ entity }) => entity))].filter(
    (entity) => nameFields(asked.schema, entity).length > 0,
  );
  const [shown] = query.select;
  if (shown?.kind === 'field' && named.includes(shown.entity)) return shown.entity;
  return named.length === 1 ? named[0] : undefined;
}
