export { wordUse } from './unused-words.js';
export type { ReadQuery, UnusedWord, WordUse } from './unused-words.js';
