import type { HostParameters } from '../../numerics/host-tensor.js';
import type { RunOptions } from '../../training/run-options.js';
import type { TrainingPhase } from '../../training/training-phase.js';
import type { PointerBatch } from '../model/pointer-batch.js';
import type { PointerModelConfig } from '../pointer-config.js';

/** A training run. It ends at `totalSteps` or `maxMinutes`, whichever comes first; at least one is needed. */
export interface PointerTrainerOptions extends RunOptions {
  readonly config: PointerModelConfig;
  readonly phase: TrainingPhase;
  /** Narrows what the phase updates, by weight name; e.g. one dialect alone: `(name) => name.includes('.groups.mysql.')`. */
  readonly trainable?: (name: string) => boolean;
  /** Starting weights; names missing here are initialised from `seed`. */
  readonly parameters?: HostParameters;
  /** Batches from step `startStep` on (0 in a fresh run, later after a resume). Ends the run when exhausted. */
  readonly batches: (startStep: number) => AsyncIterable<PointerBatch>;
}
