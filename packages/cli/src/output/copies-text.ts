import type { CopiesReport } from '@momq/core/evaluation';
import { percent } from '@momq/core/execution';

/** How many answers are right on other rows as well. */
export function copiesText({ copies, compared, ex, accidental }: CopiesReport): string {
  return `right on ${copies} copies with other rows as well ${percent(ex, 1)}: of ${compared} right answers that could be compared ${accidental.length} differ from their gold there`;
}
