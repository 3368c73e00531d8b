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
 * loaded meanwhile: clients wait for tools, not for models. One that cannot be loaded ends the server.
 *
 * @throws what opening, loading and listening throw
 */
export async function runMcp(
  flags: McpFlags & { readonly db: readonly string[] },
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { output } = context;
  await withServed(flags, context, async ({ momq, packs, databases, model }) => {
    const { timeout } = flags;
    const failing = new AbortController();
    void model().catch((error: unknown) => failing.abort(error));
    const signal = AbortSignal.any([context.signal, failing.signal]);
    const options = {
      momq,
      databases,
      dialects: packs,
      ...guardsOf(flags, output),
      ...(timeout !== undefined && { timeoutMs: timeout }),
    };
    if (flags.http !== true) await serveMcpStdio(options, signal);
    else
      await serveUntil(createMcpServer(options), flags, { ...context, signal }, (url) => {
        const mcp = new URL('/mcp', url).href;
        if (flags.json === true)
          return [toJson({ url: mcp, databases: databases.map(({ name }) => name) })];
        return [
          `${output.style('bold', mcp)} gives agents list_databases, describe, ask and query`,
          ...databases.map(({ name, database: { dialect } }) => `  ${name} (${dialect})`),
          output.style('dim', 'Ctrl-C stops it.'),
        ];
      });
    failing.signal.throwIfAborted();
  });
}
