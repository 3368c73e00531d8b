/**
 * Semantic models: what people teach about a database, in the format of Open Semantic Interchange.
 *
 * @module
 */
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
export { addExamples } from './add-examples.js';
export { sampleCodes } from './sample-codes.js';
export type { SampledCodes, SampleOptions } from './sample-codes.js';
export { similarExamples } from './similar-examples.js';
export type { QuestionExample } from './semantic-model.js';
export { writeDocument } from './write-document.js';
export type { WriteOptions, WrittenDocument } from './write-document.js';
export type { Definition, MetricText, Teaching } from './teaching.js';
