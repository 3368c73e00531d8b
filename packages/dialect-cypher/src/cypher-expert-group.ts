import type { ExpertGroupConfig } from '@momq/dialect';

/** LoRA experts of this dialect (MoMQ §3). */
export const cypherExpertGroup: ExpertGroupConfig = { experts: 4, rank: 8, alpha: 16 };
