import type { EntityField, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { nameStems } from '../../linking/name-stems.js';
import { splitName } from '../../linking/split-name.js';
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
 * Adds up what the question counts where rows hold a number of it: *seats per wing* and *how many seats do the halls have* are sums of
 * `seats`, not numbers of rows.
 */
export function withAskedSum(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const counts = query.select.filter(countsRows);
  if (query.having !== undefined || counts.length !== 1) return query;
  // a row of a joined table would be added up as often as others refer to it
  if (query.from.length > 1) return query;
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
      if (!isShared(asked, span[1]) && !(isCounted && endsThere(asked, span[1]))) return [];
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

/** True where nothing is said of what is counted but where it is: *are there*, *do they have*, *in the North*. */
function endsThere({ words }: AskedQuestion, place: number): boolean {
  const next = wordAt(words, place);
  if (/^(?:is|are|was|were)$/.test(next)) return wordAt(words, place + 1) === 'there';
  return /^(?:|[.?!]|do|does|did|in|at|of|for)$/.test(next);
}

/** True before what the whole is parted by: *seats per wing*, *seats in total by hall*. */
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

/** Numbers that nobody adds up. */
const noAmounts =
  /^(?:age|floor|grade|level|number|no|percent|percentage|place|position|price|rank|ranking|rate|rating|score|share|size|star|value|version|year)s?$/;

/** True for whole numbers that are no keys, no times, and nothing that a row has one of. */
function isAmount({ schema }: AskedQuestion, entity: string, field: EntityField): boolean {
  if (field.type !== 'integer') return false;
  if (splitName(field.name).some((word) => noAmounts.test(word))) return false;
  if (field.primaryKey === true || temporalKind(schema, { entity, field: field.name }))
    return false;
  return !schema.links.some(
    ({ from, to }) =>
      (from.entity === entity && from.fields.includes(field.name)) ||
      (to.entity === entity && to.fields.includes(field.name)),
  );
}
