import type { Expression, SelectQuery } from '@momq/dialect';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { flagFields } from './flag-fields.js';
import type { FlagField } from './flag-fields.js';
import { nameStems } from '../../linking/name-stems.js';
import { overlap, spansOfEntity, spansOfStems, wordAt } from './question-phrases.js';
import type { WordSpan } from './question-phrases.js';
import { fieldsOfQuery } from './select-conditions.js';

/**
 * True where a question names a flag to see it, and not to choose rows by it: *the name and active of each client*, the average of the
 * flag, or a word of a longer name that the query shows, such as *paid* of `paid_amount`.
 */
export function isShown(
  query: SelectQuery,
  asked: AskedQuestion,
  { flag, span }: { readonly flag: FlagField; readonly span: WordSpan },
): boolean {
  return (
    isAggregated(query, flag) || isListed(query, asked, span) || isOfLongerName(query, asked, span)
  );
}

/** True when the SELECT takes more than the number of a flag. */
function isAggregated(query: SelectQuery, flag: FlagField): boolean {
  return query.select.some(
    (each) =>
      each.kind === 'aggregate' &&
      each.function !== 'count' &&
      fieldsOfExpressions([each]).some(
        ({ entity, field }) => entity === flag.entity && field === flag.field,
      ),
  );
}

/** True beside another field in a list: *name and active of*, *the active and name of*. */
function isListed(query: SelectQuery, asked: AskedQuestion, [first, end]: WordSpan): boolean {
  const { words } = asked;
  const others = otherNames(query, asked).flatMap((stems) => spansOfStems(words, stems));
  let before = first - 1;
  while (/^(?:the|their|its)$/.test(wordAt(words, before))) before--;
  const joins = (place: number): boolean => /^(?:and|,|&)$/.test(wordAt(words, place));
  if (joins(before)) {
    if (joins(before - 1)) before--;
    const ends = /^(?:|of|for|from|,|and|[.?!])$/.test(wordAt(words, end));
    return ends && others.some((span) => span[1] === before);
  }
  const opens = /^(?:the|show|list|display|give|their|its|what|is|are)$/;
  return (
    joins(end) && opens.test(wordAt(words, first - 1)) && others.some((span) => span[0] === end + 1)
  );
}

/** True where the words belong to a longer name that the query shows, unless they stand before their entity. */
function isOfLongerName(query: SelectQuery, asked: AskedQuestion, span: WordSpan): boolean {
  const { words, schema } = asked;
  const own = words.slice(...span).map(({ stem }) => stem);
  const isFlag = flagNames(query, asked);
  const longer = fieldsOfExpressions(query.select)
    .filter((each) => !isFlag(each.entity, each.field))
    .map(({ field }) => nameStems(field))
    .filter((stems) => stems.length > own.length && own.every((stem) => stems.includes(stem)));
  if (longer.length === 0) return false;
  const spans = longer.flatMap((stems) => spansOfStems(words, stems));
  if (spans.length > 0) return spans.some((each) => overlap(each, span));
  return !schema.entities.some(({ name }) =>
    spansOfEntity(words, name).some(([first]) => first === span[1]),
  );
}

/** Stems of the names of fields that are no flags, of what the query reads. */
function otherNames(query: SelectQuery, asked: AskedQuestion): (readonly string[])[] {
  const entities = entitySources(query.from).map(({ entity }) => entity);
  const isFlag = flagNames(query, asked);
  return asked.schema.entities
    .filter(({ name }) => entities.includes(name))
    .flatMap(({ name, fields }) =>
      fields.filter((field) => !isFlag(name, field.name)).map((field) => nameStems(field.name)),
    );
}

function flagNames(
  query: SelectQuery,
  asked: AskedQuestion,
): (entity: string, field: string) => boolean {
  const entities = entitySources(query.from).map(({ entity }) => entity);
  const flags = flagFields(asked, entities);
  return (entity, field) => flags.some((flag) => flag.entity === entity && flag.field === field);
}

function fieldsOfExpressions(select: readonly Expression[]): ReturnType<typeof fieldsOfQuery> {
  return fieldsOfQuery({
    kind: 'select',
    from: [],
    distinct: false,
    select: [...select],
    groupBy: [],
    orderBy: [],
  });
}
