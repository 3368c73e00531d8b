import type { GraphEdge } from '@momq/graph-store';
import type { Rows } from './clause-rows.js';
import type { Sought } from './match-pattern.js';
import { planOf } from './match-plan.js';
import { find, type Finding } from './match-steps.js';
import type { Row, Session } from './scope.js';

/** Makes a search ready: for a row, the rows that it becomes. */
export function matcherOf(sought: Sought, session: Session): (row: Row) => Rows {
  const steps = planOf(sought, session.graph);
  const { budget } = session;
  return function* (given) {
    const row = given.slice();
    const used = new Set<GraphEdge>();
    for (const slot of sought.fresh) delete row[slot];
    const open: Finding[] = [find(steps[0]!, row, used, session)];
    while (open.length > 0) {
      const found = open.at(-1)!.next();
      if (budget.step()) yield undefined;
      if (found.done) open.pop();
      else if (found.value && steps[open.length - 1]!.conditions.every(({ holds }) => holds(row))) {
        if (open.length === steps.length) yield row.slice();
        else open.push(find(steps[open.length]!, row, used, session));
      }
    }
  };
}
