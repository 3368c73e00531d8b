import type { GraphEdge } from '@momq/graph-store';
import type { Rows } from './clause-rows.js';
import type { Condition } from './match-conditions.js';
import type { Sought } from './sought.js';
import { planOf } from './match-plan.js';
import { find } from './match-steps.js';
import type { Finding } from './step-parts.js';
import { stepText } from './step-text.js';
import type { Row, Session } from './scope.js';

/** Makes a search ready: for a row, the rows that it becomes. */
export function matcherOf(sought: Sought, session: Session): (row: Row) => Rows {
  const steps = planOf(sought, session.graph);
  const slow = steps.map(({ conditions }) => conditions.some(({ pauses }) => pauses));
  const { budget } = session;
  session.plan?.push(...steps.map(stepText));
  return function* (given) {
    const row = given.slice();
    const used = new Set<GraphEdge>();
    for (const slot of sought.fresh) delete row[slot];
    const open: Finding[] = [find(steps[0]!, row, used, session)];
    while (open.length > 0) {
      const at = open.length - 1;
      const found = open[at]!.next();
      if (budget.step()) yield undefined;
      if (found.done) {
        open.pop();
        continue;
      }
      if (!found.value) continue;
      const { conditions } = steps[at]!;
      const met = slow[at]
        ? yield* budget.turns.run(() => areMet(conditions, row))
        : areMet(conditions, row);
      if (!met) continue;
      if (open.length === steps.length) yield row.slice();
      else open.push(find(steps[open.length]!, row, used, session));
    }
  };
}

function areMet(conditions: readonly Condition[], row: Row): boolean {
  for (const condition of conditions) if (!condition.holds(row)) return false;
  return true;
}
