import type { ExpertGroupConfig } from '@momq/dialect';

/** LoRA experts of the group `postgres`. */
export const postgresExpertGroup: ExpertGroupConfig = { experts: 4, rank: 8, alpha: 16 };
