import { jit, State } from '@momq/engine';
import { reshape, stack, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { MoeError } from '../../errors.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import { linear } from '../../numerics/linear.js';
import { parameter } from '../../numerics/parameters.js';
import { batchTensors } from '../model/batch-tensors.js';
import { pointerHidden, type PointerInputs } from '../model/pointer-model.js';
import type { PointerModelConfig } from '../pointer-config.js';
import { blankBatch } from './blank-batch.js';

/**
 * What a dense model's self-attention puts out for token codes that it reads behind nothing: after the output projection, before the
 * residual sum. SQL-GEN (arXiv 2408.12733) starts the gates of a merged mixture with such states of a dialect's keywords.
 *
 * @param texts - codes of tokens, the start token first; all of one length
 * @returns by text and layer the sum over the text's tokens, (D)
 * @throws MoeError `MOE_BAD_CONFIG` for a model with adapters, `MOE_BAD_INPUT` for texts of several lengths
 */
export async function attentionOutputs(
  { config, parameters }: { config: PointerModelConfig; parameters: HostParameters },
  texts: readonly (readonly number[])[],
): Promise<Float32Array[][]> {
  if (config.mixture !== null)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      'expected a dense model, got one with adapters; fold them into its weights',
    );
  const length = texts[0]?.length ?? 0;
  if (length === 0 || texts.some((text) => text.length !== length))
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected texts of one length, got ${texts.map((text) => text.length).join(', ') || 'none'}; pass those of another length apart`,
    );
  const { numLayers, width } = config.decoder;
  const run = jit(
    ((inputs: PointerInputs, weights: Record<string, Tensor>) => {
      const layers: Tensor[] = [];
      pointerHidden(weights, config, inputs, {
        observe: (layer, heads) => {
          const positions = heads.shape[2] as number;
          const context = reshape(transpose(heads, [1, 2, 0, 3]), [texts.length, positions, -1]);
          layers.push(
            linear(context, parameter(weights, `layers.${layer}.self_attn.o_proj.weight`)),
          );
        },
      });
      return { outputs: { states: stack(layers) } };
    }) as never,
    { name: 'attentionOutputs', threads: 1 },
  );
  try {
    const batch = blankBatch(config, {
      ...{ batchSize: texts.length, prefixLength: 1, outputLength: length },
    });
    const inputTokens = Int32Array.from(texts.flat());
    const found = await run.run(
      batchTensors({ ...batch, inputTokens }, config) as never,
      State.from(parameters),
    );
    const data = found['states']?.data as Float32Array; // (layers, texts, 1 + length, D)
    return texts.map((_, text) =>
      Array.from({ length: numLayers }, (_row, layer) => {
        const sum = new Float32Array(width);
        for (let token = 1; token <= length; token += 1) {
          const start = ((layer * texts.length + text) * (length + 1) + token) * width;
          for (let i = 0; i < width; i += 1) sum[i]! += data[start + i]!;
        }
        return sum;
      }),
    );
  } finally {
    await run.dispose();
  }
}
