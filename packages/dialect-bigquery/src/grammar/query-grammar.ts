import type { QueryFindings } from './query-findings.js';
import type { TokenCursor } from './token-cursor.js';

/** What the parts of the grammar share: where they read, what they find, and the parts that each may hold. */
export interface QueryGrammar {
  readonly cursor: TokenCursor;
  readonly findings: QueryFindings;
  /** Places of tokens between which the last operand was read. */
  operand: { readonly start: number; readonly end: number };
  /** Reads a query, without brackets around it. */
  query(): void;
  /** Reads an expression; `level` is the weakest operator that it may have outside brackets. */
  expression(level?: ExpressionLevel): void;
}

/** Where the reading of an expression begins: with OR, or with `|` as on both sides of a comparison. */
export type ExpressionLevel = 'or' | 'bits';

/** Whether a query stands at a place; brackets around it count where what follows the inner ones is of a query. */
export function isQueryAt({ cursor }: QueryGrammar, ahead = 0): boolean {
  const word = cursor.word(ahead);
  if (word === 'SELECT' || word === 'FROM') return true;
  if (word === 'WITH') return cursor.sign(ahead + 1) !== '(';
  if (cursor.sign(ahead) !== '(') return false;
  if (!isQueryAt({ cursor } as QueryGrammar, ahead + 1)) return false;
  const behind = cursor.behindBracket(cursor.place + ahead) - cursor.place;
  if (cursor.sign(behind) === '|>') return true;
  return /^(UNION|INTERSECT|EXCEPT|ORDER|LIMIT|FULL|LEFT|INNER|OUTER)$/.test(cursor.word(behind));
}
