import type { NameScope } from './name-scope.js';
import { withOutput, type Clause } from './query-names.js';
import type { SqlAction, SqlNode } from './sql-place.js';

/** Which clauses may follow which. */
const FOLLOWING: Readonly<Record<Clause, readonly Clause[]>> = {
  select: ['from', 'where', 'order', 'limit'],
  from: ['where', 'group', 'qualify', 'window', 'order', 'limit', 'offset'],
  on: ['where', 'group', 'qualify', 'window', 'order', 'limit', 'offset'],
  where: ['group', 'qualify', 'window', 'order', 'limit', 'offset'],
  group: ['having', 'qualify', 'window', 'order', 'limit', 'offset'],
  having: ['qualify', 'window', 'order', 'limit', 'offset'],
  qualify: ['window', 'order', 'limit', 'offset'],
  window: ['order', 'limit', 'offset'],
  order: ['limit', 'offset'],
  limit: ['offset'],
  offset: ['limit'],
  values: ['order', 'limit', 'offset'],
};

/** Ends a clause where the next one may follow, which begins at a node. */
export function clauseOrder(scope: NameScope): (clause: Clause, node: () => SqlNode) => SqlAction {
  return (clause, node) => (place) => {
    if (place.frame.kind !== 'query') return undefined;
    const { query } = place;
    if (!FOLLOWING[query.clause].includes(clause)) return undefined;
    const whole = withOutput(query);
    const settled = whole && (clause === 'from' ? whole : scope.settled(whole));
    return settled && { ...place, node: node(), query: { ...settled, clause } };
  };
}
