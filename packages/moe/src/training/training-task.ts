import type { State } from '@momq/engine';
import type { HostParameters, HostTensor } from '../numerics/host-tensor.js';
import type { TrainingReport } from '../report/training-report.js';
import type { StepScalars, StepSize } from './log-window.js';

/** Scalars of an update that the loop decides, as graph inputs. */
export interface UpdateInputs {
  readonly learningRate: HostTensor;
  readonly correction1: HostTensor;
  readonly correction2: HostTensor;
}

/** What a report shows besides the curves. */
export type ReportParts = Pick<TrainingReport, 'facts' | 'expertLoads' | 'confusion' | 'routings'>;

/** A kind of model as the training loop sees it. */
export interface TrainingTask<Batch> {
  /** JSON of everything that decides what is trained; a saved state continues only a run with the same. */
  readonly identity: object;
  /** Weights in the state. */
  readonly names: readonly string[];
  /** Those of them that learn. */
  readonly trainable: readonly string[];
  /** Weights of a fresh run. */
  initialParameters(): HostParameters | Promise<HostParameters>;
  /** Adds to a fresh or loaded state what is not saved. */
  prepareState?(state: State): void;
  /** Whether a saved state leaves an entry out. */
  isTransient?(name: string): boolean;
  /** Batches from a step on. */
  batches(startStep: number): AsyncIterable<Batch>;
  /** Updates the state with a batch. */
  step(batch: Batch, update: UpdateInputs, run: StepRun): Promise<StepScalars>;
  /** How much a batch trains on. */
  sizeOf(batch: Batch): StepSize;
  /** Ids of a batch's samples, for messages; empty when they have none. */
  idsOf(batch: Batch): readonly string[];
  /** Whether a step whose loss is not finite leaves the state as it was. */
  readonly guarded: boolean;
  /** What the report shows besides the curves. @param parameters as given to `evaluate` */
  reportParts?(parameters: HostParameters): Promise<Partial<ReportParts>>;
  /** Releases compiled graphs. */
  dispose(): Promise<void>;
}

/** What a step works with. */
export interface StepRun {
  readonly state: State;
  /** Seed of the step's dropout. */
  readonly seed: number;
}
