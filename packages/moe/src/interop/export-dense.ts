import type { MergeDtype } from '../merging/merge-config.js';
import { writeModelConfig } from '../merging/merge-models.js';
import { copyCompanions, fillFolder } from '../merging/output-folder.js';
import { writeMergedTensors, type WriteMergedOptions } from '../merging/write-merged-tensors.js';
import type { DenseOptions } from './dense-adapters.js';
import { denseWeights, type DenseModel } from './dense-weights.js';

/** Settings of {@link exportDense}. */
export interface ExportDenseOptions extends DenseOptions, Omit<WriteMergedOptions, 'dtype'> {
  /** Number format of the weights. Default `float32`, in which nothing is lost. */
  readonly dtype?: MergeDtype;
}

/**
 * Writes a base with one dialect's adapters folded into its weights as a Hugging Face model: `config.json`, safetensors
 * (sharded above 5 GB), tokenizer. Any program that runs the base runs the result.
 *
 * @param folder - new or empty
 * @throws MoeError `MOE_UNKNOWN_GROUP`, `MOE_BAD_CONFIG` for routers that no dense model equals, `MOE_MERGE_CONFIG` when
 * the folder has content, `MOE_DISK_FULL`, `MOE_ABORTED`; nothing is left behind
 * @example
 * ```ts
 * await exportDense('sqlite-model', { base, mixture, parameters }, { group: 'sqlite' });
 * ```
 */
export async function exportDense(
  folder: string,
  model: DenseModel,
  options: ExportDenseOptions = {},
): Promise<void> {
  const { dtype = 'float32' } = options;
  await fillFolder(folder, async (working) => {
    const weights = await denseWeights(model, options);
    try {
      await writeMergedTensors(weights.tasks, working, { ...options, dtype });
      await copyCompanions(model.base.folder, working);
      await writeModelConfig(weights.source.config, working, {}, dtype);
    } finally {
      await weights.close();
    }
  });
}
