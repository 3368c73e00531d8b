import type { LoraConfig } from './decoder-config.js';

/** One dialect's experts. A group is a file of the checkpoint. */
export interface ExpertGroupConfig {
  /** The dialect's id, e.g. `sqlite`; also the router label. */
  readonly name: string;
  readonly numExperts: number;
  readonly rank: number;
  readonly alpha: number;
}

/** The MoMQ adapters on a decoder (arXiv 2410.18406): plain LoRAs, and the expert mixture on `down_proj`. JSON-serialisable. */
export interface MixtureConfig {
  /** Plain LoRA on q, k, v, o, gate and up. */
  readonly lora: LoraConfig;
  /** Routed experts by dialect, in router order. Empty: only the shared experts act. */
  readonly groups: readonly ExpertGroupConfig[];
  /** k: routed experts that act on a token, over all groups together. */
  readonly expertsPerToken: number;
  /** S: experts that always act, without a router; 0 for none. They have `lora`'s rank and alpha each. */
  readonly numSharedExperts: number;
  /** Dropout on the experts' input while training. */
  readonly dropout: number;
  /** Off: expert weights are p_e alone and there is no dialect loss. */
  readonly dialectRouter: boolean;
  /** `token`: top-k per token (the paper). `sentence`: dense mixture weighted by the router of the mean token; no shared experts, no dialect router. */
  readonly routing: 'token' | 'sentence';
  /** Balance loss inside each group instead of over all experts. Needs groups of equal size. */
  readonly balanceWithinGroups: boolean;
}
