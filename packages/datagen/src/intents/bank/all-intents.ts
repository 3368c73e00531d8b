import type { Intent } from '../intent.js';
import { durationIntents } from './durations.js';
import { gapIntents } from './gaps.js';
import { neverIntents } from './never.js';
import { periodComparisonIntents } from './periods-compared.js';
import { pointInTimeIntents } from './points-in-time.js';
import { recencyIntents } from './recency.js';
import { timeBucketIntents } from './time-buckets.js';

/** The bank: everything that people ask as far as it was written down. */
export const intents: readonly Intent[] = [
  ...durationIntents,
  ...gapIntents,
  ...neverIntents,
  ...periodComparisonIntents,
  ...pointInTimeIntents,
  ...recencyIntents,
  ...timeBucketIntents,
];
