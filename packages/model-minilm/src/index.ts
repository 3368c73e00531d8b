export { loadSentenceEncoder, type LoadSentenceEncoderOptions } from './load-sentence-encoder.js';
export { MiniLmError, type MiniLmErrorCode } from './minilm-error.js';
export type { SentenceEncoder } from './sentence-encoder.js';
