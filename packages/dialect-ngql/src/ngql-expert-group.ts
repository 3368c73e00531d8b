import type { ExpertGroupConfig } from '@momq/dialect';

/** LoRA experts of this dialect (MoMQ §3). No trained group comes with the pack yet. */
export const ngqlExpertGroup: ExpertGroupConfig = { experts: 4, rank: 8, alpha: 16 };
