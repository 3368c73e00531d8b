import type { QuestionTemplate } from '../template.js';
import { bucketTemplates } from './buckets.js';
import { chainTemplates } from './chains.js';
import { codeTemplates } from './codes.js';
import { dateTemplates } from './dates.js';
import { durationTemplates } from './durations.js';
import { flagTemplates } from './flags.js';
import { latestTemplates } from './latest.js';
import { moneyTemplates } from './money.js';
import { neverTemplates } from './never.js';
import { plainTemplates } from './plain.js';
import { selfTemplates } from './selves.js';
import { shareTemplates } from './shares.js';
import { windowTemplates } from './windows.js';

/** Every template. */
export const questionTemplates: readonly QuestionTemplate[] = [
  ...dateTemplates,
  ...durationTemplates,
  ...shareTemplates,
  ...bucketTemplates,
  ...windowTemplates,
  ...latestTemplates,
  ...flagTemplates,
  ...moneyTemplates,
  ...neverTemplates,
  ...codeTemplates,
  ...selfTemplates,
  ...chainTemplates,
  ...plainTemplates,
];
