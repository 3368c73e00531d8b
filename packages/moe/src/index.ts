/**
 * Models of MoMQ as data: configs, weights, expert groups, checkpoints, errors. Loads neither TF.js nor ONNX Runtime; the
 * models themselves are in `@momq/moe/pointer` and `@momq/moe/text`.
 * @module
 */
export { MoeError, type MoeErrorCode } from './errors.js';
export {
  floatTensor,
  intTensor,
  type HostParameters,
  type HostTensor,
} from './numerics/host-tensor.js';
export type { ParameterInit, ParameterRole, ParameterSpec } from './numerics/parameter-spec.js';
export type {
  DecoderConfig,
  LoraConfig,
  RopeScaling,
  SlidingWindow,
} from './config/decoder-config.js';
export {
  type AdaptedLinear,
  type ExpertGroup,
  type MixtureConfig,
} from './config/mixture-config.js';
export {
  jointLora,
  loraMoe,
  mixLora,
  momqFigureMixture,
  momqMixture,
  perDialectLora,
  smallExpertMixture,
  xLora,
  type AdapterSize,
  type MixtureSize,
} from './config/baselines.js';
export {
  addGroup,
  ownWeights,
  type ComposableModel,
  type GroupStart,
} from './composition/add-group.js';
export { baseIdentity, readGroup, saveGroup, type GroupFile } from './composition/group-file.js';
export { installGroups } from './composition/install-groups.js';
export { restrictGroups, type GroupedModel } from './composition/restrict-groups.js';
export type {
  LoadCheckpointOptions,
  PointerCheckpoint,
  SaveCheckpointOptions,
} from './pointer/checkpoint/checkpoint-types.js';
export { loadCheckpoint } from './pointer/checkpoint/load-checkpoint.js';
export { saveCheckpoint } from './pointer/checkpoint/save-checkpoint.js';
export {
  loadAdapters,
  saveAdapters,
  type Adapters,
  type LoadedAdapters,
} from './text/adapters/adapter-checkpoint.js';
export type {
  ConstraintStates,
  MaskedConstraint,
  TestedConstraint,
  TokenConstraint,
} from './generation/token-constraint.js';
