import { gather, keep, type Tensor } from '@tensorflow/tfjs-core';
import {
  fullAttention,
  type Attend,
  decoder,
  type DecoderOutput,
} from '../../decoder/forward-pass.js';
import type { RoutingScope } from '../../mixture/routing-scope.js';
import { noDropout, type Dropout } from '../../numerics/dropout.js';
import { parameter, type Parameters } from '../../numerics/parameters.js';
import { baseLinear, quantizedRows } from '../../numerics/quantized-linear.js';
import { causalMask } from './causal-mask.js';
import type { LanguageModelConfig } from './language-model-config.js';

/** A batch of token rows. */
export interface LanguageModelInputs {
  /** (B, S) int32 token ids; padding may hold any valid id. */
  readonly tokens: Tensor;
  /** (B, S) float32, 1 = a real token, 0 = padding. Default: all real. */
  readonly mask?: Tensor | null;
  /** (B, S) int32 positions for RoPE. Default: 0 … S-1 in every row. */
  readonly positions?: Tensor | null;
  /** (B, S) int32: rows of several packed sequences, which do not see each other (give `positions` that restart). Default: one per row. */
  readonly segments?: Tensor | null;
  /** (B, D) float32, 1 = the row may use the dialect's group. Default: all groups, the router decides. */
  readonly groupMask?: Tensor | null;
  /** (B, S) float32, 1 = the adapters act on the token, 0 = the bare base reads it. Default: they act on all. */
  readonly active?: Tensor | null;
}

/** How the forward pass runs. */
export interface LanguageModelOptions {
  /** Dropout of the adapters while training. Default: none. */
  readonly dropout?: Dropout;
  /** The plain LoRAs are already part of the base weights (see `foldAdapters`). Default false. */
  readonly folded?: boolean;
  /** Also return what each layer reads. Default false. */
  readonly collectHidden?: boolean;
  /** Replaces causal attention over whole rows, for decoding with a cache; `mask` and `segments` are then its business. */
  readonly attend?: Attend;
  /** Gradient checkpointing, for training in less memory: tells which weights have a gradient. Default: off. */
  readonly checkpointing?: (weight: string) => boolean;
}

/** What the forward pass gives. */
export interface LanguageModelOutput extends DecoderOutput {
  /** (B, S, V) logits of the next token. */
  readonly logits: Tensor;
}

/** Rows of the token embedding. @param tokens (B, S) int32. @returns (B, S, D) */
export function tokenEmbedding(parameters: Parameters, tokens: Tensor): Tensor {
  const name = 'embed_tokens.weight';
  const width = parameter(parameters, 'norm.weight').shape[0] as number;
  const rows = quantizedRows(parameters, name, { ids: tokens, width });
  return rows ?? gather(parameter(parameters, name), tokens);
}

/** Logits over the vocabulary. @param hidden (..., D) after the final norm. @returns (..., V) */
export function vocabularyLogits(
  parameters: Parameters,
  config: LanguageModelConfig,
  hidden: Tensor,
): Tensor {
  return baseLinear(parameters, config.tiedEmbeddings ? 'embed_tokens' : 'lm_head', hidden);
}

/**
 * Token embedding and decoder without the head, for callers that need the logits of few positions.
 * @throws MoeError `MOE_MISSING_PARAMETER`
 */
export function languageModelHidden(
  parameters: Parameters,
  config: LanguageModelConfig,
  inputs: LanguageModelInputs,
  options: LanguageModelOptions = {},
): DecoderOutput {
  // a copy, as records of the engine throw on names they do not have
  const { tokens, mask, positions, segments, groupMask, active } = { ...inputs };
  const { mixture } = config;
  const length = tokens.shape[1] as number;
  const causal = (): Attend => {
    const biasOf = causalMask(length, config.decoder.slidingWindow, {
      mask: mask ?? null,
      segments: segments ?? null,
    });
    // blocks that are computed again still read the biases then
    const lasting = (layer: number): Tensor => keep(biasOf(layer));
    return fullAttention(options.checkpointing === undefined ? biasOf : lasting);
  };
  const attend = options.attend ?? causal();
  const scope: RoutingScope = {
    groupMask: groupMask ?? null,
    sentenceMask: mask ?? null,
  };
  return decoder(parameters, tokenEmbedding(parameters, tokens), {
    config: config.decoder,
    attend,
    mixture: mixture === null ? null : { config: mixture, scope, active: active ?? null },
    folded: options.folded ?? false,
    dropout: options.dropout ?? noDropout,
    positions: positions ?? null,
    collectHidden: options.collectHidden ?? false,
    ...(options.checkpointing === undefined ? {} : { checkpointing: options.checkpointing }),
  });
}

/**
 * The forward pass of a text language model: the decoder with a token embedding before and a vocabulary head after it.
 * Plain TF.js operations: runs eagerly on any TF.js backend, or compiled with `jit` of `@momq/engine`.
 *
 * @param parameters weights by name: `embed_tokens.weight` (V, D), `lm_head.weight` (V, D) unless tied, the decoder's and the mixture's
 * @throws MoeError `MOE_MISSING_PARAMETER` when the weights do not belong to the config
 * @example
 * ```ts
 * const run = jit(({ tokens }, state) => ({ outputs: { logits: languageModel(state, config, { tokens }).logits } }));
 * ```
 */
export function languageModel(
  parameters: Parameters,
  config: LanguageModelConfig,
  inputs: LanguageModelInputs,
  options: LanguageModelOptions = {},
): LanguageModelOutput {
  const output = languageModelHidden(parameters, config, inputs, options);
  return { ...output, logits: vocabularyLogits(parameters, config, output.hidden) };
}
