import { badRequest } from '../questions/read-options.js';

/** One message of a conversation. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** How a language model continues a conversation; what is absent is the model's own choice. */
export interface SamplingOptions {
  readonly maxTokens?: number;
  /** 0–2; 0 is greedy. */
  readonly temperature?: number;
  /** Above 0, at most 1. */
  readonly topP?: number;
  readonly seed?: number;
  /** Texts that end the reply, four at most. */
  readonly stop?: readonly string[];
}

/** A reply that is JSON. */
export interface JsonReply {
  /** A JSON Schema that it keeps to. Default: an object with any members. */
  readonly schema?: unknown;
  /** Refuse a schema that asks for more than can be kept to. Default false. */
  readonly strict?: boolean;
}

/** What `POST /v1/chat/completions` asks for. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly sampling: SamplingOptions;
  /** `response_format`: a reply as JSON. Default: as text. */
  readonly json?: JsonReply;
  /** The member `momq`: options of the question. */
  readonly momq: unknown;
}

const roles: ReadonlyMap<unknown, ChatMessage['role']> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
]);

/**
 * Reads a request in OpenAI's format. Members of OpenAI that change nothing here are passed over; those that ask for another kind of
 * answer are refused.
 *
 * @throws ServeError SERVE_BAD_REQUEST
 */
export function readChatRequest(body: Readonly<Record<string, unknown>>): ChatRequest {
  const { model, messages, stream = false, stream_options: streamOptions } = body;
  if (typeof model !== 'string') throw badRequest('model', 'the id of a model', 'none');
  if (!Array.isArray(messages) || messages.length === 0)
    throw badRequest('messages', 'a list with a question', 'none');
  if (typeof stream !== 'boolean' && stream !== null)
    throw badRequest('stream', 'true or false', 'another value');
  refuseOthers(body);
  const json = readFormat(body['response_format']);
  const read = messages.map((message: unknown, index) => readMessage(message, index));
  if (read.at(-1)?.role !== 'user')
    throw badRequest('messages', 'a question of the user as the last', 'another');
  return {
    model,
    messages: read,
    stream: stream === true,
    includeUsage:
      (streamOptions as { include_usage?: unknown } | null | undefined)?.include_usage === true,
    sampling: readSampling(body),
    ...(json !== undefined && { json }),
    momq: body['momq'],
  };
}

/** What no model here gives. */
function refuseOthers(body: Readonly<Record<string, unknown>>): void {
  const { n, tools, functions, modalities } = body;
  if (n !== undefined && n !== null && n !== 1) throw badRequest('n', '1', 'another number');
  for (const [name, list] of Object.entries({ tools, functions }))
    if (Array.isArray(list) && list.length > 0)
      throw badRequest(name, 'none, as models here call no functions', 'some');
  if (Array.isArray(modalities) && modalities.some((kind) => kind !== 'text'))
    throw badRequest('modalities', 'text', 'another');
}

/** `response_format` as OpenAI documents it: `text`, `json_object`, or `json_schema` with the schema. */
function readFormat(format: unknown): JsonReply | undefined {
  if (format === undefined || format === null) return undefined;
  const { type, json_schema: described } = format as Readonly<Record<string, unknown>>;
  if (type === 'text') return undefined;
  if (type === 'json_object') return {};
  if (type !== 'json_schema')
    throw badRequest('response_format', 'text, json_object or json_schema', 'another format');
  const { schema, strict } = (described ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof schema !== 'object' || schema === null)
    throw badRequest('response_format.json_schema.schema', 'a JSON Schema', 'none');
  return { schema, strict: strict === true };
}

function readMessage(message: unknown, index: number): ChatMessage {
  const param = `messages[${index}]`;
  if (typeof message !== 'object' || message === null)
    throw badRequest(param, 'an object with role and content', 'another value');
  const { role, content } = message as { readonly role?: unknown; readonly content?: unknown };
  const known = roles.get(role);
  if (known === undefined)
    throw badRequest(`${param}.role`, `one of ${[...roles.keys()].join(', ')}`, 'another, or none');
  return { role: known, text: readContent(content, `${param}.content`) };
}

function readContent(content: unknown, param: string): string {
  if (typeof content === 'string') return content;
  if (content === null || content === undefined) return '';
  if (!Array.isArray(content)) throw badRequest(param, 'a text', 'another value');
  return content
    .map((part: unknown) => {
      const { type, text } = (part ?? {}) as { readonly type?: unknown; readonly text?: unknown };
      if (type === 'text' && typeof text === 'string') return text;
      throw badRequest(param, 'parts of text', 'a part of another kind');
    })
    .join('\n');
}

function readSampling(body: Readonly<Record<string, unknown>>): SamplingOptions {
  const number = (name: string, low: number, high: number): number | undefined => {
    const value = body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' && value >= low && value <= high) return value;
    throw badRequest(name, `a number from ${low} to ${high}`, 'another value');
  };
  const whole = (name: string, low: number): number | undefined => {
    const value = number(name, low, Number.MAX_SAFE_INTEGER);
    if (value === undefined || Number.isInteger(value)) return value;
    throw badRequest(name, 'a whole number', String(value));
  };
  const maxTokens = whole('max_completion_tokens', 1) ?? whole('max_tokens', 1);
  const temperature = number('temperature', 0, 2);
  const topP = number('top_p', Number.MIN_VALUE, 1);
  const seed = whole('seed', 0);
  const stop = readStop(body['stop']);
  return {
    ...(maxTokens !== undefined && { maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed }),
    ...(stop !== undefined && { stop }),
  };
}

function readStop(stop: unknown): readonly string[] | undefined {
  if (stop === undefined || stop === null) return undefined;
  const all: unknown[] = Array.isArray(stop) ? stop : [stop];
  if (all.length <= 4 && all.every((text) => typeof text === 'string' && text !== ''))
    return all as string[];
  throw badRequest('stop', 'one to four texts', 'another value');
}
