import type { MixtureConfig } from '../config/mixture-config.js';
import { floatTensor, type HostParameters, type HostTensor } from '../numerics/host-tensor.js';

/** A model whose always-on adapters are part of its base weights. */
export interface FoldedModel<C extends { readonly mixture: MixtureConfig | null }> {
  /** Without shared experts; without mixture when no expert group is left. */
  readonly config: C;
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

/** Whether a mixture's shared experts always act; behind a router of their own they do not. */
export function foldsShared(mixture: MixtureConfig): boolean {
  return mixture.expertRouters !== 'per-group';
}

/** The mixture that is left when what always acts is folded, or null when nothing is. */
export function foldedMixture(mixture: MixtureConfig): MixtureConfig | null {
  const numSharedExperts = foldsShared(mixture) ? 0 : mixture.numSharedExperts;
  const empty =
    mixture.groups.length === 0 && numSharedExperts === 0 && mixture.fusionWidth === undefined;
  return empty ? null : { ...mixture, numSharedExperts };
}

/** The always-on adapter of the linear layer `owner`, by the prefix of its names, or null. */
function adapterOf(
  owner: string,
  mixture: MixtureConfig,
  parameters: HostParameters,
): string | null {
  const candidates = [owner, ...(foldsShared(mixture) ? [`${owner}.shared`] : [])];
  return candidates.find((each) => parameters[`${each}.lora_a`] !== undefined) ?? null;
}

/** Whether a weight is part of an adapter that folding makes part of the base. */
export function isFolded(name: string, mixture: MixtureConfig): boolean {
  if (!/\.lora_[ab]$/.test(name) || name.includes('.groups.')) return false;
  return foldsShared(mixture) || !name.includes('.shared.');
}

/** The weight `name` with the adapter that always acts on it added: W + alpha/rank · B A. */
export function foldedWeight(
  name: string,
  weight: HostTensor,
  { mixture, parameters }: { readonly mixture: MixtureConfig; readonly parameters: HostParameters },
): HostTensor {
  const owner = /^(.*)\.weight$/.exec(name)?.[1];
  const adapter = owner === undefined ? null : adapterOf(owner, mixture, parameters);
  if (adapter === null) return weight;
  return fold(
    weight,
    parameters[`${adapter}.lora_a`] as HostTensor,
    parameters[`${adapter}.lora_b`] as HostTensor,
    mixture.lora.alpha / mixture.lora.rank,
  );
}

/**
 * Folds plain LoRAs and shared experts into the base weights: W += alpha/rank · B A, as the paper's code does for inference.
 * Outputs stay the same but for rounding; run the decoder with `folded: true`.
 */
export function foldAdapters<C extends { readonly mixture: MixtureConfig | null }>(
  config: C,
  parameters: HostParameters,
): FoldedModel<C> {
  const { mixture } = config;
  if (mixture === null) return { config, parameters };
  const folded: HostParameters = {};
  for (const [name, weight] of Object.entries(parameters))
    if (!isFolded(name, mixture))
      folded[name] = foldedWeight(name, weight, { mixture, parameters });
  return { config: { ...config, mixture: foldedMixture(mixture) }, parameters: folded };
}
