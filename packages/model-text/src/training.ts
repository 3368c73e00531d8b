/**
 * What training a language model needs of this package: the prompts that it reads at run time, and experts to go on from.
 * @module
 */
export { promptRecorder, type PromptRecorder, type RecordedPrompt } from './prompt-recorder.js';
export { loadExperts } from './experts.js';
