import { packageFile } from '@momq/core/sql';
import type { ExpertGroupConfig } from '@momq/dialect';

const weights = packageFile('weights/nano.safetensors', import.meta.url, '@momq/dialect-bigquery');

/** LoRA experts of the group `bigquery`, and those that were trained for the embedded model. */
export const bigqueryExpertGroup: ExpertGroupConfig = {
  experts: 4,
  rank: 8,
  alpha: 16,
  ...(weights && { weights: [{ model: 'nano', file: weights }] }),
};
