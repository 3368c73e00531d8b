import type { SelectQuery } from '@momq/dialect';
import { numberOf } from '../../linking/number-words.js';
import { entitySources } from '../../logical/entity-sources.js';
import type { AskedQuestion } from './asked-question.js';
import { spansOfEntity, wordAt } from './question-phrases.js';
import { conjuncts, withConjuncts } from './select-conditions.js';

/**
 * The row that the question names by a number after its entity, *message 3* or *order number 17*, by its key. What the query does with that
 * number otherwise goes: it is no count of rows.
 */
export function withAskedRow(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  for (const { entity, instance } of entitySources(query.from)) {
    const key = keyOf(asked, entity);
    const number = key && numberAfter(asked, entity);
    if (key === undefined || number === undefined) continue;
    const repeats = (node: unknown): boolean =>
      JSON.stringify(node ?? null).includes(`"value":${number}}`);
    const value = { kind: 'field', entity, instance, field: key } as const;
    const { limit, ...rest } = query;
    const limited = limit === number ? { ...rest, orderBy: [] } : query;
    return withConjuncts(limited, [
      ...conjuncts(query.where).filter((condition) => !repeats(condition)),
      { kind: 'compare', operator: '=', left: value, right: { kind: 'literal', value: number } },
    ]);
  }
  return query;
}

/** The single key of an entity that counts its rows, where no other field holds numbers of rows. */
function keyOf({ schema }: AskedQuestion, entity: string): string | undefined {
  const fields = schema.entities.find(({ name }) => name === entity)?.fields ?? [];
  const [key, ...more] = fields.filter(({ primaryKey }) => primaryKey === true);
  const numbered = fields.some(({ name }) => /(?:number|no|num)$/i.test(name));
  return key?.type === 'integer' && more.length === 0 && !numbered ? key.name : undefined;
}

function numberAfter({ words, question }: AskedQuestion, entity: string): number | undefined {
  for (const [, end] of spansOfEntity(words, entity)) {
    const place = ['number', 'no', 'id', '#'].includes(wordAt(words, end)) ? end + 1 : end;
    const word = words[place];
    const isPlural = /s$/i.test(wordAt(words, end - 1)) && !/s$/i.test(entity.slice(0, -1));
    if (word === undefined || isPlural || !/^\d{1,9}$/.test(word.text)) continue;
    const after = wordAt(words, place + 1);
    if (
      after !== '' &&
      !/^(?:[?.,!;]|and|is|was|in|to|from|by|has|does|did|play|belong|cost|have)$/.test(after)
    )
      continue;
    if (question.slice(word.end, word.end + 1) === '%') continue;
    return numberOf(word.text);
  }
  return undefined;
}
