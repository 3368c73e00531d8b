import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A language model in OpenAI's format, over HTTP. */
export interface ChatServer {
  /** `http://127.0.0.1:port/v1` */
  readonly url: string;
  /** What the requests had as authorization, in order. */
  readonly authorizations: (string | undefined)[];
  close(): Promise<void>;
}

/** Starts a server on a free port. @param reply - gives the text that a model answers a prompt with */
export async function startChatServer(
  reply: (prompt: string, model: string) => string,
): Promise<ChatServer> {
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { model, messages } = JSON.parse(body) as {
        model: string;
        messages: [{ content: string }];
      };
      const message = { role: 'assistant', content: reply(messages[0].content, model) };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          ...{ id: 'chat-1', object: 'chat.completion', created: 1, model },
          choices: [{ index: 0, message, finish_reason: 'stop' }],
          usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
