import type { EntityField, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { nameStems } from '../../linking/name-stems.js';
import { entitySources } from '../../logical/entity-sources.js';
import { temporalKind } from '../temporal-fields.js';
import type { AskedQuestion } from './asked-question.js';
import { isSingular, spansOfEntity, spansOfStems, wordAt } from './question-phrases.js';

/** What may stand before what is counted. */
const leading =
  /^(?:please|can|could|you|i|want|need|to|see|list|show|give|get|find|display|return|tell|me|us|what|is|are|was|were|s|the|our|their|all|of|a)$/;
/** Words that ask how much there is of something. */
const counting = /^(?:total|overall|combined|number|count|sum|how|many|no)$/;

/**
 * Adds up what the question counts where rows hold a number of it: *beds per site* and *how many seats do the rooms have* are sums of
 * `beds` and `seats`, not numbers of rows.
 */
export function withAskedSum(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  if (query.having !== undefined || !query.select.some(countsRows)) return query;
  const field = countedField(query, asked);
  if (field === undefined) return query;
  const sum: Expression = { kind: 'aggregate', function: 'sum', distinct: false, argument: field };
  const summed = (each: Expression): Expression => (countsRows(each) ? sum : each);
  return {
    ...query,
    select: query.select.map(summed),
    orderBy: query.orderBy.map((key) => ({ ...key, expression: summed(key.expression) })),
  };
}

function countsRows(expression: Expression): boolean {
  return (
    expression.kind === 'aggregate' &&
    expression.function === 'count' &&
    !expression.distinct &&
    expression.argument.kind === 'star'
  );
}

/** The one field of numbers whose whole name, in the plural, is what the question begins with. */
function countedField(query: SelectQuery, asked: AskedQuestion): FieldReference | undefined {
  const { words, schema } = asked;
  let start = 0;
  while (leading.test(wordAt(words, start)) || counting.test(wordAt(words, start))) start++;
  const isCounted = words.slice(0, start).some((_, place) => counting.test(wordAt(words, place)));
  const found = entitySources(query.from).flatMap(({ entity, instance }) =>
    fieldsOf(asked, entity).flatMap((field): FieldReference[] => {
      if (!isAmount(asked, entity, field)) return [];
      const [span] = spansOfStems(words, nameStems(field.name)).filter(
        ([first]) => first === start,
      );
      if (span === undefined || isSingular(wordAt(words, span[1] - 1))) return [];
      if (!isCounted && !isShared(asked, span[1])) return [];
      return [{ kind: 'field', entity, instance, field: field.name }];
    }),
  );
  const [field, ...others] = found;
  if (field === undefined || others.length > 0) return undefined;
  const isRows = schema.entities.some(({ name }) =>
    spansOfEntity(words, name).some(([first, end]) => first <= start && start < end),
  );
  return isRows ? undefined : field;
}

/** True before what the whole is parted by: *beds per site*, *beds in total by ward*. */
function isShared({ words }: AskedQuestion, place: number): boolean {
  const next = /^(?:in|on)$/.test(wordAt(words, place)) ? place + 1 : place;
  return (
    /^(?:per|by|total|all|altogether|overall)$/.test(wordAt(words, next)) ||
    (/^(?:for|in|of|at)$/.test(wordAt(words, place)) &&
      /^(?:each|every)$/.test(wordAt(words, place + 1)))
  );
}

function fieldsOf({ schema }: AskedQuestion, entity: string): readonly EntityField[] {
  return schema.entities.find(({ name }) => name === entity)?.fields ?? [];
}

/** True for numbers that are no keys, no times and no codes. */
function isAmount({ schema }: AskedQuestion, entity: string, field: EntityField): boolean {
  if (field.type !== 'integer' && field.type !== 'real') return false;
  if (field.primaryKey === true || temporalKind(schema, { entity, field: field.name }))
    return false;
  return !schema.links.some(
    ({ from, to }) =>
      (from.entity === entity && from.fields.includes(field.name)) ||
      (to.entity === entity && to.fields.includes(field.name)),
  );
}
