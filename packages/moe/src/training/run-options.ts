import type { HostParameters } from '../numerics/host-tensor.js';

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
  /** Share of target codes that were the most likely one; absent for language models, whose loss never makes all logits. */
  readonly accuracy?: number;
  readonly gradientNorm: number;
  readonly samplesPerSecond: number;
  /** Prefix and output positions, padding included. */
  readonly positionsPerSecond: number;
}

/** Execution accuracy by dialect, 0 to 1. */
export type DialectScores = Readonly<Record<string, number>>;

/** What training any kind of model has in common. */
export interface RunOptions {
  readonly optimizer: OptimizerOptions;
  readonly loss?: LossOptions;
  /** Seeds initialisation, the order of samples and dropout. Default 42. */
  readonly seed?: number;
  /** The run ends after so many updates. */
  readonly totalSteps?: number;
  /** The run ends after so many minutes, those before a resume included. With it, a resumed run is not the same to the last bit. */
  readonly maxMinutes?: number;
  /** Folder of the resumable state. Absent: nothing is written. A state found there is continued. */
  readonly stateFolder?: string;
  /** Default: only by time. */
  readonly saveEverySteps?: number;
  /** Default 5. */
  readonly saveEveryMinutes?: number;
  /** JSONL file; lines are appended. */
  readonly logPath?: string;
  /** Default 20. */
  readonly logEverySteps?: number;
  /** Hears each entry of the log as it is made. */
  readonly onLog?: (entry: TrainingLogEntry) => void;
  /** HTML report, rewritten at every evaluation, at every saved state and at the end; see `renderTrainingReport`. */
  readonly reportPath?: string;
  /** Threads inside one operator. Default: the engine's, all cores. */
  readonly threads?: number;
  /** Live curves of loss and execution accuracy on stderr, plain lines when it is not a terminal. Default false. */
  readonly progress?: boolean;
  readonly signal?: AbortSignal;
  /**
   * Measures the weights (the averaged ones, unless `emaDecay` is null), at the end too. Execution accuracy by dialect,
   * if it gives any, is logged, drawn, and decides which weights are the best.
   */
  readonly evaluate?: (parameters: HostParameters, step: number) => Promise<DialectScores | void>;
  /** Default 10. */
  readonly evaluateEveryMinutes?: number;
  /** Evaluates at multiples of so many steps instead of by time. Default: by time. */
  readonly evaluateEverySteps?: number;
  /** Early stopping: the run ends after so many evaluations in a row whose mean over the dialects is not above the best. Default: never. */
  readonly patience?: number;
}

/** The evaluation with the highest mean execution accuracy over the dialects. */
export interface BestEvaluation {
  readonly step: number;
  readonly executionAccuracy: DialectScores;
  /** The weights that were evaluated. */
  readonly parameters: HostParameters;
}

/** How a run ended. */
export interface TrainingResult {
  /** Last weights. */
  readonly parameters: HostParameters;
  /** Moving average of the weights; the last weights when `emaDecay` is null. Use these. */
  readonly averagedParameters: HostParameters;
  /** The best evaluated weights, or null when `evaluate` gave no scores. */
  readonly best: BestEvaluation | null;
  readonly steps: number;
  readonly minutes: number;
  /** `no-improvement`: early stopping. */
  readonly reason: 'steps' | 'time' | 'data' | 'aborted' | 'no-improvement';
  readonly lastEntry: TrainingLogEntry | null;
}
