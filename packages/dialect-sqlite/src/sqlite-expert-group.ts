import type { ExpertGroupConfig } from '@momq/dialect';

/** LoRA experts of the group `sqlite`. */
export const sqliteExpertGroup: ExpertGroupConfig = { experts: 4, rank: 8, alpha: 16 };
