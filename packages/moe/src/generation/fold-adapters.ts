import type { PointerModelConfig } from '../config/pointer-config.js';
import { floatTensor, type HostParameters, type HostTensor } from '../numerics/host-tensor.js';

/** A model whose always-on adapters are part of its base weights. */
export interface FoldedModel {
  /** Without shared experts; without mixture when no expert group is left. */
  readonly config: PointerModelConfig;
  readonly parameters: HostParameters;
}

/** W + scale · B A. W (out, in), A (rank, in), B (out, rank). */
function fold(weight: HostTensor, a: HostTensor, b: HostTensor, scale: number): HostTensor {
  const [outWidth, inWidth] = weight.shape as [number, number];
  const rank = a.shape[0] as number;
  const result = new Float32Array(weight.data);
  const down = new Float32Array(a.data);
  for (let row = 0; row < outWidth; row += 1) {
    const target = result.subarray(row * inWidth, (row + 1) * inWidth);
    for (let r = 0; r < rank; r += 1) {
      const factor = scale * (b.data[row * rank + r] as number);
      const start = r * inWidth;
      for (let column = 0; column < inWidth; column += 1) {
        target[column]! += factor * down[start + column]!;
      }
    }
  }
  return floatTensor(result, weight.shape);
}

/**
 * Folds plain LoRAs and shared experts into the base weights: W += alpha/rank · B A, as the paper's code does for inference.
 * Outputs stay the same but for rounding; run the decoder with `folded: true`.
 */
export function foldAdapters(config: PointerModelConfig, parameters: HostParameters): FoldedModel {
  const { mixture } = config;
  if (mixture === null) return { config, parameters };
  const scale = mixture.lora.alpha / mixture.lora.rank;
  // behind a router of their own, shared experts do not always act
  const foldShared = mixture.expertRouters !== 'per-group';
  const folded: HostParameters = {};
  for (const [name, weight] of Object.entries(parameters)) {
    const owner = /^(.*)\.weight$/.exec(name)?.[1];
    const adapter = [owner, ...(foldShared ? [`${owner}.shared`] : [])].find(
      (candidate) => parameters[`${candidate}.lora_a`] !== undefined,
    );
    if (owner !== undefined && adapter !== undefined) {
      folded[name] = fold(
        weight,
        parameters[`${adapter}.lora_a`] as HostTensor,
        parameters[`${adapter}.lora_b`] as HostTensor,
        scale,
      );
    } else if (!/\.lora_[ab]$/.test(name) || /\.groups\./.test(name)) {
      folded[name] = weight;
    } else if (!foldShared && name.includes('.shared.')) {
      folded[name] = weight;
    }
  }
  const left = { ...mixture, numSharedExperts: foldShared ? 0 : mixture.numSharedExperts };
  const empty =
    left.groups.length === 0 && left.numSharedExperts === 0 && left.fusionWidth === undefined;
  return { config: { ...config, mixture: empty ? null : left }, parameters: folded };
}
