import { join } from 'node:path';
import type { DatabaseContent, LogicalDialectPack } from '@momq/dialect';
import type { SentenceEncoder } from '@momq/model-minilm';
import { saveCheckpoint } from '@momq/moe';
import { trainPointerModel } from '@momq/moe/pointer';
import type { HostParameters } from '@momq/moe';
import type { PointerModelConfig } from '@momq/moe/pointer';
import type { TrainingResult } from '@momq/moe/training';
import { nanoConfig, nanoMixture } from '../nano-config.js';
import { NanoError } from '../nano-error.js';
import { buildVocabulary } from '../vocabulary.js';
import { batchStream } from './batch-stream.js';
import type { BatchStreamOptions, SkippedExamples } from './batch-stream.js';
import { startingWeights } from './starting-weights.js';
import type { TrainedBase } from './starting-weights.js';
import { encodeSources, loadSources } from './training-sources.js';
import type { TrainingSource } from './training-sources.js';

/** A training run of the embedded model. */
export interface TrainNanoOptions {
  readonly packs: readonly LogicalDialectPack[];
  readonly sources: readonly TrainingSource[];
  /** Content of a database by id; called once for each. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** Used for texts that the run folder does not hold yet, then disposed. */
  readonly encoder: SentenceEncoder;
  /** Folder for text vectors, resumable state and logs. A second run with the same folder goes on where the first stopped. */
  readonly runFolder: string;
  /** Checkpoint folder to write. */
  readonly outputFolder: string;
  /** Minutes of the dense base phase and of the expert phase. */
  readonly baseMinutes: number;
  readonly expertMinutes: number;
  /** Positions of one batch. Default 2880. */
  readonly positions?: number;
  /** Default 42. */
  readonly seed?: number;
  /** Peak learning rates. Defaults 1e-3 and 1e-3. */
  readonly baseLearningRate?: number;
  readonly expertLearningRate?: number;
  /** A trained base to go on from; words that it does not know are new. Default: fresh weights. */
  readonly startFrom?: TrainedBase;
  /** Threads of a step. Default: what the engine takes. */
  readonly threads?: number;
  /** Facts about the data for the checkpoint: sources, licences, hashes. */
  readonly provenance?: Readonly<Record<string, unknown>>;
  readonly progress?: boolean;
  readonly signal?: AbortSignal;
  /** Called with the averaged weights of the phase while it runs. */
  readonly evaluate?: (
    checkpoint: {
      config: PointerModelConfig;
      parameters: HostParameters;
      vocabulary: readonly string[];
    },
    step: number,
  ) => Promise<void>;
}

/** What {@link trainNano} made. */
export interface TrainNanoResult {
  readonly base: TrainingResult;
  readonly experts: TrainingResult;
  readonly skipped: SkippedExamples;
}

/**
 * Trains the embedded model in two phases: the dense base on all dialects, then, with the base frozen, LoRAs,
 * the shared experts, each dialect's experts and the routers (MoMQ, arXiv 2410.18406, §3).
 */
export async function trainNano(options: TrainNanoOptions): Promise<TrainNanoResult> {
  const seed = options.seed ?? 42;
  const loaded = await loadSources(options, seed);
  const vectors = await encodeSources(loaded, options);
  const vocabulary = buildVocabulary(options.packs);
  const size = { vectorWidth: vectors.width, vocabularySize: vocabulary.length };
  const skipped: SkippedExamples = new Map();
  const stream: Omit<BatchStreamOptions, 'groups' | 'seed' | 'anonymousProbability'> = {
    packs: options.packs,
    vocabulary,
    ...loaded,
    vectors,
    positions: options.positions ?? 2880,
    dropProbability: 0.5,
    distractProbability: 0.3,
  };
  const phase = (
    name: 'base' | 'experts',
    config: PointerModelConfig,
    parameters?: HostParameters,
  ) => {
    const groups = config.mixture?.groups.map((group) => group.name) ?? [];
    return trainPointerModel({
      config,
      phase: name,
      ...(parameters === undefined ? {} : { parameters }),
      batches: batchStream(
        { ...stream, groups, anonymousProbability: 0.1, seed: name === 'base' ? seed : seed + 1 },
        skipped,
      ),
      maxMinutes: name === 'base' ? options.baseMinutes : options.expertMinutes,
      optimizer: {
        learningRate:
          (name === 'base' ? options.baseLearningRate : options.expertLearningRate) ?? 1e-3,
        warmupRatio: 0.04,
        finalRatio: 0.01,
      },
      seed,
      stateFolder: join(options.runFolder, name),
      logPath: join(options.runFolder, `${name}.jsonl`),
      reportPath: join(options.runFolder, `${name}.html`),
      logEverySteps: 20,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      progress: options.progress ?? false,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.evaluate === undefined
        ? {}
        : {
            evaluate: (current: HostParameters, step: number) =>
              options.evaluate!({ config, parameters: current, vocabulary }, step),
          }),
    });
  };
  const dense = nanoConfig({ ...size, mixture: null });
  const base = await phase(
    'base',
    dense,
    options.startFrom && startingWeights(options.startFrom, dense, vocabulary, seed),
  );
  requireWhole(base, options);
  const config = nanoConfig({ ...size, mixture: nanoMixture(options.packs) });
  const experts = await phase('experts', config, base.averagedParameters);
  requireWhole(experts, options);
  await saveCheckpoint(
    options.outputFolder,
    {
      config,
      parameters: experts.averagedParameters,
      vocabulary,
      metadata: {
        ...options.provenance,
        seed,
        baseSteps: base.steps,
        expertSteps: experts.steps,
        baseMinutes: base.minutes,
        expertMinutes: experts.minutes,
      },
    },
    { storage: 'float16' },
  );
  return { base, experts, skipped };
}

/** A phase that was stopped has saved its state; nothing may be built on its unfinished weights. */
function requireWhole({ reason, steps }: TrainingResult, { runFolder }: TrainNanoOptions): void {
  if (reason === 'aborted')
    throw new NanoError(
      'NANO_TRAINING_STOPPED',
      `training: expected a whole run, it was stopped at step ${steps}. Run the same command again: it goes on from ${runFolder}.`,
    );
}
