import type { MergeConfig, MergeDtype } from './merge-config.js';
import { planMerge } from './merge-plan.js';
import { prepareMerge } from './methods/merge-methods.js';
import { openModelSource, type ModelSource } from './model-source.js';
import type { MergeTask } from './write-merged-tensors.js';

/** A merge with its models open. */
export interface OpenMerge {
  readonly tasks: readonly MergeTask[];
  readonly numLayers: number;
  /** Model that `config.json` comes from. */
  readonly donor: ModelSource;
  /** Number format of the result. */
  readonly dtype: MergeDtype;
  close(): Promise<void>;
}

/**
 * Opens the models of a merge and plans it; the same configuration gives the same tasks in the same order.
 * @param folders - folder of every model that the configuration names
 * @throws MoeError `MOE_MERGE_CONFIG`, `MOE_MERGE_MISMATCH`
 */
export async function openMerge(
  config: MergeConfig,
  folders: Readonly<Record<string, string>>,
  seed: number,
): Promise<OpenMerge> {
  const sources = new Map<string, ModelSource>();
  const close = async (): Promise<void> => {
    await Promise.all([...sources.values()].map((source) => source.close()));
  };
  try {
    for (const [model, folder] of Object.entries(folders))
      sources.set(model, await openModelSource(folder));
    const plan = planMerge(config, sources, seed);
    const donor = sources.get(plan.donor) as ModelSource;
    const tasks = plan.tensors.map(({ name, shape, inputs, merge }): MergeTask => {
      const read = inputs.map((input) =>
        (sources.get(input.model) as ModelSource).tensor(input.name, config.dtype),
      );
      const prepare = () => prepareMerge(config.mergeMethod, read, merge);
      return { name, shape, inputs: read, prepare };
    });
    const dtype = config.outDtype ?? config.dtype ?? donor.dtype;
    return { tasks, numLayers: plan.numLayers, donor, dtype, close };
  } catch (error) {
    await close();
    throw error;
  }
}
