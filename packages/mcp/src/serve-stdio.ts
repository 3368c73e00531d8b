import type { Readable, Writable } from 'node:stream';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { McpOptions } from './mcp-options.js';
import { mcpServer } from './mcp-server.js';
import { toolContext } from './tools/tool-context.js';

/** Where a client writes and reads; default: this process's standard input and output. */
export interface StdioStreams {
  readonly input?: Readable;
  readonly output?: Writable;
}

/**
 * Serves one client over standard input and output, which hold nothing but the protocol, until the client leaves or the signal is
 * aborted. What runs then is cancelled.
 *
 * @throws `ConfigError` for no databases, names that are none, or a `timeoutMs` out of range
 */
export async function serveMcpStdio(
  options: McpOptions,
  signal: AbortSignal,
  { input = process.stdin, output = process.stdout }: StdioStreams = {},
): Promise<void> {
  const context = toolContext(options);
  if (signal.aborted) return;
  const handle = serveStdio(() => mcpServer(context), {
    transport: new StdioServerTransport(input, output),
    ...(options.onDefect !== undefined && { onerror: options.onDefect }),
  });
  await new Promise<void>((resolve) => {
    for (const event of ['end', 'close'] as const) input.once(event, resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await handle.close();
}
