import type { Base } from '../bases/base.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { openModelSource, type ModelSource } from '../merging/model-source.js';
import { memoryInput } from '../merging/tensor-input.js';
import type { MergeTask } from '../merging/write-merged-tensors.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import { addLowRank } from './add-low-rank.js';
import { denseAdapters, type DenseOptions } from './dense-adapters.js';

/** An adapted base that is to become one dense model. */
export interface DenseModel {
  readonly base: Base;
  /** The adapters, or null for the bare base. */
  readonly mixture: MixtureConfig | null;
  /** Adapters and trained norms; weights of the base need not be among them. */
  readonly parameters: HostParameters;
}

/** The dense weights, tensor by tensor. */
export interface DenseWeights {
  /** Names as in the base's files (`model.layers.0…`). */
  readonly tasks: readonly MergeTask[];
  readonly source: ModelSource;
  close(): Promise<void>;
}

/**
 * Prepares the weights of a base with its adapters folded in, read from the base's files piece by piece.
 * @throws MoeError those of {@link denseAdapters}, `MOE_MISSING_PARAMETER`
 */
export async function denseWeights(
  { base, mixture, parameters }: DenseModel,
  options: DenseOptions,
): Promise<DenseWeights> {
  const updates =
    mixture === null
      ? new Map<string, never>()
      : denseAdapters(base.config.decoder, mixture, parameters, options);
  const source = await openModelSource(base.folder);
  const tasks = [...source.shapes].map(([name, shape]): MergeTask => {
    const own = name.replace(/^model\./, '');
    const trained = /norm\.weight$/.test(own) ? parameters[own] : undefined;
    if (trained !== undefined) {
      const inputs = [memoryInput(Float32Array.from(trained.data))];
      return { name, shape, inputs, prepare: () => Promise.resolve(([values]) => values!) };
    }
    const found = updates.get(own.replace(/\.weight$/, '')) ?? [];
    return {
      name,
      shape,
      inputs: [source.tensor(name, null)],
      prepare: () =>
        Promise.resolve(([values], start) => {
          if (own.endsWith('.weight')) addLowRank(values!, start, shape.at(-1) ?? 1, found);
          return values!;
        }),
    };
  });
  return { tasks, source, close: () => source.close() };
}
