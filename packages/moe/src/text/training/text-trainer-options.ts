import type { JitOptions } from '@momq/engine';
import type { Base } from '../../bases/base.js';
import type { MixtureConfig } from '../../config/mixture-config.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type { RunOptions, TrainingResult } from '../../training/run-options.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import type { DataReport, TrainingSample } from './training-sample.js';

/** How samples become updates; plain data, part of a preset. */
export interface BatchingOptions {
  /** Passes over the data. Either this or `totalSteps` is needed. */
  readonly epochs?: number;
  /** Rows of a micro-batch. */
  readonly batchSize: number;
  /** Micro-batches of an update. The update is that of one batch of all their rows (without dropout, to 1e-5). Default 1. */
  readonly accumulationSteps?: number;
  /**
   * Over what L_Bal compares with the experts' shares, when accumulating: the whole `update` (default), at the price of a
   * forward pass more for each micro-batch; or each `micro-batch` by itself, as Hugging Face's trainer does.
   */
  readonly balanceOver?: 'update' | 'micro-batch';
  /** Longest sample in tokens: prompt, answer and end token. With `packing`, the length of every row. */
  readonly maxLength: number;
  /** Batches of samples of similar length, as `group_by_length`. Default true. */
  readonly bucketing?: boolean;
  /** Rows of several samples that do not see each other, as many as fit. Needs routers of tokens. Default false. */
  readonly packing?: boolean;
  /**
   * Rows of samples that begin with the same `prefix` and are of one dialect, as many as fit into so many tokens after it: each sees
   * the prefix and itself alone. Needs `activation: 'after-prefix'`; the bare base reads a prefix once, without a gradient. Not with
   * `packing`, nor `bucketing`, which it turns off. Default: none.
   */
  readonly sharedRowLength?: number;
  /** T: dialects are drawn in proportion to n^(1/T). Default 1. */
  readonly samplingTemperature?: number;
  /** First rows of each dialect, in file order, that are used: the paper's imbalanced setting is `imbalancedRows`. Default: all. */
  readonly rowsPerDialect?: Readonly<Record<string, number>>;
  /** Gradient checkpointing: memory of one block instead of all, for about a third more time. Default false. */
  readonly checkpointing?: boolean;
  /** Format of the operands of matrix products; weights, sums, softmaxes and the optimizer stay float32. float16 scales the loss. Default `float32`. */
  readonly precision?: 'float32' | 'float16' | 'bfloat16';
}

/** A training run of the adapters of a text language model. */
export interface LanguageModelTrainerOptions extends RunOptions, BatchingOptions {
  /** The frozen base; its weights stay in their files. */
  readonly base: Base;
  /** The adapters to train. Their `dropout` is that of training; the paper's dialect loss over padding too is `dialectLossPositions: 'all'`. */
  readonly mixture: MixtureConfig;
  /** The training set, in file order. */
  readonly samples: readonly TrainingSample[];
  /** Held-out samples for the report: router confusion, expert load, and heat maps of the first of each dialect. Default: those parts are left out. */
  readonly heldOut?: readonly TrainingSample[];
  /** Starting weights of adapters and norms; what is missing is initialised from `seed` or is the base's. */
  readonly parameters?: HostParameters;
  /** Narrows what is updated, by weight name; e.g. `ownWeights('mysql')`. Default: adapters and norms. */
  readonly trainable?: (name: string) => boolean;
  /** Groups a sample may use: `all`, so that routers decide (the paper), or its `own`. Default `all`; `own` for routing `dialect`. */
  readonly groupScope?: 'all' | 'own';
  /** Appended to answers, null for none. Default: the base's first end-of-sequence token. */
  readonly endToken?: number | null;
  /** What to do with a sample whose dialect has no group. Default `error`. */
  readonly unknownDialect?: 'error' | 'skip';
  /** What to do with a sample over `maxLength`: leave it out and report it (default), or refuse. It is never cut. */
  readonly tooLong?: 'error' | 'skip';
  /** Hears what became of the data set before training starts. Default: a warning names what was left out. */
  readonly onData?: (report: DataReport) => void;
  /** Where the graph runs. Default `cpu`. */
  readonly device?: JitOptions['device'];
  /** Bytes for keys and values of prefixes with `sharedRowLength`; above it the least recently used are read again. Default 1 GiB. */
  readonly keptPrefixBytes?: number;
  /** Folder of compiled graphs, so that a second run starts warm. Default: none. */
  readonly cacheFolder?: string;
}

/** How a run of a language model ended. `parameters`, `averagedParameters` and `best` hold adapters and norms. */
export interface LanguageModelTrainingResult extends TrainingResult {
  /** The base's config with the mixture: for `saveAdapters(folder, reference, { config, parameters, metadata })`. */
  readonly config: LanguageModelConfig;
  readonly data: DataReport;
}
