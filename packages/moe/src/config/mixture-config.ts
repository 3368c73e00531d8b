import type { LoraConfig } from './decoder-config.js';

/** A linear layer of a decoder block that can carry an adapter. */
export type AdaptedLinear =
  'q_proj' | 'k_proj' | 'v_proj' | 'o_proj' | 'gate_proj' | 'up_proj' | 'down_proj';

/** Every linear layer of a decoder block, in the order of the forward pass. */
export const adaptedLinears: readonly AdaptedLinear[] = [
  'q_proj',
  'k_proj',
  'v_proj',
  'o_proj',
  'gate_proj',
  'up_proj',
  'down_proj',
];

/** One dialect's experts. A group is a file of the checkpoint. */
export interface ExpertGroup {
  /** The dialect's id, e.g. `sqlite`; also the router label. */
  readonly name: string;
  readonly numExperts: number;
  /** Rank of each LoRA expert; width of each expert with `experts: 'feed-forward'`. */
  readonly rank: number;
  /** Scales a LoRA expert by alpha / rank. Not used by feed-forward experts. */
  readonly alpha: number;
}

/**
 * The MoMQ adapters on a decoder (arXiv 2410.18406): plain LoRAs, and the expert mixture on `down_proj`. JSON-serialisable.
 * The optional fields are the switches of the authors' code, the variant that the paper's figure draws, and what related
 * methods need; left out, they give the mixture of the paper's runs. Named combinations: `config/baselines.ts`.
 */
export interface MixtureConfig {
  /** Plain LoRA on the layers of `loraTargets`. */
  readonly lora: LoraConfig;
  /** Routed experts by dialect, in router order. Empty: only the shared experts act. */
  readonly groups: readonly ExpertGroup[];
  /** k: routed experts that act on a token, over all groups together (`expertRouters: 'per-group'`: in each group). */
  readonly expertsPerToken: number;
  /** S: experts that always act, without a router; 0 for none. They have `lora`'s rank and alpha each. */
  readonly numSharedExperts: number;
  /** Dropout on the experts' input while training. */
  readonly dropout: number;
  /** Off: expert weights are p_e alone and there is no dialect loss. */
  readonly dialectRouter: boolean;
  /**
   * Who decides the experts' weights. `token`: routers of each layer, top-k per token (the paper).
   * `sentence`: the expert router of the mean token, dense over all experts; no shared experts, no dialect router.
   * `dialect`: no router; the experts of the groups that the sample may use act, together with weight 1 per group (per-dialect LoRA).
   * `two-pass`: one classifier on the last hidden state of a pass without adapters, the same weights in every layer (X-LoRA).
   */
  readonly routing: 'token' | 'sentence' | 'dialect' | 'two-pass';
  /** Balance loss inside each group instead of over all experts. Needs groups of equal size. */
  readonly balanceWithinGroups: boolean;
  /** Layers that carry the mixture. Default `['down_proj']`. Each has routers of its own, which all count in the losses. */
  readonly targets?: readonly AdaptedLinear[];
  /** Layers that carry a plain LoRA. Default: every layer without a mixture. */
  readonly loraTargets?: readonly AdaptedLinear[];
  /**
   * What an expert is. `lora` (default): a LoRA on a target layer. `feed-forward`: a small SwiGLU of width `rank` beside the
   * block's own, with a router on the block's input (`use_moe_expert`). `lora-feed-forward`: the block's whole frozen SwiGLU with
   * a LoRA of the expert's own on gate, up and down, and one router on the block's input (MixLoRA).
   */
  readonly experts?: 'lora' | 'feed-forward' | 'lora-feed-forward';
  /** One group for a whole sample: hard Gumbel-softmax (τ = 1) over its mean dialect logits while training, argmax otherwise. Default false. */
  readonly hardDialectRouter?: boolean;
  /** `joint` (default): one softmax over all experts, global top-k. `per-group`: softmax and top-k in every group and a router over the shared experts (the paper's figure). */
  readonly expertRouters?: 'joint' | 'per-group';
  /** Divides the kept weights by their sum. Default false, as in the paper; MixLoRA does. */
  readonly renormalise?: boolean;
  /** Which balance loss. `switch` (default): Switch / Mixtral. `localized`: LoRAMoE's, which wants the sample's own group used more. */
  readonly balance?: 'switch' | 'localized';
  /** δ of the localized balance: own group 1 + δ, others 1 - δ. Default 0.1. */
  readonly localizedDelta?: number;
  /** Positions whose dialect logits L_DR averages. `real` (default) skips padding; `all` counts it too, as the authors' code does. */
  readonly dialectLossPositions?: 'real' | 'all';
  /** How routers start. `outputs` (default): U(±1/√outputs), as in the authors' code. `inputs`: U(±1/√inputs), PyTorch's linear layer. `small`: N(0, 0.02). `kaiming-normal`: N(0, 1/√(3·inputs)). */
  readonly routerStart?: 'outputs' | 'inputs' | 'small' | 'kaiming-normal';
  /** Width of an extra SwiGLU that replaces the block's output y by fusion(y) (`add_moe_fusion`). Default: none. */
  readonly fusionWidth?: number;
  /**
   * On which tokens of a prompt the adapters act. `all` (default, the paper): on every one. `after-prefix`: on those after the
   * prefix alone, which the bare base reads, its norms unchanged; keys and values of a schema then serve every dialect and
   * every adapter ("activated LoRA", arXiv 2512.17910).
   */
  readonly activation?: 'all' | 'after-prefix';
}

/** Whether the adapters of `config` leave the prefix of a prompt to the bare base. */
export function actsAfterPrefix(config: MixtureConfig): boolean {
  return config.activation === 'after-prefix';
}

/** Layers of `config` that carry the LoRA mixture; none when the experts are not single LoRAs. */
export function mixtureTargets(config: MixtureConfig): readonly AdaptedLinear[] {
  return (config.experts ?? 'lora') === 'lora' ? (config.targets ?? ['down_proj']) : [];
}

/** Layers of `config` that carry a plain LoRA. */
export function loraTargets(config: MixtureConfig): readonly AdaptedLinear[] {
  const { loraTargets: chosen, experts = 'lora' } = config;
  if (chosen !== undefined) return chosen;
  const mixed: readonly AdaptedLinear[] =
    experts === 'lora'
      ? mixtureTargets(config)
      : experts === 'lora-feed-forward'
        ? ['gate_proj', 'up_proj', 'down_proj']
        : [];
  return adaptedLinears.filter((linear) => !mixed.includes(linear));
}
