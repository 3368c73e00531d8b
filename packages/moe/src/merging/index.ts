/**
 * Merging of models on disk, mergekit's methods and SQL-GEN's mixtures. Loads neither TF.js nor ONNX Runtime, but for a
 * mixture whose gates start from prompts.
 * @module
 */
export { parseMergeConfig } from './parse-merge-config.js';
export type {
  InputModel,
  MergeConfig,
  MergeDtype,
  OutputSlice,
  SliceSource,
} from './merge-config.js';
export type { ConditionalSetting, ParameterSettings, SettingValue } from './merge-parameters.js';
export { mergeModels, type MergeModelsOptions, type MergeSummary } from './merge-models.js';
export type { MergeProgress } from './write-merged-tensors.js';
export { mergeTensors, type MergeMethodName, type TensorMerge } from './methods/merge-methods.js';
export type { SlerpOptions } from './methods/slerp.js';
export { mergeMixture, type MixtureMergeSummary } from './mixture/merge-mixture.js';
export { parseMixtureMergeConfig } from './mixture/parse-mixture-merge-config.js';
export type {
  GateMode,
  MixtureExpert,
  MixtureMergeConfig,
} from './mixture/mixture-merge-config.js';
