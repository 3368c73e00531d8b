import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request for a chat completion, as the server got it. */
export interface ChatRequest {
  readonly model: string;
  /** Texts of the messages, in order. */
  readonly messages: readonly string[];
  /** Requests before this one. */
  readonly index: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
}

/** What the server does with a request. */
export type ChatReply =
  | {
      readonly text: string;
      readonly delayMs?: number;
      /** Prompt and completion tokens; null leaves usage out. Default [10, 5]. */
      readonly usage?: readonly [number, number] | null;
    }
  | { readonly status: number; readonly retryAfter?: string; readonly message?: string }
  | { readonly fault: 'cut before the body' | 'cut in the body' | 'broken body' | 'never answers' };

/** A server that speaks OpenAI's chat completions over real HTTP. */
export interface OpenAiServer {
  /** `http://127.0.0.1:port/v1` */
  readonly url: string;
  readonly requests: ChatRequest[];
  /** Requests that were answered with a whole body. */
  readonly answered: ChatRequest[];
  close(): Promise<void>;
}

/** Starts a server on a free port; `reply` is the model, and what goes wrong. */
export async function startOpenAiServer(
  reply: (request: ChatRequest) => ChatReply | Promise<ChatReply>,
): Promise<OpenAiServer> {
  const requests: ChatRequest[] = [];
  const answered: ChatRequest[] = [];
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming, requests.length);
    requests.push(request);
    const chosen = await reply(request);
    if ('fault' in chosen) {
      if (chosen.fault === 'cut before the body') incoming.socket.destroy();
      if (chosen.fault === 'cut in the body') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        response.write('{"choices": [{"message":');
        setTimeout(() => incoming.socket.destroy(), 10);
      }
      if (chosen.fault === 'broken body') response.end('<html>Bad gateway</html>');
      return;
    }
    if ('status' in chosen) {
      if (chosen.retryAfter !== undefined) response.setHeader('retry-after', chosen.retryAfter);
      response.writeHead(chosen.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: chosen.message ?? 'no', type: 'error' } }));
      return;
    }
    if (chosen.delayMs !== undefined) await sleep(chosen.delayMs);
    response.setHeader('content-type', 'application/json');
    response.end(completion(request.model, chosen), () => answered.push(request));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    answered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage, index: number): Promise<ChatRequest> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  const body = JSON.parse(text) as { model: string; messages: { content: unknown }[] };
  const messages = body.messages.map(({ content }) =>
    typeof content === 'string' ? content : (content as { text: string }[])[0]!.text,
  );
  const { authorization } = incoming.headers;
  return { model: body.model, messages, index, body: { ...body }, authorization };
}

function completion(
  model: string,
  {
    text,
    usage = [10, 5],
  }: { readonly text: string; readonly usage?: readonly [number, number] | null },
): string {
  return JSON.stringify({
    id: 'chat-1',
    object: 'chat.completion',
    created: 1,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    ...(usage && {
      usage: {
        prompt_tokens: usage[0],
        completion_tokens: usage[1],
        total_tokens: usage[0] + usage[1],
      },
    }),
  });
}
