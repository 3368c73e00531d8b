/**
 * Random numbers that a seed determines: for splits, samples, intervals and generated data that can be made again.
 *
 * @module
 */
export { seededRandom } from './seeded-random.js';
