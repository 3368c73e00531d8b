import type { DialectPack } from '@momq/core';
import { countingBar } from '../output/progress-bar.js';
import type { TrainingData } from './training-data.js';

/** Held-out questions per pair folder that the ranking is fitted on. */
const questionsPerFolder = 600;

/**
 * Fits how candidates are ranked, on held-out questions of one dialect, and stores the weights in the checkpoint.
 *
 * @param folder - the checkpoint
 * @returns the weights and the number of questions
 */
export async function fitRankingOf(
  folder: string,
  pack: DialectPack,
  data: TrainingData,
): Promise<{ weights: readonly number[]; questions: number }> {
  const { loadNano } = await import('@momq/model-nano');
  const { fitNanoRanking, writeRanking } = await import('@momq/model-nano/training');
  const model = await loadNano({ folder });
  const progress = countingBar('ranking');
  try {
    const ranking = await fitNanoRanking({
      model,
      pack,
      files: data.folders.flatMap(({ files }) => files),
      content: (dbId) => data.content(dbId),
      limit: questionsPerFolder * data.folders.length,
      onProgress: (done, total) => {
        progress(done, total, '');
      },
    });
    await writeRanking(folder, ranking);
    return ranking;
  } finally {
    await model.dispose();
  }
}
