import type { DatabaseSchema, EntityField } from '@momq/dialect';
import { splitName } from '../linking/split-name.js';
import { stemOf } from '../linking/question-words.js';
import type { QuestionWord } from '../linking/question-words.js';
import type { ValueCandidate } from '../linking/value-candidates.js';
import { allFields } from '../logical/expression-walk.js';
import type { QueryItem } from '../logical/query-items.js';
import type { Definition } from './teaching.js';

/** The definitions that a question names, all words of one of their names in a row. Others would only distract. */
export function namedDefinitions(
  definitions: readonly Definition[],
  words: readonly QuestionWord[],
): Definition[] {
  return definitions.filter((definition) => spansOf(definition, words).length > 0);
}

/**
 * The candidates without the codes that are read out of a definition's name: `cancellation rate` asks for no orders that are cancelled.
 */
export function candidatesBeside(
  candidates: readonly ValueCandidate[],
  definitions: readonly Definition[],
  words: readonly QuestionWord[],
): ValueCandidate[] {
  const spans = definitions.flatMap((definition) => spansOf(definition, words));
  return candidates.flatMap((candidate) => {
    const { span, item } = candidate;
    if (span === undefined || item.text === undefined) return [candidate];
    return spans.some(([first, end]) => first <= span[0] && span[1] <= end) ? [] : [candidate];
  });
}

/** Where names of a definition stand, as first and last + 1 word. */
function spansOf(
  { names }: Definition,
  words: readonly QuestionWord[],
): (readonly [number, number])[] {
  return names.flatMap((name) => {
    const stems = splitName(name).map(stemOf);
    return words.flatMap((_, first) =>
      stems.every((stem, offset) => words[first + offset]?.stem === stem)
        ? [[first, first + stems.length] as const]
        : [],
    );
  });
}

/** The schema with the definitions as further fields of their entities; the same object without any. */
export function withDefinitions(
  schema: DatabaseSchema,
  definitions: readonly Definition[],
): DatabaseSchema {
  if (definitions.length === 0) return schema;
  return {
    ...schema,
    entities: schema.entities.map((entity) => {
      const own = definitions.filter((each) => each.entity === entity.name).map(asField);
      return own.length === 0 ? entity : { ...entity, fields: [...entity.fields, ...own] };
    }),
  };
}

function asField({ field, type, names }: Definition): EntityField {
  return { name: field, type, aliases: names };
}

/** Says of the items of definitions which fields stand for them in a query. */
export function markDefined(
  items: readonly QueryItem[],
  definitions: readonly Definition[],
): QueryItem[] {
  return items.map((item) => {
    if (item.kind !== 'field') return item;
    const definition = definitions.find(
      ({ entity, field }) => entity === item.entity && field === item.field,
    );
    if (definition === undefined) return item;
    return { ...item, definedBy: allFields(definition.expression).map(({ field }) => field) };
  });
}
