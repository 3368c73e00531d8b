import type { Condition, LogicalQuery, SelectQuery } from '@momq/dialect';
import { isOptional } from '../../logical/entity-sources.js';
import { visitQuery } from '../../logical/visit-query.js';
import { quotedTexts } from '../../linking/quoted-texts.js';
import type { AskedQuestion } from './asked-question.js';
import { keyFields, nameFields } from './name-fields.js';
import { conjuncts } from './select-conditions.js';

/**
 * Why the question cannot mean a query that it may mean of other data or in other words, as a sentence; undefined where it may.
 *
 * Seen are: rows counted by what each row has of its own, rows that have no key, and pieces of texts where no word asks for a piece and
 * the piece is a whole cell of another column.
 */
export function doubtOfAsked(query: LogicalQuery, asked: AskedQuestion): string | undefined {
  const doubts: string[] = [];
  visitQuery(query, {
    query: (each) => {
      if (each.kind !== 'select') return;
      if (countsSingleRows(each, asked))
        doubts.push('It counts rows by what each row has of its own.');
      if (!each.from.some(isOptional) && conjuncts(each.where).some((one) => lacksKey(one, asked)))
        doubts.push('It looks for rows that have no key.');
    },
    condition: (condition) => {
      if (looksForPiece(condition, asked))
        doubts.push('It looks for a piece of a text, and the whole of it is found elsewhere.');
    },
  });
  return doubts[0];
}

/** True for `name, COUNT(*) … GROUP BY name` of one table with as many names as rows: always 1. */
function countsSingleRows(query: SelectQuery, asked: AskedQuestion): boolean {
  const [source, ...more] = query.from;
  if (source === undefined || source.kind === 'derived' || more.length > 0) return false;
  if (query.having !== undefined) return false;
  const { entity } = source;
  const shown = [...query.select, ...query.orderBy.map(({ expression }) => expression)];
  const counts = shown.some(
    (each) => each.kind === 'aggregate' && each.function === 'count' && !each.distinct,
  );
  if (!counts) return false;
  const keys = keyFields(asked.schema, entity);
  const names = nameFields(asked.schema, entity);
  const rows = asked.schema.entities.find(({ name }) => name === entity)?.rowCount;
  return query.groupBy.some((key) => {
    if (key.kind !== 'field' || key.entity !== entity) return false;
    if (keys.length === 1 && keys[0] === key.field) return true;
    if (names.length !== 1 || names[0] !== key.field || rows === undefined || rows < 2)
      return false;
    const known = asked.values({ entity, field: key.field });
    return known?.complete === true && known.values.length >= rows;
  });
}

/** True for the key of a table as a missing value. */
function lacksKey(condition: Condition, { schema }: AskedQuestion): boolean {
  if (condition.kind !== 'null' || condition.negated || condition.value.kind !== 'field')
    return false;
  const { entity, field } = condition.value;
  const keys = keyFields(schema, entity);
  return keys.length === 1 && keys[0] === field;
}

/** Words that ask for a piece of a text. */
const piece =
  /\b(?:contain\w*|includ\w*|letters?|start\w*|begin\w*|end|ends|ending|words?|strings?|substrings?|phrases?|prefix\w*|suffix\w*|initials?|characters?|like|somewhere|parts?|match\w*|keywords?|mention\w*)\b/i;

function looksForPiece(condition: Condition, { question, candidates }: AskedQuestion): boolean {
  if (condition.kind !== 'compare') return false;
  const { operator, left, right } = condition;
  if (operator !== 'like' && operator !== 'not like') return false;
  if (left.kind !== 'field' || right.kind !== 'literal' || typeof right.value !== 'string')
    return false;
  const text = right.value.replaceAll('%', '');
  if (!/\p{L}/u.test(text) || piece.test(question) || quotedTexts(question).length > 0)
    return false;
  return candidates.some(
    ({ item, origin, span }) =>
      span !== undefined &&
      origin === 'cell' &&
      String(item.value).toLowerCase() === text.toLowerCase() &&
      item.fields.length > 0 &&
      !item.fields.some(({ entity, field }) => entity === left.entity && field === left.field),
  );
}
