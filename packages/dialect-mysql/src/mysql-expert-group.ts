import type { ExpertGroupConfig } from '@momq/dialect';

/** LoRA experts of the group `mysql`. */
export const mysqlExpertGroup: ExpertGroupConfig = { experts: 4, rank: 8, alpha: 16 };
