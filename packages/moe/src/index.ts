export { MoeError } from './errors.js';
export type { MoeErrorCode } from './errors.js';
export { floatTensor, intTensor } from './numerics/host-tensor.js';
export type { HostParameters, HostTensor } from './numerics/host-tensor.js';
export type { DecoderConfig, LoraConfig } from './config/decoder-config.js';
export type { ExpertGroupConfig, MixtureConfig } from './config/mixture-config.js';
export type { PointerConfig, PointerModelConfig } from './config/pointer-config.js';
export type { PointerBatch, PointerPrefix } from './pointer/pointer-batch.js';
export type { RelationSource, TokenConstraint } from './generation/constraint.js';
export type {
  BeamCandidate,
  BeamSearchRequest,
  PointerGenerator,
  PointerGeneratorOptions,
  RoutingShares,
} from './generation/beam-search-types.js';
export type {
  LossOptions,
  OptimizerOptions,
  TrainerOptions,
  TrainingLogEntry,
  TrainingPhase,
  TrainingResult,
} from './training/trainer-options.js';
export type { LoadCheckpointOptions, PointerCheckpoint, SaveCheckpointOptions } from './checkpoint/checkpoint-types.js';
