/**
 * The text model: a language model of the Qwen2 / Llama family with MoMQ adapters, its training and its generation.
 * @module
 */
export type { LanguageModelConfig } from './model/language-model-config.js';
export {
  languageModel,
  languageModelHidden,
  vocabularyLogits,
  type LanguageModelInputs,
  type LanguageModelOptions,
  type LanguageModelOutput,
} from './model/language-model.js';
export { initialAdapters, languageModelSpecs } from './model/language-model-parameters.js';
export { tokenBatch, type TokenBatch } from './model/token-batch.js';
export { trainLanguageModel } from './training/train-language-model.js';
export type {
  BatchingOptions,
  LanguageModelTrainerOptions,
  LanguageModelTrainingResult,
} from './training/text-trainer-options.js';
export {
  readPortableResult,
  writePortableRun,
  type PortableResult,
  type PortableRun,
} from './training/portable-run.js';
export type { DataReport, LeftOut, TrainingSample } from './training/training-sample.js';
export { scoreSamples, type SampleScore, type SampleScoring } from './training/score-samples.js';
export { imbalancedRows, presets, type TrainingPreset } from './training/presets.js';
export { createTextGenerator } from './generation/create-text-generator.js';
export type {
  BeamStrategy,
  ContinuationScore,
  FinishReason,
  GeneratedAnswer,
  GenerateRequest,
  GenerationResult,
  GreedyStrategy,
  LayerTrace,
  PromptRequest,
  SamplingStrategy,
  ScoreRequest,
  ScoreResult,
  Strategy,
  TextGenerator,
  TextGeneratorOptions,
  TextModel,
  TokenEvent,
} from './generation/text-generator-types.js';
export type { PrefixCacheOptions } from './generation/prefix/prefix-cache.js';
export type { PrefixProgress } from './generation/prefix/shared-prefix.js';
export {
  textConstraint,
  type TextConstraintState,
  type WrittenText,
  type WrittenTextState,
} from './generation/text-constraint.js';
