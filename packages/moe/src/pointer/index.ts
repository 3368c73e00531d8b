/**
 * The pointer model: frozen text vectors in, keyword tokens and pointers at prefix positions out.
 * @module
 */
export type { PointerConfig, PointerModelConfig } from './pointer-config.js';
export { initialPointerParameters, pointerSpecs } from './model/pointer-parameters.js';
export type { PointerBatch, PointerPrefix } from './model/pointer-batch.js';
export { trainPointerModel } from './training/train-pointer-model.js';
export type { PointerTrainerOptions } from './training/pointer-trainer-options.js';
export { createPointerScorer, type PointerScorer, type SampleScores } from './pointer-scorer.js';
export { createPointerGenerator } from './generation/pointer-generator.js';
export type {
  BeamCandidate,
  BeamSearchRequest,
  PointerGenerator,
  PointerGeneratorOptions,
  RoutingShares,
} from './generation/beam-search-types.js';
export type { RelationSource } from './generation/relation-source.js';
export {
  inspectPointerModel,
  type InspectedGraph,
  type InspectPointerOptions,
} from './inspection/inspect-pointer-model.js';
export { attentionOutputs } from './inspection/attention-outputs.js';
export { foldAdapters, type FoldedModel } from '../generation/fold-adapters.js';
