/**
 * Pairs as others take them: Parquet, conversations for trainers of chat models, a card with licences and provenance.
 *
 * @module
 */
export { datasetFormats, writeDataset } from './write-dataset.js';
export type { DatasetFormat, DatasetOptions } from './write-dataset.js';
export type { Provenance } from './dataset-card.js';
