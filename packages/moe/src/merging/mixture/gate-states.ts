import { jit, hostTensor, type JitFunction } from '@momq/engine';
import { reshape, stack, transpose } from '@tensorflow/tfjs-core';
import { fullAttention, type Attend } from '../../decoder/forward-pass.js';
import type { Base } from '../../bases/base.js';
import { causalMask } from '../../text/model/causal-mask.js';
import { languageModelHidden } from '../../text/model/language-model.js';
import { linear } from '../../numerics/linear.js';
import { parameter } from '../../numerics/parameters.js';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Rows are padded to multiples of this, so that few graphs are compiled. Padding lies after the text and is not seen. */
const LENGTH_STEP = 16;

/** What a base computes inside its layers for a text. */
export interface GateStates {
  /** Inputs of the layers, (layers, tokens, width): what mergekit's `hidden` modes read. */
  layerInputs(text: string): Promise<LayerStates>;
  /** Outputs of the layers' self-attention, after its output projection and before the residual sum (SQL-GEN). */
  attentionOutputs(text: string): Promise<LayerStates>;
  /** Frees the compiled graphs. */
  dispose(): Promise<void>;
}

/** States of one text. */
export interface LayerStates {
  readonly numLayers: number;
  readonly width: number;
  readonly numTokens: number;
  /** The state of one token at one layer. */
  at(layer: number, token: number): Float32Array;
}

/** Opens the view into a base's layers. Texts are tokenised without special tokens; `bos` puts the base's first token before each. */
export async function gateStates(base: Base, { bos }: { bos: boolean }): Promise<GateStates> {
  const { config } = base;
  const tokenizer = await base.tokenizer();
  const constants = await base.constants();
  const inputs = jit(
    ({ tokens }, weights) => {
      const { hiddenStates } = languageModelHidden(
        weights,
        config,
        { tokens: tokens as Tensor },
        { collectHidden: true },
      );
      return { outputs: { states: stack(hiddenStates.slice(0, -1)) } };
    },
    { name: 'layerInputs', constants },
  );
  const outputs = jit(
    ({ tokens }, weights) => {
      const length = tokens?.shape[1] as number;
      const contexts: Tensor[] = [];
      const plain = fullAttention(
        causalMask(length, config.decoder.slidingWindow, { mask: null, segments: null }),
      );
      const attend: Attend = (layer, q, k, v) => {
        const heads = plain(layer, q, k, v);
        const context = reshape(transpose(heads, [1, 2, 0, 3]), [1, length, -1]);
        const projection = parameter(weights, `layers.${layer}.self_attn.o_proj.weight`);
        contexts.push(linear(context, projection));
        return heads;
      };
      const { hidden } = languageModelHidden(
        weights,
        config,
        { tokens: tokens as Tensor },
        { attend },
      );
      return { outputs: { states: stack(contexts), hidden } };
    },
    { name: 'attentionOutputs', constants },
  );
  const firstToken = base.specialTokens.bos;
  const run = async (model: JitFunction, text: string): Promise<LayerStates> => {
    const ids = [
      ...(bos && firstToken !== null ? [firstToken] : []),
      ...tokenizer.encode(text, { addSpecialTokens: false }),
    ];
    const padded = Math.max(1, Math.ceil(ids.length / LENGTH_STEP)) * LENGTH_STEP;
    const row = Int32Array.from({ length: padded }, (_, i) => ids[i] ?? 0);
    const { states } = await model.run({ tokens: hostTensor(row, [1, padded], 'int32') });
    const { width, numLayers } = config.decoder;
    const data = states?.data as Float32Array;
    return {
      numLayers,
      width,
      numTokens: ids.length,
      at: (layer, token) => {
        const start = (layer * padded + token) * width;
        return data.subarray(start, start + width);
      },
    };
  };
  return {
    layerInputs: (text) => run(inputs, text),
    attentionOutputs: (text) => run(outputs, text),
    dispose: async () => {
      await inputs.dispose();
      await outputs.dispose();
    },
  };
}
