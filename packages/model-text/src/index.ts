/**
 * A language model of the Qwen2 or Llama family that writes queries, alone or together with a fast model.
 * @module
 */
export { cascade, type CascadeOptions } from './cascade.js';
export type { ChatMessage } from './chat-format.js';
export type { BaseChat, JsonReply, Reply, ReplyRequest } from './conversation.js';
export type { CascadeWeights } from './rank-together.js';
export { textModel, type TextModelOptions } from './text-model.js';
export type { QueryScore, ScoringModel } from './text-query-model.js';
