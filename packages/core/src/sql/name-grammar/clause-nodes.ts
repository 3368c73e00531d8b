import { clauseOrder } from './clause-order.js';
import { joinWords } from './join-words.js';
import { limitWords } from './limit-words.js';
import type { NameScope } from './name-scope.js';
import { withOutput, type Clause } from './query-names.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import { closed, endedQuery, type SqlAction, type SqlNode, type SqlPlace } from './sql-place.js';

/** Clauses, what commas part in them, and where they end. */
export function clauseNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): Pick<SqlNodes, 'afterStar' | 'clauseWords' | 'nextItem' | 'finish' | 'mayEnd'> {
  const enters = clauseOrder(scope);
  const entersBy = (clause: Clause, node: () => SqlNode): SqlAction => {
    const enter = enters(clause, node);
    return (place) =>
      enter(place) === undefined ? undefined : { ...place, node: { words: { by: enter } } };
  };

  const nextItem: SqlAction = (place) => {
    const { frame, query } = place;
    if (frame.kind !== 'query') return undefined;
    switch (query.clause) {
      case 'select': {
        const next = withOutput(query);
        return next && { ...place, node: nodes.item, query: next };
      }
      case 'from':
      case 'on':
        return { ...place, node: nodes.table, query: { ...query, clause: 'from' } };
      case 'values':
        return { ...place, node: nodes.valueRow };
      case 'group':
      case 'order':
        return { ...place, node: nodes.operand };
      case 'limit':
        return rules.forms.includes('limit-comma') ? { ...place, node: nodes.operand } : undefined;
      default:
        return undefined;
    }
  };

  const mayEnd = ({ frame, query }: SqlPlace): boolean =>
    frame.up === null && endedQuery(query, scope) !== undefined;
  const finish: SqlAction = (place) =>
    mayEnd(place) ? { ...place, node: { end: () => true } } : undefined;

  const clauseWords: Record<string, SqlAction> = {
    from: enters('from', () => nodes.table),
    where: enters('where', () => nodes.operand),
    group: entersBy('group', () => nodes.operand),
    having: enters('having', () => nodes.operand),
    ...(rules.forms.includes('qualify') && { qualify: enters('qualify', () => nodes.operand) }),
    window: enters('window', () => nodes.windowName),
    order: entersBy('order', () => nodes.operand),
    ...limitWords(nodes, scope, rules),
    ...nodes.compoundWords,
    ...joinWords(nodes),
  };
  const afterStar: SqlNode = {
    words: clauseWords,
    symbols: { ',': nextItem, ')': (place) => closed(place, scope), ';': finish },
    end: mayEnd,
  };
  return { afterStar, clauseWords, nextItem, finish, mayEnd };
}
