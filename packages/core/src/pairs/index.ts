/**
 * The format of verified pairs: what data generation writes and training reads.
 *
 * @module
 */
export { readPairs, writePair } from './read-pairs.js';
export { splits } from './training-pair.js';
export type { Split, TrainingPair } from './training-pair.js';
