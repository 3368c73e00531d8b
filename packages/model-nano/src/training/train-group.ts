import { join } from 'node:path';
import type { LogicalDialectPack } from '@momq/dialect';
import type { SentenceEncoder } from '@momq/model-minilm';
import {
  addGroup,
  baseIdentity,
  loadCheckpoint,
  ownWeights,
  restrictGroups,
  saveGroup,
} from '@momq/moe';
import { trainPointerModel } from '@momq/moe/pointer';
import type { TrainingResult } from '@momq/moe/training';
import { nanoWeightsFolder } from '../load-nano.js';
import { NanoError } from '../nano-error.js';
import { startWord } from '../vocabulary.js';
import { batchStream } from './batch-stream.js';
import type { SkippedExamples } from './batch-stream.js';
import { encodeSources, loadSources } from './training-sources.js';
import type { SourceOptions } from './training-sources.js';

/** How the group of one dialect is trained. It ends at `minutes` or `steps`, whichever comes first. */
export interface TrainGroupOptions extends Omit<SourceOptions, 'packs'> {
  /** The dialect; its `expertGroup` gives the size of the group. */
  readonly pack: LogicalDialectPack;
  /** Checkpoint whose base and shared experts the group is for; default: the shipped weights. */
  readonly checkpoint?: string;
  /** Used for texts that the run folder does not hold yet, then disposed. */
  readonly encoder: SentenceEncoder;
  /** Folder for text vectors, resumable state and logs. A second run with the same folder goes on where the first stopped. */
  readonly runFolder: string;
  /** Group file to write, for example `weights/nano.safetensors` of the pack. */
  readonly file: string;
  /** Default 10. */
  readonly minutes?: number;
  /** Default: as many as the minutes allow. */
  readonly steps?: number;
  /** Positions of one batch. Default 2880. */
  readonly positions?: number;
  /** Peak learning rate. Default 1e-3. */
  readonly learningRate?: number;
  /** Default 42. */
  readonly seed?: number;
  readonly progress?: boolean;
  readonly signal?: AbortSignal;
}

/** What {@link trainGroup} made. */
export interface TrainGroupResult {
  /** The group file. */
  readonly file: string;
  readonly training: TrainingResult;
  /** Examples that could not be used, by reason. */
  readonly skipped: SkippedExamples;
}

/**
 * Trains the expert group of one dialect against a frozen base and frozen shared experts, and writes it as one file. No other
 * file is touched; a pack that lists the file in `expertGroup.weights` answers with it.
 *
 * @throws NanoError `NANO_DATA_UNUSABLE` without pairs of the dialect, `NANO_TRAINING_STOPPED` when the signal ended it
 * @throws MoeError for a group that does not fit the mixture
 */
export async function trainGroup(options: TrainGroupOptions): Promise<TrainGroupResult> {
  const { pack, runFolder, file, seed = 42 } = options;
  const shipped = await loadCheckpoint(options.checkpoint ?? nanoWeightsFolder);
  const { experts, rank, alpha } = pack.expertGroup;
  const grown = addGroup(
    restrictGroups(shipped, []),
    { name: pack.id, numExperts: experts, rank, alpha },
    { seed },
  );
  const loaded = await loadSources({ ...options, packs: [pack] }, seed);
  const vectors = await encodeSources(loaded, options);
  const skipped: SkippedExamples = new Map();
  const { vocabulary } = shipped;
  const training = await trainPointerModel({
    config: grown.config,
    phase: 'experts',
    trainable: ownWeights(pack.id),
    parameters: grown.parameters,
    batches: batchStream(
      {
        ...loaded,
        packs: [pack],
        vocabulary,
        vectors,
        groups: [pack.id],
        positions: options.positions ?? 2880,
        dropProbability: 0.5,
        distractProbability: 0.3,
        // as it will be asked: a dialect that the vocabulary has no start token for begins like any other
        anonymousProbability: vocabulary.includes(startWord(pack.id)) ? 0 : 1,
        seed,
      },
      skipped,
    ),
    maxMinutes: options.minutes ?? 10,
    ...(options.steps !== undefined && { totalSteps: options.steps }),
    optimizer: {
      learningRate: options.learningRate ?? 1e-3,
      warmupRatio: 0.04,
      finalRatio: 0.01,
    },
    seed,
    stateFolder: join(runFolder, 'group'),
    logPath: join(runFolder, 'group.jsonl'),
    reportPath: join(runFolder, 'group.html'),
    logEverySteps: 20,
    progress: options.progress ?? false,
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  if (training.reason === 'aborted')
    throw new NanoError(
      'NANO_TRAINING_STOPPED',
      `training: expected a whole run, it was stopped at step ${training.steps}. Run the same command again: it goes on from ${runFolder}.`,
    );
  await saveGroup(file, { ...grown, parameters: training.averagedParameters }, pack.id, {
    storage: 'float16',
    base: baseIdentity(shipped.parameters),
  });
  return { file, training, skipped };
}
