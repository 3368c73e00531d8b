import type { Condition, EntityUse, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import { entitySources } from '../../logical/entity-sources.js';
import { sameExpression } from '../../logical/expression-walk.js';
import { nameStems } from '../../linking/name-stems.js';
import { stemOf } from '../../linking/question-words.js';
import { fieldType } from '../../logical/schema-lookup.js';
import { asksMoreAt, isAskedFor, isKeyOf } from './asked-name.js';
import { temporalKind } from '../temporal-fields.js';
import type { AskedQuestion } from './asked-question.js';
import { keyFields, nameFields } from './name-fields.js';
import { coreWords } from './name-matches.js';
import { isSingular, spansOfEntity, wordAt } from './question-phrases.js';
import type { WordSpan } from './question-phrases.js';
import { conjuncts, fieldsOfCondition } from './select-conditions.js';

/** Words before what a question lists: *please show me all the …*. */
const leading =
  /^(?:please|can|could|you|i|want|need|to|see|list|show|give|get|find|display|return|me|us|all|every|each|any|the|of|those|our|their|a|an|which|what|are|is|there)$/;

/**
 * Names the rows that the question lists, where the query shows only what its condition is about: for *customers without an email* their
 * names, not `NULL` as often as there are customers, and for *customers who joined in 2023* not days that are nobody's. Or where it
 * shows a key or a text of theirs that the question does not speak of, and they have names: *halls with more than 24 seats*.
 */
export function withRowsNamed(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const [shown, ...more] = query.select;
  if (shown?.kind !== 'field' || more.length > 0) return query;
  if (query.distinct || query.groupBy.length > 0) return query;
  const use = listedUse(query, asked, shown)?.use;
  if (use === undefined) return query;
  const isCompared = conjuncts(query.where).some((condition) => isAbout(condition, shown));
  if (!isCompared && !isUnasked(query, asked, { shown, listed: use.entity })) return query;
  const fields = isCompared ? identity(asked, use.entity) : nameFields(asked.schema, use.entity);
  if (use.entity === shown.entity && fields.includes(shown.field)) return query;
  const select = fields.map((field): Expression => ({ kind: 'field', ...use, field }));
  return select.length === 0 ? query : { ...query, select };
}

/** Words that ask for keys. */
const ofKeys = /^(?:ids?|identifiers?|keys?|codes?|numbers?|nos?|refs?|references?)$/;

/** Words with which a question asks for something else than names, or for more than them. */
const askingOther =
  /^(?:where|when|why|how|who|whom|whose|what|and|by|per|their|its|as|also|only|just|including|[,;:])$/;
/** What may follow rows that are listed, and restricts them. */
const restricting = /^(?:|[.?!]|with|without|that|which|having|over|under|above|below|between)$/;

/** True for a key or a text of the listed rows that no word of the question is about. */
function isUnasked(
  query: SelectQuery,
  asked: AskedQuestion,
  { shown, listed: entity }: { readonly shown: FieldReference; readonly listed: string },
): boolean {
  const { words, schema } = asked;
  if (shown.entity !== entity || isAskedFor(shown, query, asked)) return false;
  if (words.some((_, place) => askingOther.test(wordAt(words, place)))) return false;
  const follows = spansOfEntity(words, entity).some(([, end]) =>
    restricting.test(wordAt(words, end)),
  );
  if (!follows) return false;
  const compared = query.where ? fieldsOfCondition(query.where) : [];
  if (compared.some((each) => each.entity === entity && each.field === shown.field)) return false;
  if (isKeyOf(shown, entity, asked))
    return !words.some((_, place) => ofKeys.test(wordAt(words, place)));
  const stems = coreWords(entity, shown.field).map(stemOf);
  return (
    fieldType(schema, entity, shown.field) === 'text' &&
    temporalKind(schema, shown) === undefined &&
    !words.some(({ stem }) => stems.some((each) => isShortFor(each, stem))) &&
    !query.orderBy.some(({ expression }) => sameExpression(expression, shown))
  );
}

/** True for a word and what it may be cut down to: *typ* for *type*. */
function isShortFor(stem: string, word: string): boolean {
  return stem === word || (stem.length >= 3 && word.startsWith(stem));
}

/** True for a condition on a field alone: what it shows is known, or a value beside nothing that has it. */
function isAbout(condition: Condition, field: FieldReference): boolean {
  switch (condition.kind) {
    case 'compare':
      return (
        /^[=<>]/.test(condition.operator) &&
        condition.right.kind === 'literal' &&
        sameExpression(condition.left, field)
      );
    case 'null':
    case 'between':
      return sameExpression(condition.value, field);
    default:
      return false;
  }
}

/**
 * The source whose name begins what the question lists, at most two other words before it, *active gold customers*, or one of its values,
 * *drivers with a licence*; and where these words end.
 *
 * @param shown - a field that the query shows: what is called like it is no row
 */
export function listedUse(
  query: SelectQuery,
  asked: AskedQuestion,
  shown?: FieldReference,
): { readonly use: EntityUse; readonly end: number } | undefined {
  const { words } = asked;
  let start = 0;
  while (leading.test(wordAt(words, start))) start++;
  const endOf = (spans: readonly WordSpan[]): number | undefined =>
    spans.find(
      ([first, end]) =>
        first >= start &&
        first <= start + 2 &&
        isPlain(words, start, first) &&
        !isOfAnother(words, end, shown) &&
        !words.some((_, place) => place >= end && asksMoreAt(asked, place)),
    )?.[1];
  const uses = entitySources(query.from).map(({ entity, instance }) => ({ entity, instance }));
  for (const use of uses) {
    const end = endOf(spansOfEntity(words, use.entity));
    if (end !== undefined) return { use, end };
  }
  for (const use of uses) {
    const end = endOf(kindSpans(use.entity, query, asked).filter(([first]) => first === start));
    if (end !== undefined) return { use, end };
  }
  return undefined;
}

/** Plural words that are a value of an entity, which the query compares: *drivers*. */
function kindSpans(
  entity: string,
  { where }: SelectQuery,
  { words, candidates }: AskedQuestion,
): WordSpan[] {
  const compared = where === undefined ? [] : fieldsOfCondition(where);
  return candidates.flatMap(({ item, origin, span }): WordSpan[] => {
    if (span === undefined || origin !== 'cell' || isSingular(wordAt(words, span[1] - 1)))
      return [];
    const isOfEntity = item.fields.some(
      (each) =>
        each.entity === entity &&
        compared.some((other) => other.entity === entity && other.field === each.field),
    );
    return isOfEntity ? [span] : [];
  });
}

/** True where no word between two places begins what hangs on the word before it: *status of customers*. */
function isPlain(words: AskedQuestion['words'], start: number, end: number): boolean {
  return words
    .slice(start, end)
    .every(
      (_, place) =>
        !/^(?:of|by|per|for|in|with|from|on|at|and|or|,|'|’|s|how|many|do|does|did)$/.test(
          wordAt(words, start + place),
        ),
    );
}

/** Words that may follow rows that are listed, one of them too. */
const connecting =
  /^(?:|[.,;?!]|with|without|who|whose|whom|that|which|where|when|has|have|had|having|is|are|was|were|not|no|in|on|at|of|from|by|for|to|over|under|above|below|since|before|after|between|lacking|missing)$/;

/** True where the entity's name belongs to what follows: *class prices above 30*, *classes' prices*. */
function isOfAnother(
  words: AskedQuestion['words'],
  end: number,
  shown: FieldReference | undefined,
): boolean {
  const next = wordAt(words, end);
  if (["'", '’', ':'].includes(next)) return true;
  const stem = words[end]?.stem;
  const stems = shown === undefined ? [] : nameStems(shown.field);
  // trucks in service: a preposition says nothing of the name that begins with it
  if (stem !== undefined && stems.includes(stem) && !connecting.test(next)) return true;
  return isSingular(wordAt(words, end - 1)) && !connecting.test(next);
}

/** The fields that name a row of an entity, or else its key. */
export function identity({ schema }: AskedQuestion, entity: string): readonly string[] {
  const names = nameFields(schema, entity);
  return names.length > 0 ? names : keyFields(schema, entity);
}
