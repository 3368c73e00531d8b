import { createMcpServer, serveMcpStdio } from '@momq/mcp';
import type { CommandContext } from '../command-context.js';
import { toJson } from '../output/json.js';
import { withServed } from './open-served.js';
import { guardsOf, serveUntil } from './run-serve.js';
import type { HttpFlags } from './run-serve.js';
import type { ServedFlags } from './open-served.js';

/** What `mcp` is told. */
export interface McpFlags extends ServedFlags, HttpFlags {
  readonly http?: boolean;
  readonly timeout?: number;
}

/**
 * Serves one client over standard input and output, or many over HTTP, until the client leaves or the signal is aborted. The model is
 * loaded meanwhile: clients wait for tools, not for models.
 *
 * @throws what opening and listening throw
 */
export async function runMcp(
  flags: McpFlags & { readonly db: readonly string[] },
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { output, signal } = context;
  await withServed(flags, context, async ({ momq, packs, databases }) => {
    const { timeout } = flags;
    const options = {
      momq,
      databases,
      dialects: packs,
      ...guardsOf(flags, output),
      ...(timeout !== undefined && { timeoutMs: timeout }),
    };
    if (flags.http !== true) return serveMcpStdio(options, signal);
    await serveUntil(createMcpServer(options), flags, context, (url) => {
      const mcp = new URL('/mcp', url).href;
      if (flags.json === true)
        return [toJson({ url: mcp, databases: databases.map(({ name }) => name) })];
      return [`${output.style('bold', mcp)}`, output.style('dim', 'Ctrl-C stops it.')];
    });
  });
}
