import type { LogicalQuery, SelectQuery } from '@momq/dialect';
import { absenceSpendsNegation, withAskedPresence } from './asked-absence.js';
import { flagsSpendNegation, withAskedFlags } from './asked-flags.js';
import { withBlanksMissing } from './asked-blanks.js';
import { withAskedCount } from './asked-count.js';
import { withNameShown } from './asked-name.js';
import { withAskedOrder } from './asked-order.js';
import { withAskedPeriods } from './asked-periods.js';
import { withAskedRoles } from './asked-roles.js';
import { withAskedRow } from './asked-row.js';
import { withRowsNamed } from './asked-rows.js';
import { withAskedSelfLink } from './asked-self-link.js';
import { withAskedShare } from './asked-share.js';
import { withAskedSum } from './asked-sum.js';
import { withTextYears } from './asked-text-years.js';
import { withAskedUnits } from './asked-units.js';
import { withAskedValues } from './asked-values.js';
import { withWholeTable } from './asked-whole-table.js';
import { withAskedGroups } from './asked-groups.js';
import { withExtremeRow } from './asked-extreme.js';
import { withLinkedPath } from './linked-path.js';
import { withRowsListed } from './unasked-counts.js';
import type { AskedQuestion } from './asked-question.js';

/**
 * The query with what the question says beyond doubt and the query leaves out or says otherwise. Each rule needs words of the
 * question that name one thing of the schema; without them the query stays as it is.
 */
export function asAsked(query: LogicalQuery, asked: AskedQuestion): LogicalQuery {
  const select = withoutSpentDifference(query, asked);
  return select.kind === 'set' ? select : rules.reduce((each, rule) => rule(each, asked), select);
}

const rules: readonly ((query: SelectQuery, asked: AskedQuestion) => SelectQuery)[] = [
  withLinkedPath,
  withWholeTable,
  withAskedSelfLink,
  withAskedCount,
  withAskedRoles,
  withAskedRow,
  withAskedFlags,
  withAskedPresence,
  withAskedPeriods,
  withTextYears,
  withAskedOrder,
  withAskedValues,
  withAskedShare,
  withAskedSum,
  withAskedUnits,
  withAskedGroups,
  withExtremeRow,
  withRowsListed,
  withRowsNamed,
  withNameShown,
  withBlanksMissing,
];

/** `x EXCEPT y` as `x` where the one negation of the question is about a flag or a missing value of `x`. */
function withoutSpentDifference(query: LogicalQuery, asked: AskedQuestion): LogicalQuery {
  if (query.kind !== 'set' || query.operator !== 'except' || query.left.kind !== 'select')
    return query;
  const { left } = query;
  return flagsSpendNegation(left, asked) || absenceSpendsNegation(left, asked) ? left : query;
}
