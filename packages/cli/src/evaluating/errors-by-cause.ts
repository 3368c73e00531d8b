import type { ErrorCause, ExplainedError } from '@momq/core/evaluation';

/** What the causes of errors are called. */
export const causeNames: Readonly<Record<ErrorCause, string>> = {
  table: 'another table',
  join: 'join: tables too few or too many, or outer in place of inner',
  nesting: 'nesting or set operation',
  aggregate: 'aggregate, group or DISTINCT',
  date: 'date or time',
  column: 'another column',
  condition: 'a condition missing or too many',
  value: 'another value',
  comparison: 'another comparison',
  order: 'order or limit',
  'not-declined': 'answered, although nothing answers it',
  declined: 'declined, although it can be answered',
  'no-answer': 'no query',
  'did-not-run': 'did not run',
  'not-expressible': 'the logical form cannot say it',
  'columns-too-many': 'right, but for columns too many',
  other: 'nothing that is looked at differs',
};

/** The errors of each cause, the most frequent first. */
export function errorsByCause(
  errors: readonly ExplainedError[],
): (readonly [ErrorCause, readonly ExplainedError[]])[] {
  const groups = new Map<ErrorCause, ExplainedError[]>();
  for (const error of errors) {
    const own = groups.get(error.cause) ?? [];
    own.push(error);
    groups.set(error.cause, own);
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}
