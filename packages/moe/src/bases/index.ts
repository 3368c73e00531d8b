/**
 * Hugging Face bases: where they lie, their configs, weights and tokenizers. Loads neither TF.js nor ONNX Runtime.
 * @module
 */
export type { Base, BaseReference } from './base.js';
export { baseReference, requireBase } from './base-reference.js';
export type { DownloadOptions } from './download-model.js';
export type { DownloadProgress } from './download-progress.js';
export { loadBase, type LoadBaseOptions } from './load-base.js';
export { locateModel, type LocatedModel } from './locate-model.js';
export type { SpecialTokens } from './special-tokens.js';
export { createTokenizer } from '../tokenizer/create-tokenizer.js';
export type { TextTokenizer } from '../tokenizer/text-tokenizer.js';
