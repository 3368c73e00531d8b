import { clauseOrder } from './clause-order.js';
import type { NameScope } from './name-scope.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import { closed, to, toWords, type SqlAction, type SqlNode } from './sql-place.js';

/** Words of the clauses that say how many rows: LIMIT, OFFSET, and FETCH where the dialect has it. */
export function limitWords(
  nodes: SqlNodes,
  scope: NameScope,
  { forms }: SqlGrammarRules,
): Readonly<Record<string, SqlAction>> {
  const enters = clauseOrder(scope);
  const afterFetch: SqlNode = {
    symbols: { ')': (place) => closed(place, scope), ';': (place) => nodes.finish(place) },
    end: (place) => nodes.mayEnd(place),
  };
  const only = toWords({ only: to(() => afterFetch) });
  const rowsOnly = { rows: only, row: only };
  const fetchCount: SqlNode = { words: rowsOnly, number: toWords(rowsOnly) };
  const fetched = toWords({ first: to(() => fetchCount), next: to(() => fetchCount) });
  return {
    limit: enters('limit', () => ({
      ...nodes.operand,
      words: { ...nodes.operand.words, all: to(() => nodes.operator) },
    })),
    offset: enters('offset', () => nodes.operand),
    ...(forms.includes('fetch') && {
      fetch: (place) => {
        const entered = enters('limit', () => nodes.operand)(place);
        return entered && fetched(entered);
      },
      rows: (place) =>
        place.frame.kind === 'query' && place.query.clause === 'offset'
          ? { ...place, node: nodes.operator }
          : undefined,
    }),
  };
}
