/** Names of the suites that `momq eval --suite` knows. */
export const suiteNames = [
  'generated',
  'spider-heldout',
  'spider-misplaced',
  'spider-public',
] as const;

/** A suite that `momq eval --suite` knows. */
export type SuiteName = (typeof suiteNames)[number];
