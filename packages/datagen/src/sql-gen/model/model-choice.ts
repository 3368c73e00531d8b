import type { LanguageModel } from 'ai';

/** Money per million tokens, in any currency; the budget is in the same. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** A language model and how it is used. */
export interface ModelChoice {
  /** In the usage table, the source of each pair, and what keeps the journals of two models apart. */
  readonly name: string;
  /** A model of the Vercel AI SDK, for example `openai('gpt-4o-mini')` of `@ai-sdk/openai`. */
  readonly model: Exclude<LanguageModel, string>;
  /** `schema`: answers are asked for by JSON schema, then as JSON, then in words, where a server refuses; `json`: not by schema. Default `schema`. */
  readonly structure?: 'schema' | 'json';
  /** Needed for a budget in money. */
  readonly price?: TokenPrice;
  /** Default: 0.8 to write, 0 to judge. */
  readonly temperature?: number;
  /** Tokens of one answer at most; default 1024. */
  readonly maxOutputTokens?: number;
}
