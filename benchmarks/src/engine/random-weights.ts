import { seededRandom } from '@momq/core/random';
import { linearShapes, weightShapes, type DecoderConfig } from './decoder-config.js';
import type { LoraConfig } from './decoder-loss.js';
import type { TensorSource } from './safetensors-file.js';

/** Half the width of a uniform distribution with Hugging Face's initial standard deviation, 0.02. */
const bound = 0.02 * Math.sqrt(3);

/** Random weights of a decoder: norms around 1, all others as transformers draws them. The same for the same seed. */
export function randomWeights(config: DecoderConfig, seed: number): Record<string, TensorSource> {
  return sources(weightShapes(config), seed);
}

/** Random adapters; B is not zero, so that it counts in losses. */
export function randomAdapters(
  config: DecoderConfig,
  { rank }: LoraConfig,
  seed: number,
): Record<string, TensorSource> {
  const shapes: Record<string, readonly number[]> = {};
  for (let layer = 0; layer < config.layers; layer += 1) {
    for (const [name, [outWidth, inWidth]] of Object.entries(linearShapes(config))) {
      const prefix = `model.layers.${layer}.${name}`;
      shapes[`${prefix}.lora_A.weight`] = [rank, inWidth];
      shapes[`${prefix}.lora_B.weight`] = [outWidth, rank];
    }
  }
  return sources(shapes, seed);
}

/** Random `ids` and `targets`, (batch, tokens). */
export function randomTokens(
  { vocabulary }: DecoderConfig,
  [batch, tokens]: readonly [number, number],
  seed: number,
): Record<string, TensorSource> {
  const source = (shift: number): TensorSource => ({
    dtype: 'I32',
    shape: [batch, tokens],
    data: () => {
      const random = seededRandom(seed + shift);
      const draw = () => Math.floor(random() * vocabulary);
      return Int32Array.from({ length: batch * tokens }, draw);
    },
  });
  return { ids: source(0), targets: source(1) };
}

function sources(
  shapes: Readonly<Record<string, readonly number[]>>,
  seed: number,
): Record<string, TensorSource> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], index) => {
      const data = () => {
        const values = new Float32Array(shape.reduce((size, dim) => size * dim, 1));
        const random = seededRandom(seed + 1000 * (index + 1));
        const centre = /norm\.weight$|layernorm\.weight$/.test(name) ? 1 : 0;
        for (let i = 0; i < values.length; i += 1) values[i] = centre + bound * (2 * random() - 1);
        return values;
      };
      return [name, { dtype: 'F32', shape, data }];
    }),
  );
}
