import type { Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { identity, listedUse } from './asked-rows.js';
import { nameFields } from './name-fields.js';
import { isSingular, wordAt } from './question-phrases.js';
import { useOf } from './select-conditions.js';

/** The largest or smallest value of a field, by itself. */
interface Extreme {
  readonly function: 'max' | 'min';
  readonly field: FieldReference;
}

const superlative = /^(?:[a-z]{2,}est|most|least|latest|maximum|minimum|max|min)$/;
const noSuperlative = /^(?:interest|request|guest|west|test|forest|harvest|invest|nest|rest)$/;

/**
 * The row that has the largest or smallest value, where the question asks for the row and the query for the value: *attorney with the
 * highest hourly rate* is an attorney, and *who was hired last* a person.
 */
export function withExtremeRow(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const { words } = asked;
  const [only, ...more] = query.select;
  if (only === undefined || more.length > 0 || query.groupBy.length > 0) return query;
  if (query.having !== undefined || query.limit !== undefined || query.distinct) return query;
  const extreme = extremeOf(only);
  if (extreme === undefined) return query;
  const isSuperlative = words.some((_, place) => {
    const word = wordAt(words, place);
    return superlative.test(word) && !noSuperlative.test(word);
  });
  if (!isSuperlative) return query;
  const entity = askedEntity(query, asked, extreme.field);
  const use = entity === undefined ? undefined : useOf(query, entity);
  if (use === undefined) return query;
  const select = identity(asked, use.entity).map((field): FieldReference => ({
    kind: 'field',
    ...use,
    field,
  }));
  if (select.length === 0) return query;
  const descending = extreme.function === 'max';
  return { ...query, select, orderBy: [{ expression: extreme.field, descending }], limit: 1 };
}

function extremeOf(shown: Expression): Extreme | undefined {
  switch (shown.kind) {
    case 'aggregate': {
      const { argument, function: name } = shown;
      const isExtreme = name === 'max' || name === 'min';
      return isExtreme && argument.kind === 'field'
        ? { function: name, field: argument }
        : undefined;
    }
    case 'cast':
      return extremeOf(shown.argument);
    case 'arithmetic':
      return shown.right.kind === 'literal' ? extremeOf(shown.left) : undefined;
    default:
      return undefined;
  }
}

/** The entity of one row that the question begins with, or the only one with names, where it asks *who*. */
function askedEntity(
  query: SelectQuery,
  asked: AskedQuestion,
  field: FieldReference,
): string | undefined {
  const { words } = asked;
  if (/^whom?$/.test(wordAt(words, 0))) {
    const named = entitySources(query.from).filter(
      ({ entity }) => nameFields(asked.schema, entity).length > 0,
    );
    return named.length === 1 ? named[0]?.entity : undefined;
  }
  const listed = listedUse(query, asked, field);
  if (listed === undefined || !isSingular(wordAt(words, listed.end - 1))) return undefined;
  const next = wordAt(words, listed.end);
  return /^(?:with|that|who|which|whose|having|has|had|in|at|from)$/.test(next)
    ? listed.use.entity
    : undefined;
}
