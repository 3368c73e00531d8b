/**
 * What training a language model needs of this package: the prompts that it reads at run time.
 * @module
 */
export { promptRecorder, type PromptRecorder, type RecordedPrompt } from './prompt-recorder.js';
