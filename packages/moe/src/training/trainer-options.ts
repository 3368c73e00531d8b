import type { PointerModelConfig } from '../config/pointer-config.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { PointerBatch } from '../pointer/pointer-batch.js';

/** `base`: every weight of a config without mixture. `experts`: frozen base; LoRAs, experts, routers and norms learn. `experts-and-head`: as `experts`, the embeddings and the head learn too. `all`: everything. */
export type TrainingPhase = 'base' | 'experts' | 'experts-and-head' | 'all';

/** AdamW with linear warm-up and cosine decay. */
export interface OptimizerOptions {
  /** Peak learning rate. */
  readonly learningRate: number;
  /** Share of the run spent warming up. Default 0.1. */
  readonly warmupRatio?: number;
  /** Learning rate at the end as a share of the peak. Default 0. */
  readonly finalRatio?: number;
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.95. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
  /** Decoupled, on matrices only. Default 0.1. */
  readonly weightDecay?: number;
  /** Global gradient norm is clipped to this. Default 1. */
  readonly clipNorm?: number;
  /** Decay of the moving average of the weights, or null for none. Default 0.999. */
  readonly emaDecay?: number | null;
}

/** Weights of the loss terms: L = L_LM + balance · L_Bal + dialect · L_DR. */
export interface LossOptions {
  /** Default 0.001. */
  readonly balance?: number;
  /** Default 0.01. */
  readonly dialect?: number;
  /** Label smoothing of L_DR. Default 0. */
  readonly dialectSmoothing?: number;
  /** Label smoothing of L_LM. Default 0. */
  readonly labelSmoothing?: number;
}

/** One line of the training log (JSONL). */
export interface TrainingLogEntry {
  readonly step: number;
  /** Minutes of training so far, earlier runs of a resumed training included. */
  readonly minutes: number;
  /** 0 to 1; drives the learning rate. */
  readonly progress: number;
  readonly learningRate: number;
  readonly loss: number;
  readonly lmLoss: number;
  readonly balanceLoss: number;
  readonly dialectLoss: number;
  /** Share of target codes that were the most likely one. */
  readonly accuracy: number;
  readonly gradientNorm: number;
  readonly samplesPerSecond: number;
  /** Prefix and output positions, padding included. */
  readonly positionsPerSecond: number;
}

/** A training run. It ends at `totalSteps` or `maxMinutes`, whichever comes first; at least one is needed. */
export interface TrainerOptions {
  readonly config: PointerModelConfig;
  readonly phase: TrainingPhase;
  /** Narrows what the phase updates, by weight name; e.g. one dialect alone: `(name) => name.includes('.groups.mysql.')`. */
  readonly trainable?: (name: string) => boolean;
  /** Starting weights; names missing here are initialised from `seed`. */
  readonly parameters?: HostParameters;
  /** Batches from step `startStep` on (0 in a fresh run, later after a resume). Ends the run when exhausted. */
  readonly batches: (startStep: number) => AsyncIterable<PointerBatch>;
  readonly totalSteps?: number;
  readonly maxMinutes?: number;
  readonly optimizer: OptimizerOptions;
  readonly loss?: LossOptions;
  /** Seeds initialisation and dropout. Default 42. */
  readonly seed?: number;
  /** Folder of the resumable state. Absent: nothing is written. A state found there is continued. */
  readonly stateFolder?: string;
  /** Default: only by time. */
  readonly saveEverySteps?: number;
  /** Default 5. */
  readonly saveEveryMinutes?: number;
  /** JSONL file; lines are appended. */
  readonly logPath?: string;
  readonly logEverySteps?: number;
  /** Threads inside one operator. Default: the engine's, all cores. */
  readonly threads?: number;
  /** Progress line with remaining time on stderr. Default false. */
  readonly progress?: boolean;
  readonly signal?: AbortSignal;
  /** Called every `evaluateEveryMinutes` (default 10) and at the end with the averaged weights. */
  readonly evaluate?: (parameters: HostParameters, step: number) => Promise<void>;
  readonly evaluateEveryMinutes?: number;
}

/** How a run ended. */
export interface TrainingResult {
  /** Last weights. */
  readonly parameters: HostParameters;
  /** Moving average of the weights; the last weights when `emaDecay` is null. Use these. */
  readonly averagedParameters: HostParameters;
  readonly steps: number;
  readonly minutes: number;
  readonly reason: 'steps' | 'time' | 'data' | 'aborted';
  readonly lastEntry: TrainingLogEntry | null;
}
