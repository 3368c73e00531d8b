import type { Intent } from '../intent.js';
import { bandIntents } from './bands.js';
import { setIntents } from './both-and-either.js';
import { chainIntents } from './chains.js';
import { cohortIntents } from './cohorts.js';
import { dataQualityIntents } from './data-quality.js';
import { distinctIntents } from './distinct-counts.js';
import { durationIntents } from './durations.js';
import { flagIntents } from './flags.js';
import { gapIntents } from './gaps.js';
import { groupConditionIntents } from './group-conditions.js';
import { hierarchyIntents } from './hierarchies.js';
import { latestPerGroupIntents } from './latest-per-group.js';
import { lookupIntents } from './lookups.js';
import { missingIntents } from './missing-values.js';
import { moneyIntents } from './money.js';
import { neighbourIntents } from './neighbours.js';
import { neverIntents } from './never.js';
import { periodComparisonIntents } from './periods-compared.js';
import { pointInTimeIntents } from './points-in-time.js';
import { rankIntents } from './ranks.js';
import { ratioIntents } from './ratios.js';
import { recencyIntents } from './recency.js';
import { runningTotalIntents } from './running-totals.js';
import { shareIntents } from './shares.js';
import { siblingIntents } from './siblings-together.js';
import { softDeleteIntents } from './soft-deletes.js';
import { spreadIntents } from './spread.js';
import { statusIntents } from './statuses.js';
import { textIntents } from './text-patterns.js';
import { thresholdIntents } from './thresholds.js';
import { timeBucketIntents } from './time-buckets.js';
import { topIntents } from './top-n.js';
import { topPerGroupIntents } from './top-per-group.js';
import { groupComparisonIntents } from './two-groups.js';

/** The bank: everything that people ask as far as it was written down. */
export const intents: readonly Intent[] = [
  ...bandIntents,
  ...setIntents,
  ...chainIntents,
  ...cohortIntents,
  ...dataQualityIntents,
  ...distinctIntents,
  ...durationIntents,
  ...flagIntents,
  ...gapIntents,
  ...groupConditionIntents,
  ...hierarchyIntents,
  ...latestPerGroupIntents,
  ...lookupIntents,
  ...missingIntents,
  ...moneyIntents,
  ...neighbourIntents,
  ...neverIntents,
  ...periodComparisonIntents,
  ...pointInTimeIntents,
  ...rankIntents,
  ...ratioIntents,
  ...recencyIntents,
  ...runningTotalIntents,
  ...shareIntents,
  ...siblingIntents,
  ...softDeleteIntents,
  ...spreadIntents,
  ...statusIntents,
  ...textIntents,
  ...thresholdIntents,
  ...timeBucketIntents,
  ...topIntents,
  ...topPerGroupIntents,
  ...groupComparisonIntents,
];
