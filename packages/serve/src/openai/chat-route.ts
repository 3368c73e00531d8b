import type { AskEvent } from '@momq/core';
import { jsonText } from '@momq/core/execution';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { failureBody, failureOf } from '../failure.js';
import type { Hidden } from '../failure.js';
import { jsonBody } from '../guards/guarded-app.js';
import type { ServedEnv } from '../guards/guarded-app.js';
import type { ServerMetrics } from '../metrics/server-metrics.js';
import type { QuestionDesk } from '../questions/question-desk.js';
import { badRequest, readOptions } from '../questions/read-options.js';
import type { QuestionLimits } from '../questions/read-options.js';
import type { ServedDatabase, ServedDatabases } from '../served-databases.js';
import { answerContent } from './answer-content.js';
import type { ChatModel } from './chat-model.js';
import { readChatRequest } from './chat-request.js';
import type { ChatRequest } from './chat-request.js';
import { Completion, usageOf } from './completion.js';
import type { CompletionEnd } from './completion.js';
import { modelUnknown } from './model-routes.js';

/** What answers conversations. */
export interface ChatParts {
  readonly desk: QuestionDesk;
  readonly databases: ServedDatabases;
  readonly limits: QuestionLimits;
  readonly chat?: ChatModel;
  readonly metrics: ServerMetrics;
  readonly hidden: Hidden;
  readonly onDefect?: (error: unknown) => void;
}

/** Milliseconds without a word after which a stream says that it goes on. */
const keepAliveMs = 10_000;

/** Hears a completion as it is written. */
interface Listener {
  text(text: string): void;
  /** The query as the model writes it, before it is checked: not part of the answer. */
  draft(text: string): void;
}

/** Writes one completion to a listener. */
type Writer = (listener: Listener, signal: AbortSignal) => Promise<CompletionEnd>;

/** `POST /v1/chat/completions`. */
export function chatRoute(parts: ChatParts) {
  return async (context: Context<ServedEnv>): Promise<Response> => {
    const request = readChatRequest(await jsonBody(context));
    const write = writerOf(request, parts);
    const completion = new Completion(request.model);
    const { signal } = context.env;
    if (request.stream) {
      parts.desk.requireRoom(); // clients ask again after a status, and not after an event
      return streamed(context, { request, completion, write, parts });
    }
    let content = '';
    const end = await write({ text: (text) => (content += text), draft: () => undefined }, signal);
    const body = jsonText(completion.whole(content, end));
    return context.body(body, 200, { 'content-type': 'application/json' });
  };
}

/** @throws ServeError for a model that is not served, and options out of range */
function writerOf(request: ChatRequest, parts: ChatParts): Writer {
  const models = parts.databases.models();
  const served = models.get(request.model);
  if (served !== undefined) return databaseWriter(request, served, parts);
  const { chat } = parts;
  if (chat?.id === request.model) return chatWriter(request, chat, parts);
  throw modelUnknown(request.model, [...models.keys(), ...(chat === undefined ? [] : [chat.id])]);
}

/** The last message is the question; those of the user before it are what it may follow up on. */
function databaseWriter(
  { messages, momq, json }: ChatRequest,
  served: ServedDatabase,
  { desk, limits }: ChatParts,
): Writer {
  if (json !== undefined)
    throw badRequest('response_format', 'text from a model that answers from a database', 'JSON');
  const options = readOptions(momq, limits, 'momq');
  const questions = messages.filter(({ role }) => role === 'user').map(({ text }) => text);
  return async (listener, signal) => {
    const onProgress = (event: AskEvent): void => {
      if (event.type === 'token' && event.candidate === 0 && event.text !== '')
        listener.draft(event.text);
    };
    const answer = await desk.answer({
      question: questions.at(-1) ?? '',
      served,
      earlier: questions.slice(0, -1),
      options: { ...options, onProgress },
      signal,
    });
    for (const part of answerContent(answer)) listener.text(part);
    return { finish: 'stop', momq: answer };
  };
}

function chatWriter(
  { messages, sampling, json }: ChatRequest,
  chat: ChatModel,
  { desk, metrics }: ChatParts,
): Writer {
  return (listener, signal) =>
    desk.counted(signal, async () => {
      const reply = await chat.reply({
        ...sampling,
        messages,
        ...(json !== undefined && { json }),
        signal,
        onText: (text) => listener.text(text),
      });
      metrics.tokens(reply.promptTokens, reply.completionTokens);
      return { finish: reply.finish, usage: usageOf(reply) };
    });
}

interface Streamed {
  readonly request: ChatRequest;
  readonly completion: Completion;
  readonly write: Writer;
  readonly parts: ChatParts;
}

/** Server-sent events: chunks, `[DONE]`; what fails after the first is an event with the error. */
function streamed(
  context: Context<ServedEnv>,
  { request, completion, write, parts }: Streamed,
): Response {
  const { signal } = context.env;
  return streamSSE(context, async (stream) => {
    const send = (data: object): void => void stream.writeSSE({ data: jsonText(data) });
    const alive = setInterval(() => void stream.write(': waiting\n\n'), keepAliveMs);
    send(completion.chunk({ role: 'assistant', content: '' }));
    try {
      const end = await write(
        {
          text: (content) => send(completion.chunk({ content })),
          draft: (text) => send(completion.chunk({ reasoning_content: text })),
        },
        signal,
      );
      send(completion.lastChunk(end));
      if (request.includeUsage && end.usage !== undefined) send(completion.usageChunk(end.usage));
      await stream.writeSSE({ data: '[DONE]' });
    } catch (error) {
      const failure = failureOf(signal.aborted ? signal.reason : error, parts.hidden);
      if (failure.status === 500) parts.onDefect?.(error);
      await stream.writeSSE({ data: jsonText(failureBody(failure)) });
    } finally {
      clearInterval(alive);
    }
  });
}
