import { concat, slice, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import { fullAttention, decoder, type DecoderOutput } from '../../decoder/forward-pass.js';
import type { Routing } from '../../mixture/router.js';
import { noDropout, type Dropout } from '../../numerics/dropout.js';
import type { Parameters } from '../../numerics/parameters.js';
import { inputNorm, outputEmbedding, prefixEmbedding } from './input-embedding.js';
import { pointerKeys, pointerLogits } from './pointer-head.js';
import { fullAttentionBias } from './relation-bias.js';

/** `PointerBatch` as tensors; shapes and dtypes as there. */
export interface PointerInputs {
  readonly vectors: Tensor;
  readonly types: Tensor;
  readonly flags: Tensor;
  readonly prefixMask: Tensor;
  readonly pointable: Tensor;
  readonly inputTokens: Tensor;
  readonly relations: Tensor;
  readonly groupMask: Tensor;
}

/** What the forward pass gives. */
export interface PointerOutputs {
  /** (B, T, V + P) logits over codes. */
  readonly logits: Tensor;
  /** Router decisions per layer over all S positions. */
  readonly routings: readonly Routing[];
}

/** How a pass through the decoder runs. */
export interface PointerPass {
  readonly dropout?: Dropout;
  /** Sees what each layer's heads found, (H, B, S, dh), before the output projection. */
  readonly observe?: (layer: number, heads: Tensor) => void;
}

/** The decoder over a batch with known outputs: last hidden states of prefix and outputs, (B, P + T, D), and router decisions. */
export function pointerHidden(
  parameters: Parameters,
  config: PointerModelConfig,
  inputs: PointerInputs,
  { dropout = noDropout, observe }: PointerPass = {},
): DecoderOutput {
  const { prefixMask, inputTokens, relations, groupMask } = inputs;
  const batch = prefixMask.shape[0] as number;
  const outputLength = inputTokens.shape[1] as number;

  const prefix = prefixEmbedding(parameters, config, inputs, dropout);
  const outputs = outputEmbedding(parameters, config, inputTokens, prefix);
  const x = inputNorm(parameters, config, concat([prefix, outputs], 1));

  const biasOf = fullAttentionBias(parameters, config, { relations, prefixMask, outputLength });
  const plain = fullAttention(biasOf);
  return decoder(parameters, x, {
    config: config.decoder,
    attend: (layer, q, k, v) => {
      const heads = plain(layer, q, k, v);
      observe?.(layer, heads);
      return heads;
    },
    // sentence routing reads the prefix only, which outputs to come cannot change
    mixture:
      config.mixture === null
        ? null
        : {
            config: config.mixture,
            scope: {
              groupMask,
              sentenceMask: concat([prefixMask, zeros([batch, outputLength])], 1),
            },
          },
    dropout,
    residualDropout: config.dropout,
  });
}

/** The whole forward pass over batches with known outputs (training, scoring). */
export function pointerModel(
  parameters: Parameters,
  config: PointerModelConfig,
  inputs: PointerInputs,
  dropout: Dropout = noDropout,
): PointerOutputs {
  const { hidden, routings } = pointerHidden(parameters, config, inputs, { dropout });
  const { prefixMask, inputTokens, pointable } = inputs;
  const [batch, prefixLength] = prefixMask.shape as [number, number];
  const outputLength = inputTokens.shape[1] as number;
  const { width } = config.decoder;
  const keys = pointerKeys(parameters, slice(hidden, [0, 0, 0], [batch, prefixLength, width]));
  const logits = pointerLogits(
    parameters,
    config,
    slice(hidden, [0, prefixLength, 0], [batch, outputLength, width]),
    { keys, pointable },
  );
  return { logits, routings };
}
