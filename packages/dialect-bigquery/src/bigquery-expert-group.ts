import type { ExpertGroupConfig } from '@momq/dialect';

/** LoRA experts of the group `bigquery`. */
export const bigqueryExpertGroup: ExpertGroupConfig = { experts: 4, rank: 8, alpha: 16 };
