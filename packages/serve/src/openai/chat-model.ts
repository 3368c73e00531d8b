import type { ChatMessage, JsonReply, SamplingOptions } from './chat-request.js';

/** A conversation for a language model to continue. */
export interface ReplyRequest extends SamplingOptions {
  readonly messages: readonly ChatMessage[];
  /** The reply is to be JSON. Default: any text. */
  readonly json?: JsonReply;
  /** Stops the reply; it then rejects. */
  readonly signal: AbortSignal;
  /** Hears the reply as it is written. */
  readonly onText?: (text: string) => void;
}

/** What a language model replied. */
export interface Reply {
  readonly text: string;
  /** `length` when the limit of tokens cut it. */
  readonly finish: 'stop' | 'length';
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A language model for plain chat. Calls may overlap: a model that batches serves them together. */
export interface ChatModel {
  /** Id under which clients find it. */
  readonly id: string;
  /** Continues a conversation. */
  reply(request: ReplyRequest): Promise<Reply>;
}
