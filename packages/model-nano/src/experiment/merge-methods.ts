import { jointLora, mixLora } from '@momq/moe';
import type { HostParameters, MixtureConfig } from '@momq/moe';
import { mergeTensors } from '@momq/moe/merging';
import type { TensorMerge } from '@momq/moe/merging';
import { foldAdapters } from '@momq/moe/pointer';
import type { PointerModelConfig } from '@momq/moe/pointer';
import type { DenseModel } from './sqlgen-run.js';

/** A base tuned for one dialect by a LoRA on every linear layer, as SQL-GEN tunes its experts. */
export interface TunedExpert {
  readonly dialect: string;
  readonly parameters: HostParameters;
}

/** Dense merges of tuned models. */
export type DenseMerge = 'SLERP' | 'TIES' | 'DARE';

/** What the paper leaves open: SLERP half way, two models after the other; half of each task vector kept, all with weight 1 (TIES) or 1 / n (DARE). */
const DENSITY = 0.5;

/** The adapter of every expert. */
export function expertLora(rank: number): MixtureConfig {
  return jointLora({ rank, dropout: 0 });
}

/** A tuned model as a dense one. */
export function denseExpert(
  config: PointerModelConfig,
  { parameters }: Pick<TunedExpert, 'parameters'>,
  rank: number,
): DenseModel {
  return foldAdapters({ ...config, mixture: expertLora(rank) }, parameters);
}

/**
 * Merges dense models of one base weight by weight.
 *
 * @param names - the weights to merge; the others stay the base's. Default: all
 */
export async function mergeDense(
  method: DenseMerge,
  base: DenseModel,
  experts: readonly DenseModel[],
  names: (name: string) => boolean = () => true,
): Promise<DenseModel> {
  const task = method !== 'SLERP';
  const count = experts.length;
  const models = task ? [base, ...experts] : experts;
  const weight = method === 'DARE' ? 1 / count : 1;
  const parameters: HostParameters = {};
  for (const [place, [name, own]] of Object.entries(base.parameters).entries()) {
    parameters[name] = own;
    const tensors = models.map((model) => model.parameters[name]!.data as Float32Array);
    const changed = tensors.some((data) => data.some((value, i) => value !== own.data[i]));
    if (!changed || !names(name)) continue;
    const merge: TensorMerge = {
      hasBase: task,
      ts: Array.from({ length: count - 1 }, () => 0.5),
      weights: models.map(() => weight),
      densities: models.map(() => DENSITY),
      seeds: models.map((_, model) => place * models.length + model),
    };
    const data = await mergeTensors(mergekitNames[method], tensors, merge);
    parameters[name] = { ...own, data };
  }
  return { config: base.config, parameters };
}

/** The linear layers of a block's feed-forward. */
const blockLinears = ['gate_proj', 'up_proj', 'down_proj'] as const;

const mergekitNames = { SLERP: 'slerp', TIES: 'ties', DARE: 'dare_linear' } as const;

/**
 * SQL-GEN's mixture: feed-forward blocks of the experts side by side, attention merged by SLERP, and a router on each block's input
 * with one gate row an expert, of which the two best of a token act: y = Σ softmax(top-2(x W_g))_i E_i(x).
 *
 * @param gates - by expert and layer
 */
export async function mergeMixtureOf(
  base: DenseModel,
  experts: readonly TunedExpert[],
  gates: readonly (readonly Float32Array[])[],
  rank: number,
): Promise<{ readonly config: PointerModelConfig; readonly parameters: HostParameters }> {
  const dense = experts.map((expert) => denseExpert(base.config, expert, rank));
  const { parameters } = await mergeDense('SLERP', base, dense, (name) =>
    name.includes('.self_attn.'),
  );
  const { numLayers, width } = base.config.decoder;
  for (const [place, { dialect, parameters: own }] of experts.entries())
    for (let layer = 0; layer < numLayers; layer++) {
      const mlp = `layers.${layer}.mlp`;
      for (const part of blockLinears)
        for (const half of ['lora_a', 'lora_b']) {
          const found = own[`${mlp}.${part}.${half}`] ?? own[`${mlp}.${part}.shared.${half}`]!;
          parameters[`${mlp}.${part}.groups.${dialect}.${half}`] = found;
        }
      parameters[`${mlp}.groups.${dialect}.expert_router`] = {
        ...{ dtype: 'float32', shape: [1, width] },
        data: gates[place]![layer]!,
      };
    }
  const dialects = experts.map(({ dialect }) => dialect);
  const mixture: MixtureConfig = {
    ...mixLora({ rank, dropout: 0, dialects, expertsPerGroup: 1 }),
    expertsPerToken: Math.min(2, experts.length),
    loraTargets: [],
  };
  return { config: { ...base.config, mixture }, parameters };
}
