import type { LoraConfig } from './decoder-config.js';
import { adaptedLinears, type ExpertGroup, type MixtureConfig } from './mixture-config.js';

/** Size of the adapters of a baseline; one rank, scale and dropout for all of them. */
export interface AdapterSize {
  readonly rank: number;
  /** Default `2 · rank`, as in the paper. */
  readonly alpha?: number;
  /** Default 0.05. */
  readonly dropout?: number;
}

/** Size of a mixture baseline. */
export interface MixtureSize extends AdapterSize {
  /** Dialects in router order. */
  readonly dialects: readonly string[];
  /** Routed experts of each dialect; methods without dialects get as many in all. */
  readonly expertsPerGroup: number;
}

function sizes({ rank, alpha = 2 * rank, dropout = 0.05 }: AdapterSize): LoraConfig {
  return { rank, alpha, dropout };
}

function groupsOf({ dialects, expertsPerGroup: numExperts, ...size }: MixtureSize): ExpertGroup[] {
  const { rank, alpha } = sizes(size);
  return dialects.map((name) => ({ name, numExperts, rank, alpha }));
}

/**
 * MoMQ (arXiv 2410.18406): plain LoRAs on q, k, v, o, gate and up; on `down_proj` two shared experts, the dialects' routed
 * experts, two routers and the two best experts of all.
 */
export function momqMixture(size: MixtureSize): MixtureConfig {
  const lora = sizes(size);
  return {
    lora,
    groups: groupsOf(size),
    expertsPerToken: 2,
    numSharedExperts: 2,
    dropout: lora.dropout,
    dialectRouter: true,
    routing: 'token',
    balanceWithinGroups: false,
  };
}

/** MoMQ as the paper's figure draws it: a router in every group, the shared one included; the two best experts of each group act; balance inside groups. */
export function momqFigureMixture(size: MixtureSize): MixtureConfig {
  return { ...momqMixture(size), expertRouters: 'per-group', balanceWithinGroups: true };
}

/** One LoRA on every linear layer, for all dialects (`use_lora`). The one on `down_proj` is stored as a shared expert. */
export function jointLora(size: AdapterSize): MixtureConfig {
  const lora = sizes(size);
  return {
    lora,
    groups: [],
    expertsPerToken: 1,
    numSharedExperts: 1,
    dropout: lora.dropout,
    dialectRouter: false,
    routing: 'token',
    balanceWithinGroups: false,
  };
}

/** One LoRA per dialect on every linear layer. A sample names its dialect in the group mask; there is no router. */
export function perDialectLora(
  size: AdapterSize & { readonly dialects: readonly string[] },
): MixtureConfig {
  return {
    ...jointLora(size),
    groups: groupsOf({ ...size, expertsPerGroup: 1 }),
    numSharedExperts: 0,
    routing: 'dialect',
    targets: adaptedLinears,
    loraTargets: [],
  };
}

/**
 * LoRAMoE (arXiv 2312.09979): on gate, up and down every expert acts, weighted by the softmax of the layer's router;
 * attention has no adapters; the localized balance loss prefers the experts of the sample's dialect.
 */
export function loraMoe(size: MixtureSize): MixtureConfig {
  const groups = groupsOf(size);
  return {
    ...jointLora(size),
    groups,
    numSharedExperts: 0,
    expertsPerToken: groups.length * size.expertsPerGroup,
    targets: ['gate_proj', 'up_proj', 'down_proj'],
    loraTargets: [],
    balance: 'localized',
    routerStart: 'inputs',
  };
}

/**
 * MixLoRA (arXiv 2404.15159): the block's frozen feed-forward with each expert's LoRAs on gate, up and down; top-2 of one
 * router, renormalised; plain LoRAs on attention.
 */
export function mixLora(size: MixtureSize): MixtureConfig {
  return {
    ...jointLora(size),
    groups: groupsOf(size),
    numSharedExperts: 0,
    expertsPerToken: 2,
    experts: 'lora-feed-forward',
    renormalise: true,
    routerStart: 'small',
  };
}

/** X-LoRA style (arXiv 2402.07148): one LoRA per dialect on every linear layer, mixed per token by a classifier that reads the last hidden state of a pass without adapters. */
export function xLora(size: AdapterSize & { readonly dialects: readonly string[] }): MixtureConfig {
  return {
    ...perDialectLora(size),
    expertsPerToken: size.dialects.length,
    routing: 'two-pass',
    routerStart: 'inputs',
  };
}

/** Small feed-forward experts beside the frozen block (`use_moe_expert`): softmax over all, top-k, no shared experts, no dialect router, no LoRA. */
export function smallExpertMixture({
  width,
  ...size
}: Omit<MixtureSize, 'rank' | 'alpha'> & { readonly width: number }): MixtureConfig {
  return {
    ...jointLora({ ...size, rank: width }),
    groups: groupsOf({ ...size, rank: width }),
    numSharedExperts: 0,
    expertsPerToken: 2,
    experts: 'feed-forward',
    loraTargets: [],
    routerStart: 'kaiming-normal',
  };
}
