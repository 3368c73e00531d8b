import { randomInt } from 'node:crypto';
import type { TextTokenizer } from '@momq/moe/bases';
import { textConstraint, type Strategy, type TextGenerator } from '@momq/moe/text';
import type { ChatFormat, ChatMessage } from './chat-format.js';
import { writtenJson } from './json/written-json.js';

/** Tokens of a reply at most where a request does not say. */
const REPLY_TOKENS = 512;

/** A reply that is one JSON value and nothing else. */
export interface JsonReply {
  /** A JSON Schema that it keeps to. Default: an object with any members. */
  readonly schema?: unknown;
  /**
   * Refuse a schema with keywords that writing does not keep to, such as `pattern` and `minimum`; default false: they are passed
   * over.
   */
  readonly strict?: boolean;
}

/** A conversation for the base itself to continue, with nothing of a database in it. */
export interface ReplyRequest {
  /** Oldest first; the last is of the user. */
  readonly messages: readonly ChatMessage[];
  /** Tokens of the reply at most. Default 512. */
  readonly maxTokens?: number;
  /** Divides the logits before a token is drawn; 0 takes the most likely one. Default 0, with `topP` 1. */
  readonly temperature?: number;
  /** Draws from the fewest tokens that together have this probability; in (0, 1]. Default 1. */
  readonly topP?: number;
  /** The same seed draws the same reply. Default: another each time. */
  readonly seed?: number;
  /** Texts that end the reply; they are not part of it. Default none. */
  readonly stop?: readonly string[];
  /** The reply is JSON: tokens that would break it are not written. It is whole unless `finish` is `length`. Default: any text. */
  readonly json?: JsonReply;
  readonly signal?: AbortSignal;
  /** Hears the reply as it is written. */
  readonly onText?: (text: string) => void;
}

/** What a base replied. */
export interface Reply {
  readonly text: string;
  /** `length` when `maxTokens` or the context cut it. */
  readonly finish: 'stop' | 'length';
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** The base for conversations, as it was before experts were trained for it where these act after the schema. Calls may overlap: they share passes, also with questions. */
export interface BaseChat {
  /** Name of the base. */
  readonly id: string;
  /**
   * Continues a conversation in the format that the base was taught.
   *
   * @throws MoeError `MOE_PROMPT_TOO_LONG`, `MOE_BAD_INPUT` for a JSON Schema that is none, and others of `generate`
   */
  reply(request: ReplyRequest): Promise<Reply>;
}

interface BaseChatParts {
  readonly id: string;
  readonly generator: TextGenerator;
  readonly format: ChatFormat;
  readonly tokenizer: TextTokenizer;
  /** Whether the generator can leave its adapters out. */
  readonly bare: boolean;
}

/** Conversations with what a generator has loaded. */
export function baseChat({ id, ...parts }: BaseChatParts): BaseChat {
  return { id, reply: (request) => continueConversation(parts, request) };
}

async function continueConversation(
  { generator, format, tokenizer, bare }: Omit<BaseChatParts, 'id'>,
  {
    messages,
    maxTokens = REPLY_TOKENS,
    stop = [],
    json,
    signal,
    onText,
    ...sampling
  }: ReplyRequest,
): Promise<Reply> {
  let heard = '';
  const hear = (text: string): void => {
    if (text === '') return;
    heard += text;
    onText?.(text);
  };
  const { answers, promptTokens } = await generator.generate({
    prompt: format.render(messages) + format.reply,
    maxNewTokens: maxTokens,
    ...(bare && { adapters: false }),
    strategy: strategyOf(sampling),
    stop: { sequences: [...format.stops, ...stop] },
    ...(json !== undefined && {
      constraint: textConstraint(writtenJson(json.schema, json), tokenizer),
    }),
    onToken: ({ text }) => hear(text),
    ...(signal !== undefined && { signal }),
  });
  const [answer] = answers;
  const text = answer?.text ?? '';
  hear(text.slice(heard.length)); // what might have become a stop sequence
  return {
    text,
    finish: answer?.finishReason === 'length' ? 'length' : 'stop',
    promptTokens,
    completionTokens: answer?.tokens.length ?? 0,
  };
}

function strategyOf({
  temperature,
  topP,
  seed = randomInt(2 ** 31),
}: Pick<ReplyRequest, 'temperature' | 'topP' | 'seed'>): Strategy {
  if (temperature === 0 || (temperature === undefined && topP === undefined))
    return { kind: 'greedy' };
  return {
    kind: 'sampling',
    seed,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
  };
}
