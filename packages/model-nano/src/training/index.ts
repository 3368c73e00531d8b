/**
 * Training of the embedded model: base and groups, its vocabulary, and how its candidates are ranked.
 *
 * @module
 */
export { nanoConfig, nanoMixture } from '../nano-config.js';
export { fitNanoRanking, writeRanking } from '../ranking/fit-nano-ranking.js';
export type { FitRankingOptions } from '../ranking/fit-nano-ranking.js';
export { buildVocabulary } from '../vocabulary.js';
export { trainNano } from './train-nano.js';
export type { TrainNanoOptions, TrainNanoResult } from './train-nano.js';
export { trainGroup } from './train-group.js';
export type { TrainGroupOptions, TrainGroupResult } from './train-group.js';
export type { TrainingSource } from './training-sources.js';
