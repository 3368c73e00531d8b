import type { MergeDtype } from '../merge-config.js';

/**
 * How gate vectors start. mergekit's: `hidden` (the layer's input at the last token of each prompt; `hidden_last` is
 * the same), `hidden_avg` (mean over tokens), `cheap_embed` (token embeddings), `random`, `uniform_random`.
 * `keywords` is SQL-GEN's (arXiv 2408.12733): prompts are a dialect's keywords, and the gate is the mean over them of
 * the sum over their tokens of what the layer's self-attention puts out.
 */
export type GateMode =
  | 'hidden'
  | 'hidden_last'
  | 'hidden_avg'
  | 'cheap_embed'
  | 'random'
  | 'uniform_random'
  | 'keywords';

/** Names of the gate modes. */
export const gateModes: readonly GateMode[] = [
  'hidden',
  'hidden_last',
  'hidden_avg',
  'cheap_embed',
  'random',
  'uniform_random',
  'keywords',
];

/** One model whose MLPs become experts. */
export interface MixtureExpert {
  /** Folder or Hugging Face id. */
  readonly sourceModel: string;
  /** Texts, or keywords, that should go to this expert. */
  readonly positivePrompts: readonly string[];
  /** Their states are subtracted. Not with `keywords`. */
  readonly negativePrompts: readonly string[];
  /** Deviation of normal noise added to the expert's weights. Default 0. */
  readonly noiseScale: number;
  /** Multiplies the expert's down projection. Default 1. */
  readonly residualScale: number;
}

/** A mixture of experts made from dense models, as `mergekit-moe` describes it, with SQL-GEN's additions. */
export interface MixtureMergeConfig {
  /** Norms, embeddings and output weights come from here, and the attention unless it is merged. */
  readonly baseModel: string;
  readonly experts: readonly MixtureExpert[];
  readonly gateMode: GateMode;
  /** k of the router. Default 2. */
  readonly expertsPerToken: number;
  readonly dtype: MergeDtype | null;
  /**
   * `base` (mergekit): the base's attention. `slerp` (SQL-GEN): the experts' attention matrices merged by SLERP two by
   * two in their order. Default `base`.
   */
  readonly attention: 'base' | 'slerp';
  /** Position of each SLERP step. Default 0.5, which SQL-GEN does not state. */
  readonly attentionT: number;
  /** Which model computes the states of `keywords`; SQL-GEN leaves it open. Default `expert`. */
  readonly gateSource: 'base' | 'expert';
}
