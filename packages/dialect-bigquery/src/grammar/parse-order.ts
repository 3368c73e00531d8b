import type { Token } from '../googlesql-tokens.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads ORDER BY, where there is one. */
export function parseOrder(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.take('ORDER', 'BY')) cursor.list(() => parseOrderItem(grammar));
}

/** Reads an expression to order by, with its direction. */
export function parseOrderItem(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  grammar.expression();
  if (cursor.take('COLLATE')) {
    if (!/^(text|parameter|variable)$/.test(cursor.token?.kind ?? '')) cursor.fail();
    grammar.expression('bits');
  }
  parseDirection(grammar);
}

/** Reads `ASC`, `DESC` and where NULL stands. */
export function parseDirection({ cursor }: QueryGrammar): void {
  if (!cursor.take('ASC')) cursor.take('DESC');
  if (cursor.take('NULLS') && !cursor.take('FIRST')) cursor.expect('LAST');
}

/** Reads LIMIT and OFFSET, where they are. @returns what LIMIT begins with; undefined where there is none */
export function parseLimit(grammar: QueryGrammar): Token | undefined {
  const { cursor } = grammar;
  if (!cursor.take('LIMIT')) return undefined;
  const { token } = cursor;
  if (!cursor.take('ALL')) grammar.expression('bits');
  if (cursor.take('OFFSET')) grammar.expression('bits');
  return token;
}
