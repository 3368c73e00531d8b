/**
 * How varied the queries of a corpus are.
 *
 * @module
 */
export { measureDiversity } from './measure-diversity.js';
export type { CorpusDiversity, KeywordCount } from './measure-diversity.js';
export { sampleCorpus } from './sample-corpus.js';
