import { randomUUID } from 'node:crypto';
import type { Reply } from './chat-model.js';

/** Tokens of a completion, as OpenAI counts them. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** The usage of a reply. */
export function usageOf({
  promptTokens,
  completionTokens,
}: Pick<Reply, 'promptTokens' | 'completionTokens'>): Usage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** What a completion holds beside its text. `usage` is absent where tokens are unknown. */
export interface CompletionEnd {
  readonly finish: Reply['finish'];
  readonly usage?: Usage;
  /** The answer, for programs. */
  readonly momq?: unknown;
}

/** One completion in OpenAI's format, whole or in chunks. */
export class Completion {
  readonly #base: { readonly id: string; readonly created: number; readonly model: string };

  constructor(model: string) {
    this.#base = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model };
  }

  /** The whole. */
  whole(content: string, { finish, usage, momq }: CompletionEnd): object {
    const message = { role: 'assistant', content, refusal: null };
    return {
      ...this.#base,
      object: 'chat.completion',
      choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
      ...(usage !== undefined && { usage }),
      ...(momq !== undefined && { momq }),
    };
  }

  /** A piece of the text; the first has the role. */
  chunk(delta: object): object {
    return this.#chunk([{ index: 0, delta, logprobs: null, finish_reason: null }]);
  }

  /** The end of the text, and the answer. */
  lastChunk({ finish, momq }: CompletionEnd): object {
    return {
      ...this.#chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: finish }]),
      ...(momq !== undefined && { momq }),
    };
  }

  /** What follows when usage was asked for and is known. */
  usageChunk(usage: Usage): object {
    return { ...this.#chunk([]), usage };
  }

  #chunk(choices: readonly object[]): object {
    return { ...this.#base, object: 'chat.completion.chunk', choices };
  }
}
