import type { Token } from '../googlesql-tokens.js';
import type { Found } from '../zetasql-analysis.mjs';
import { parseExpression } from './parse-expression.js';
import { parseQuery } from './parse-query.js';
import { QueryFindings } from './query-findings.js';
import type { QueryGrammar } from './query-grammar.js';
import { GrammarMismatch, TokenCursor } from './token-cursor.js';

/** Queries in queries at most; brackets are counted before. */
const MAX_DEPTH = 400;

/**
 * What a text is made of when it is one query of GoogleSQL, by a grammar that answers at once. It knows queries alone, and of them
 * what is common: for other texts ask ZetaSQL, which also says what is wrong with them.
 *
 * @returns what ZetaSQL would find, or the token (undefined: the end) at which the grammar knows no way on
 */
export function readQuery(
  text: string,
  tokens: readonly Token[],
): { readonly found: Found } | { readonly stuckAt: Token | undefined } {
  const cursor = new TokenCursor(tokens);
  const findings = new QueryFindings();
  /** What the LIMIT of queries begins with, by the place of the token where each begins. */
  const limits = new Map<number, Token>();
  let depth = 0;
  const grammar: QueryGrammar = {
    cursor,
    findings,
    operand: { start: 0, end: 0 },
    query() {
      const start = cursor.place;
      findings.query(() => {
        const limit = parseQuery(grammar);
        if (limit !== undefined) limits.set(start, limit);
      });
    },
    expression(level) {
      if ((depth += 1) > MAX_DEPTH) cursor.fail();
      parseExpression(grammar, level);
      depth -= 1;
    },
  };
  try {
    grammar.query();
    const last = cursor.place - 1;
    cursor.takeSign(';');
    if (!cursor.atEnd) cursor.fail();
    // A query in brackets alone gets its LIMIT inside them, where its ORDER BY is.
    let around = 0;
    while (tokens[around]?.text === '(' && cursor.behindBracket(around) === last + 1 - around)
      around += 1;
    const limit = limits.get(around);
    // A LIMIT does not follow pipes.
    const isPiped = findings.pipelines.length > 0;
    const limitAt = limit === undefined && !isPiped ? tokens[last - around]?.end : undefined;
    return {
      found: findings.found(limitAt, limit?.kind === 'number' && !isPiped ? limit : undefined),
    };
  } catch (error) {
    if (!(error instanceof GrammarMismatch)) throw error;
    return { stuckAt: cursor.token };
  }
}
