/**
 * A language model of the Qwen2 or Llama family that writes queries.
 * @module
 */
export { textModel, type TextModelOptions } from './text-model.js';
