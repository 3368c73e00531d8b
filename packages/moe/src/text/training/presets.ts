import { momqMixture } from '../../config/baselines.js';
import type { MixtureConfig } from '../../config/mixture-config.js';
import type { LossOptions, OptimizerOptions } from '../../training/run-options.js';
import type { BatchingOptions } from './text-trainer-options.js';

/** The settings of a run: `trainLanguageModel({ base: await loadBase(preset.base), mixture: preset.mixture, samples, ...preset.training })`. JSON-serialisable. */
export interface TrainingPreset {
  /** Model id of the base. */
  readonly base: string;
  /** A group for each dialect, in the order of the router's labels. */
  readonly mixture: MixtureConfig;
  readonly training: BatchingOptions & {
    readonly optimizer: OptimizerOptions;
    readonly loss: LossOptions;
    readonly seed: number;
  };
}

/** r 128, alpha 256, dropout 0.05, k 2, S 2; the dialect loss over all positions, padding too. */
function mixture(dialects: readonly string[], expertsPerGroup: number): MixtureConfig {
  return {
    ...momqMixture({ rank: 128, alpha: 256, dropout: 0.05, dialects, expertsPerGroup }),
    dialectLossPositions: 'all',
  };
}

/** What the authors' three scripts have in common. */
const common = {
  balanceOver: 'micro-batch',
  bucketing: true,
  checkpointing: true,
  precision: 'bfloat16',
  optimizer: {
    learningRate: 1e-5,
    warmupRatio: 0.1,
    finalRatio: 0,
    beta1: 0.9,
    beta2: 0.95,
    epsilon: 1e-8,
    weightDecay: 0.1,
    clipNorm: 1,
    emaDecay: null,
  },
  loss: { balance: 0.001, dialect: 0.01, dialectSmoothing: 0, labelSmoothing: 0 },
  seed: 42,
} as const;

/**
 * The hyper-parameters of the authors' scripts (arXiv 2410.18406 and its code). Devices there are micro-batches here, so the
 * rows of an update are the same. Each takes the names of the dialects; the experts are those of the script where there are as many.
 *
 * @example
 * ```ts
 * const { base, mixture, training } = presets.xiyan(['first', 'second', 'third']);
 * ```
 */
export const presets = {
  /** `sft.sh`, the paper's run: Qwen2-7B-Instruct, 4 dialects, N 32, 3 epochs, 4 rows × 8 devices, 6,144 tokens. */
  paperSft: (dialects: readonly string[]) => ({
    base: 'Qwen/Qwen2-7B-Instruct',
    mixture: mixture(dialects, 8),
    training: { ...common, epochs: 3, batchSize: 4, accumulationSteps: 8, maxLength: 6144 },
  }),
  /** `moe.sh`: CodeQwen1.5-7B-Chat, 3 dialects, N 48 (36 in an earlier version), 5 epochs, 2 rows × 4 devices, 8,192 tokens. */
  moeSh: (dialects: readonly string[]) => ({
    base: 'Qwen/CodeQwen1.5-7B-Chat',
    mixture: mixture(dialects, 16),
    training: { ...common, epochs: 5, batchSize: 2, accumulationSteps: 4, maxLength: 8192 },
  }),
  /** `xiyan_momq_sft.sh`, the XiYan release: Qwen2.5-Coder-7B-Instruct, 3 dialects, N 24, 5 epochs, 1 row on each device, 8,192 tokens. The script takes all devices there are; here 8. */
  xiyan: (dialects: readonly string[]) => ({
    base: 'Qwen/Qwen2.5-Coder-7B-Instruct',
    mixture: mixture(dialects, 8),
    training: { ...common, epochs: 5, batchSize: 1, accumulationSteps: 8, maxLength: 8192 },
  }),
} as const satisfies Readonly<Record<string, (dialects: readonly string[]) => TrainingPreset>>;

/**
 * `rowsPerDialect` of the paper's imbalanced setting: 10,000 of one dialect (there MySQL), 128 of each other; the first rows in file
 * order.
 */
export function imbalancedRows(
  frequent: string,
  others: readonly string[],
): Readonly<Record<string, number>> {
  return { ...Object.fromEntries(others.map((name) => [name, 128])), [frequent]: 10_000 };
}
