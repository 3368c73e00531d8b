import path from 'node:path';
import { ConfigError } from '@momq/core';
import type { ExperimentSetting } from '@momq/model-nano/experiment';
import type { TrainingSample } from '@momq/moe/text';
import { countingBar } from '../output/progress-bar.js';
import type { TextPair } from '../training/text-pairs.js';
import { textSamples } from '../training/text-samples.js';
import { trainingRows, type TablePairs } from './text-table-pairs.js';
import type { TextTableOptions } from './text-table.js';
import { rowsOf } from './text-table-sizes.js';

/** Longest prompt and query together, and longest schema that is told whole, at run time. */
const limits = { contextLength: 4096, schemaTokens: 2048 };

/** The prompts of the pairs as they are read at run time, with what should be answered. */
export async function tableSamples(
  { train, test }: TablePairs,
  { base, packs, data, folder, sizes, settings, signal }: TextTableOptions,
): Promise<{
  readonly samples: ReadonlyMap<ExperimentSetting, readonly TrainingSample[]>;
  readonly heldOut: readonly TrainingSample[];
}> {
  const { promptRecorder } = await import('@momq/model-text/training');
  const recorder = await promptRecorder(base, limits);
  const make = async (pairs: readonly TextPair[], title: string): Promise<TrainingSample[]> => {
    const { samples, failed } = await textSamples({
      ...{ pairs, packs, recorder, limits, folder: path.join(folder, 'samples') },
      content: (dbId) => data.content(dbId),
      onProgress: countingBar(title),
      ...(signal !== undefined && { signal }),
    });
    if (samples.length === 0)
      throw new ConfigError(
        `data: expected pairs of which a prompt can be made, got none of ${pairs.length}; the first failed with: ${failed[0]?.message ?? ''}. Make them with momq datagen.`,
      );
    return [...samples];
  };
  const dialects = packs.map(({ id }) => id);
  const samples = new Map<ExperimentSetting, TrainingSample[]>();
  for (const setting of settings) {
    const rows = rowsOf(setting, dialects, sizes);
    const pairs = dialects.flatMap((id) => trainingRows(train.get(id)!, rows[id]!));
    samples.set(setting, await make(pairs, `${setting} prompts`));
  }
  return { samples, heldOut: await make([...test.values()].flat(), 'held-out prompts') };
}
