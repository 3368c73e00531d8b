import type { Expression, LogicalQuery } from '@momq/dialect';
import { visitQuery } from '../logical/visit-query.js';
import { splitName } from '../linking/split-name.js';
import type { QuestionNeed } from './question-needs.js';

/**
 * True for a query that has what a question needs: a quotient of two values, or a field that holds one, for a `share`, a running
 * aggregate for `running`, the row before for `change`, the time of the query or a span between two for a `relative-date`. No query of
 * the logical form has a `distribution` or a `correlation`.
 */
export function meetsNeed(query: LogicalQuery, need: QuestionNeed): boolean {
  const isMet = signs[need];
  let found = false;
  visitQuery(query, { expression: (expression) => (found ||= isMet(expression)) });
  return found;
}

const signs: Readonly<Record<QuestionNeed, (expression: Expression) => boolean>> = {
  distribution: () => false,
  correlation: () => false,
  running: (each) => each.kind === 'window' && !isRank(each) && each.orderBy.length > 0,
  change: (each) => each.kind === 'window' && (each.function === 'lag' || each.function === 'lead'),
  share: (each) =>
    (each.kind === 'arithmetic' && each.operator === '/' && each.right.kind !== 'literal') ||
    (each.kind === 'field' && splitName(each.field).some((word) => shares.has(word))),
  'relative-date': (each) =>
    each.kind === 'call' && (each.function === 'now' || each.function === 'difference'),
};

/** Words of names that hold shares. */
const shares = new Set('share pct percent percentage proportion fraction ratio rate'.split(' '));

function isRank({ argument }: Extract<Expression, { kind: 'window' }>): boolean {
  return argument === undefined;
}
