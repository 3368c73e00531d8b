import type { DatabaseSchema, LogicalQuery } from '@momq/dialect';
import { MoMQError } from '@momq/dialect';
import { createQueryGrammar, linearise, queryWords, visitQuery } from '@momq/core/logical';
import type { QueryItem, QueryToken } from '@momq/core/logical';

/** Longer than any gold: what is measured is what can be said, not how long a decoder goes on. */
const softLength = 1000;

/**
 * Why the grammar of the decoder does not accept a query whose constants are all among the values; undefined when it does.
 *
 * @param vocabulary - the words that the decoder has; default: all
 */
export function refusal(
  query: LogicalQuery,
  schema: DatabaseSchema,
  vocabulary: readonly string[] = queryWords,
): string | undefined {
  const items = [...schemaItems(schema), ...constantsOf(query)];
  let tokens: readonly QueryToken[];
  try {
    tokens = linearise(query, items, schema);
  } catch (error) {
    if (MoMQError.isInstance(error)) return error.message;
    throw error;
  }
  const grammar = createQueryGrammar({ items, schema, vocabulary, softLength });
  let state = grammar.start();
  for (const token of tokens) {
    const code =
      token.kind === 'item' ? vocabulary.length + token.index : vocabulary.indexOf(token.word);
    if (grammar.allowed(state)[code] !== 1) {
      const got = token.kind === 'item' ? `a ${items[token.index]!.kind}` : token.word;
      return `${got} in ${state.mode}`;
    }
    state = grammar.next(state, code);
  }
  return grammar.done(state) ? undefined : 'no end';
}

/** Entities, fields and links as a question's items list them. */
export function schemaItems({ entities, links }: DatabaseSchema): QueryItem[] {
  return [
    ...entities.flatMap((entity): QueryItem[] => [
      { kind: 'entity', entity: entity.name },
      ...entity.fields.map(({ name }): QueryItem => ({
        kind: 'field',
        entity: entity.name,
        field: name,
      })),
    ]),
    ...links.map((link): QueryItem => ({ kind: 'link', link: link.name })),
  ];
}

/** A value for every constant and every number of rows; patterns also without what their word says. */
export function constantsOf(query: LogicalQuery): QueryItem[] {
  const values = new Set<string | number>();
  const rows = ({ limit, offset }: { limit?: number; offset?: number }): void => {
    if (limit !== undefined) values.add(limit);
    if (offset !== undefined) values.add(offset);
  };
  visitQuery(query, {
    query: rows,
    expression(expression) {
      if (expression.kind === 'window') rows(expression);
      if (expression.kind !== 'literal') return;
      const { value } = expression;
      if (typeof value !== 'string' && typeof value !== 'number') return;
      values.add(value);
      if (typeof value === 'string')
        values.add(value.replace(/^%|%$/g, '').replace(/\\([^])/g, '$1'));
    },
  });
  return [...values].map((value): QueryItem => ({ kind: 'value', value, fields: [] }));
}
