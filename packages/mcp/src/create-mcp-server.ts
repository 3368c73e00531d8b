import { createMcpHandler } from '@modelcontextprotocol/server';
import { createHandlerServer } from '@momq/serve';
import type { GuardOptions, MoMQServer } from '@momq/serve';
import type { McpOptions } from './mcp-options.js';
import { mcpServer } from './mcp-server.js';
import { toolContext } from './tools/tool-context.js';

/**
 * A server of the protocol's streamable HTTP at `/mcp`, behind the guards of `@momq/serve`. It keeps no sessions: each request stands
 * alone.
 *
 * @throws `ConfigError` for no databases, or options out of range
 */
export function createMcpServer(options: McpOptions & GuardOptions): MoMQServer {
  const context = toolContext(options);
  const { onDefect } = options;
  const handler = createMcpHandler(() => mcpServer(context), {
    ...(onDefect !== undefined && { onerror: onDefect }),
  });
  return createHandlerServer({
    ...options,
    handlers: {
      '/mcp': async (request, signal) => {
        const body = ['GET', 'HEAD'].includes(request.method) ? null : await request.text();
        const { url, method, headers } = request;
        return handler.fetch(new Request(url, { method, headers, body, signal }));
      },
    },
  });
}
