import { packageFile } from '@momq/core/sql';
import type { ExpertGroupConfig } from '@momq/dialect';

const weights = packageFile('weights/nano.safetensors', import.meta.url, '@momq/dialect-ngql');

/** LoRA experts of the group `ngql`, and those that were trained for the embedded model. */
export const ngqlExpertGroup: ExpertGroupConfig = {
  experts: 4,
  rank: 8,
  alpha: 16,
  ...(weights && { weights: [{ model: 'nano', file: weights }] }),
};
