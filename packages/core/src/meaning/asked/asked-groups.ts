import type { EntityUse, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { nameStems } from '../../linking/name-stems.js';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { keyFields, nameFields } from './name-fields.js';
import { overlap, spansOfEntity, spansOfStems, wordAt } from './question-phrases.js';
import { conjuncts, joinedWith, useOf, withConjuncts } from './select-conditions.js';

/** What a question wants a figure for each of. */
interface Group {
  readonly query: SelectQuery;
  /** What is shown of a group: the field that it is named by, or the names of its rows. */
  readonly shown: readonly FieldReference[];
  readonly groupBy: readonly FieldReference[];
}

/**
 * A figure for each of what the question asks it for, where the query has one for all: *mean grade by element*, *average score per
 * reviewer*, *for each depot*. What follows is the name of a column of the tables that are read, or of one of these tables or of one that
 * a single link leads to; a table's rows are grouped by their key and shown by their names.
 */
export function withAskedGroups(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  if (query.groupBy.length > 0 || query.having !== undefined || query.limit !== undefined)
    return query;
  if (query.distinct || !query.select.every(isFigure) || averagesCounts(query, asked)) return query;
  for (const place of asked.words.keys()) {
    const first = groupedFrom(asked, place);
    const group = first === undefined ? undefined : groupAt(query, asked, first);
    if (group === undefined) continue;
    const { shown, groupBy } = group;
    const known = conjuncts(group.query.where).filter(
      (condition) =>
        !(condition.kind === 'null' && condition.negated && isOneOf(shown, condition.value)),
    );
    const select = [...shown, ...group.query.select];
    return { ...withConjuncts(group.query, known), select, groupBy };
  }
  return query;
}

function isFigure(shown: Expression): boolean {
  switch (shown.kind) {
    case 'aggregate':
      return true;
    case 'cast':
      return isFigure(shown.argument);
    case 'arithmetic':
      return isFigure(shown.left) && shown.right.kind === 'literal';
    default:
      return false;
  }
}

/** True for *the average number of orders per client*: a figure over groups, and no group of its own. */
function averagesCounts({ select }: SelectQuery, { words }: AskedQuestion): boolean {
  const counts = JSON.stringify(select).includes('"function":"count"');
  return counts && words.some((_, place) => /^(?:average|avg|mean)$/.test(wordAt(words, place)));
}

/** Words before *by* that say who did something, or ask for an order. */
const otherBy =
  /(?:ed|en|wn|ing|old|ent|ade)$|^(?:sort|order|rank|arrange|led|run|won|held|multiplied)$/;

/** The place of the first word of what is grouped by. */
function groupedFrom({ words }: AskedQuestion, place: number): number | undefined {
  const word = wordAt(words, place);
  const before = wordAt(words, place - 1);
  switch (word) {
    case 'per':
      return place + 1;
    case 'each':
    case 'every':
      return /^(?:for|of|in|by|at|on|to|from)$/.test(before) ? place + 1 : undefined;
    case 'by':
      if (place === 0 || otherBy.test(before)) return undefined;
      return /^(?:each|every|the)$/.test(wordAt(words, place + 1)) ? place + 2 : place + 1;
    default:
      return undefined;
  }
}

function groupAt(query: SelectQuery, asked: AskedQuestion, first: number): Group | undefined {
  const { words, schema, candidates } = asked;
  // a value is no group: *songs by Queen*
  if (candidates.some(({ span, origin }) => origin !== 'name' && span?.[0] === first))
    return undefined;
  const starts = ([start]: readonly [number, number]): boolean => start === first;
  const fields = entitySources(query.from).flatMap(({ entity, instance }) =>
    (schema.entities.find(({ name }) => name === entity)?.fields ?? []).flatMap(
      ({ name }): { use: FieldReference; length: number }[] => {
        const stems = nameStems(name);
        return spansOfStems(words, stems).some(starts)
          ? [{ use: { kind: 'field', entity, instance, field: name }, length: stems.length }]
          : [];
      },
    ),
  );
  const longest = Math.max(0, ...fields.map(({ length }) => length));
  const [field, ...rivals] = fields.filter(({ length }) => length === longest);
  const entities = schema.entities.filter(({ name }) => spansOfEntity(words, name).some(starts));
  const [entity, ...others] = entities;
  if (entity !== undefined && others.length === 0 && longest <= nameStems(entity.name).length) {
    const group = entityGroup(query, asked, entity.name);
    if (group !== undefined) return group;
  }
  if (field === undefined || rivals.length > 0 || isMeasured(query, field.use)) return undefined;
  const isPartOfLonger = spansOfStems(words, nameStems(field.use.field)).every((span) =>
    namesHere(query, asked, field.use).some((other) => overlap(other, span)),
  );
  return isPartOfLonger ? undefined : { query, shown: [field.use], groupBy: [field.use] };
}

/** Where longer names of fields that the query reads stand, such as *price per unit*. */
function namesHere(
  query: SelectQuery,
  { words, schema }: AskedQuestion,
  field: FieldReference,
): (readonly [number, number])[] {
  const read = new Set(entitySources(query.from).map(({ entity }) => entity));
  const length = nameStems(field.field).length;
  return schema.entities
    .filter(({ name }) => read.has(name))
    .flatMap(({ fields }) => fields.map(({ name }) => nameStems(name)))
    .filter((stems) => stems.length > length)
    .flatMap((stems) => spansOfStems(words, stems));
}

function isMeasured({ select }: SelectQuery, { entity, field }: FieldReference): boolean {
  return JSON.stringify(select).includes(JSON.stringify({ entity, field }).slice(1, -1));
}

function entityGroup(
  query: SelectQuery,
  { schema }: AskedQuestion,
  entity: string,
): Group | undefined {
  const sources = entitySources(query.from);
  // a figure for each row of the only table says nothing
  if (sources.length === 1 && sources[0]?.entity === entity) return undefined;
  const joined = useOf(query, entity) ? query : joinedWith(query, entity, schema);
  const use = joined && useOf(joined, entity);
  if (joined === undefined || use === undefined) return undefined;
  const fieldsOf = (names: readonly string[], of: EntityUse): FieldReference[] =>
    names.map((field) => ({ kind: 'field', ...of, field }));
  const keys = fieldsOf(keyFields(schema, entity), use);
  const names = fieldsOf(nameFields(schema, entity), use);
  const shown = names.length > 0 ? names : keys;
  if (shown.length === 0) return undefined;
  const rest = names.filter(({ field }) => !keys.some((key) => key.field === field));
  return { query: joined, shown, groupBy: [...keys, ...rest] };
}

function isOneOf(fields: readonly FieldReference[], value: Expression): boolean {
  return (
    value.kind === 'field' &&
    fields.some(({ entity, field }) => entity === value.entity && field === value.field)
  );
}
