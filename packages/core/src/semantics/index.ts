/**
 * Semantic models: what people teach about a database, in the format of Open Semantic Interchange.
 *
 * @module
 */
export { bindModel } from './bind-model.js';
export { findBeside } from './find-beside.js';
export { osiVersions } from './osi-document.js';
export type {
  MomqExtension,
  OsiAiContext,
  OsiCustomExtension,
  OsiDataset,
  OsiDocument,
  OsiExample,
  OsiExpression,
  OsiField,
  OsiMetric,
  OsiRelationship,
  OsiSemanticModel,
} from './osi-document.js';
export { readModel } from './read-model.js';
export { sampleCodes } from './sample-codes.js';
export type { SampledCodes, SampleOptions } from './sample-codes.js';
export { SemanticsError } from './semantics-error.js';
export { sameQuestion, similarExamples } from './similar-examples.js';
export type {
  DocumentOrigin,
  DocumentPath,
  ModelDataset,
  ModelField,
  ModelMetric,
  ModelRelationship,
  QuestionExample,
  SemanticModel,
} from './semantic-model.js';
export { startDocument } from './start-document.js';
export { writeDocument } from './write-document.js';
export type { WriteOptions, WrittenDocument } from './write-document.js';
export type { Definition, MetricText, Teaching } from './teaching.js';
