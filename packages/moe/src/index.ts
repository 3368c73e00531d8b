export { MoeError } from './errors.js';
export type { MoeErrorCode } from './errors.js';
export { floatTensor, intTensor } from './numerics/host-tensor.js';
export type { HostParameters, HostTensor } from './numerics/host-tensor.js';
export type {
  DecoderConfig,
  LoraConfig,
  RopeScaling,
  SlidingWindow,
} from './config/decoder-config.js';
export type { AdaptedLinear, ExpertGroupConfig, MixtureConfig } from './config/mixture-config.js';
export { adaptedLinears } from './config/mixture-config.js';
export {
  jointLora,
  loraMoe,
  mixLora,
  momqFigureMixture,
  momqMixture,
  perDialectLora,
  smallExpertMixture,
  xLora,
} from './config/baselines.js';
export type { AdapterSize, MixtureSize } from './config/baselines.js';
export { addGroup, ownWeights } from './composition/add-group.js';
export type { ComposableModel } from './composition/add-group.js';
export { baseIdentity, readGroup, saveGroup } from './composition/group-file.js';
export type { GroupFile } from './composition/group-file.js';
export { installGroups } from './composition/install-groups.js';
export { restrictGroups } from './composition/restrict-groups.js';
export type { GroupedModel } from './composition/restrict-groups.js';
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
export { imbalancedRows, presets } from './training/text/presets.js';
export type { TrainingPreset } from './training/text/presets.js';
export { trainLanguageModel } from './training/text/train-language-model.js';
export type {
  BatchingOptions,
  LanguageModelTrainerOptions,
  LanguageModelTrainingResult,
} from './training/text/text-trainer-options.js';
export type { DataReport, LeftOut, TrainingSample } from './training/text/training-sample.js';
export { renderTrainingReport } from './report/render-training-report.js';
export type {
  EvaluationPoint,
  ExpertLoad,
  RouterConfusion,
  TokenRouting,
  TrainingReport,
} from './report/training-report.js';
export type {
  BestEvaluation,
  DialectScores,
  LossOptions,
  OptimizerOptions,
  RunOptions,
  TrainerOptions,
  TrainingLogEntry,
  TrainingPhase,
  TrainingResult,
} from './training/trainer-options.js';
export type {
  LoadCheckpointOptions,
  PointerCheckpoint,
  SaveCheckpointOptions,
} from './checkpoint/checkpoint-types.js';
export { nanoConfig, nanoDecoder, nanoMixture } from './config/default-config.js';
export { validateConfig } from './config/validate-config.js';
export { initialPointerParameters, pointerSpecs } from './pointer/pointer-parameters.js';
export type { ParameterInit, ParameterRole, ParameterSpec } from './numerics/parameter-spec.js';
export { trainPointerModel } from './training/trainer.js';
export { loadCheckpoint } from './checkpoint/load-checkpoint.js';
export { saveCheckpoint } from './checkpoint/save-checkpoint.js';
export { createPointerScorer } from './pointer/pointer-scorer.js';
export type { PointerScorer, SampleScores } from './pointer/pointer-scorer.js';
export { inspectPointerModel } from './inspection/inspect-pointer-model.js';
export type { InspectedGraph, InspectPointerOptions } from './inspection/inspect-pointer-model.js';
export { createPointerGenerator } from './generation/pointer-generator.js';
export { createTextGenerator } from './generation/text/create-text-generator.js';
export type {
  BeamStrategy,
  FinishReason,
  GeneratedAnswer,
  GenerateRequest,
  GenerationResult,
  GreedyStrategy,
  LayerTrace,
  SamplingStrategy,
  Strategy,
  TextGenerator,
  TextGeneratorOptions,
  TextModel,
  TokenEvent,
  TokenFilter,
} from './generation/text/text-generator-types.js';
export type { LanguageModelConfig } from './language-model/language-model-config.js';
export {
  languageModel,
  languageModelHidden,
  tokenEmbedding,
  vocabularyLogits,
} from './language-model/language-model.js';
export type {
  LanguageModelInputs,
  LanguageModelOptions,
  LanguageModelOutput,
} from './language-model/language-model.js';
export { causalMask } from './language-model/causal-mask.js';
export type { CausalMaskInputs } from './language-model/causal-mask.js';
export {
  baseSpecs,
  initialAdapters,
  languageModelSpecs,
} from './language-model/language-model-parameters.js';
export { parseMergeConfig } from './merging/parse-merge-config.js';
export type {
  InputModel,
  MergeConfig,
  MergeDtype,
  OutputSlice,
  SliceSource,
} from './merging/merge-config.js';
export type {
  ConditionalSetting,
  ParameterSettings,
  SettingValue,
} from './merging/merge-parameters.js';
export { mergeModels } from './merging/merge-models.js';
export type { MergeModelsOptions, MergeSummary } from './merging/merge-models.js';
export type { MergeProgress } from './merging/write-merged-tensors.js';
export { mergeTensors } from './merging/methods/merge-methods.js';
export type { MergeMethodName, TensorMerge } from './merging/methods/merge-methods.js';
export type { SlerpOptions } from './merging/methods/slerp.js';
export { mergeMixture } from './merging/mixture/merge-mixture.js';
export type { MixtureMergeSummary } from './merging/mixture/merge-mixture.js';
export { parseMixtureMergeConfig } from './merging/mixture/parse-mixture-merge-config.js';
export type {
  GateMode,
  MixtureExpert,
  MixtureMergeConfig,
} from './merging/mixture/mixture-merge-config.js';
export type { Base, BaseReference } from './bases/base.js';
export { baseReference, requireBase } from './bases/base-reference.js';
export type { DownloadOptions } from './bases/download-model.js';
export type { DownloadProgress } from './bases/download-progress.js';
export { loadBase } from './bases/load-base.js';
export { locateModel } from './bases/locate-model.js';
export type { LocatedModel } from './bases/locate-model.js';
export type { LoadBaseOptions } from './bases/load-base.js';
export type { SpecialTokens } from './bases/special-tokens.js';
export { createTokenizer } from './tokenizer/create-tokenizer.js';
export type { TextTokenizer } from './tokenizer/text-tokenizer.js';
export { exportPeft } from './interop/export-peft.js';
export type { AdaptedModel, ExportPeftOptions } from './interop/export-peft.js';
export { importPeft } from './interop/import-peft.js';
export type { ImportedPeft } from './interop/import-peft.js';
export { exportDense } from './interop/export-dense.js';
export type { ExportDenseOptions } from './interop/export-dense.js';
export { exportOnnx } from './interop/export-onnx.js';
export type { ExportOnnxOptions } from './interop/export-onnx.js';
export type { DenseOptions } from './interop/dense-adapters.js';
export type { DenseModel } from './interop/dense-weights.js';
export { tokenBatch } from './language-model/token-batch.js';
export type { TokenBatch } from './language-model/token-batch.js';
export { validateLanguageModel } from './language-model/validate-language-model.js';
export { loadAdapters, saveAdapters } from './adapters/adapter-checkpoint.js';
export type { Adapters, LoadedAdapters } from './adapters/adapter-checkpoint.js';
