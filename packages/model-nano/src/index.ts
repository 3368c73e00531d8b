export { NanoError } from './nano-error.js';
export type { NanoErrorCode } from './nano-error.js';
export { loadNano, loadNano as loadModel, nanoWeightsFolder } from './load-nano.js';
export type { LoadNanoOptions } from './load-nano.js';
export { NanoModel } from './nano-model.js';
export type { NanoModelOptions, Proposal } from './nano-model.js';
