import { once } from 'node:events';
import type { QueryModel } from '@momq/core';
import { createServer } from '@momq/serve';
import type { ChatModel, MoMQServer } from '@momq/serve';
import type { CommandContext } from '../command-context.js';
import { reportError } from '../errors/report-error.js';
import { toJson } from '../output/json.js';
import type { Output } from '../output/output.js';
import { withServed } from './open-served.js';
import type { ServedFlags } from './open-served.js';

/** Who may reach a server, and how much of it. */
export interface HttpFlags {
  readonly port: number;
  readonly host: string;
  readonly apiKey?: string;
  readonly cors?: readonly string[];
  readonly allowHost?: readonly string[];
  readonly maxBody?: number;
  readonly requestTimeout?: number;
  readonly grace?: number;
  readonly json?: boolean;
}

/** What `serve` is told. */
export interface ServeFlags extends ServedFlags, HttpFlags {
  readonly maxConcurrent?: number;
  readonly maxRows?: number;
  readonly timeout?: number;
}

/**
 * Serves until the signal is aborted, and then ends what it has begun.
 *
 * @throws what opening, loading and listening throw
 */
export async function runServe(
  flags: ServeFlags & { readonly db: readonly string[] },
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { output } = context;
  await withServed(flags, context, async ({ momq, databases, model }) => {
    const { chat }: QueryModel & { readonly chat?: ChatModel } = await model();
    const server = createServer({
      momq,
      databases,
      ...guardsOf(flags, output),
      ...(chat !== undefined && { chat }),
      ...(flags.maxConcurrent !== undefined && { maxConcurrent: flags.maxConcurrent }),
      limits: {
        ...(flags.maxRows !== undefined && { maxRows: flags.maxRows }),
        ...(flags.timeout !== undefined && { timeoutMs: flags.timeout }),
      },
    });
    await serveUntil(server, flags, context, (url) => {
      const served = databases.map(({ name, database: { dialect } }) => ({
        name,
        dialect,
        model: `momq-${dialect}/${name}`,
      }));
      if (flags.json === true)
        return [toJson({ url, databases: served, ...(chat !== undefined && { chat: chat.id }) })];
      return [
        `${output.style('bold', url)} answers /v1/chat/completions, /v1/models, /ask, /health and /metrics`,
        ...served.map(({ name, dialect, model: id }) => `  ${name} (${dialect}), model ${id}`),
        ...(chat === undefined ? [] : [`  plain chat, model ${chat.id}`]),
        output.style('dim', 'Ctrl-C stops it.'),
      ];
    });
  });
}

/** The guards that the flags set; the key may also be in `MOMQ_API_KEY`. */
export function guardsOf(flags: HttpFlags & ServedFlags, output: Output) {
  const { cors, allowHost, maxBody, requestTimeout } = flags;
  const fromEnvironment = process.env['MOMQ_API_KEY'];
  const apiKey = flags.apiKey ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  return {
    ...(apiKey !== undefined && { apiKey }),
    ...(cors !== undefined && { corsOrigins: cors }),
    ...(allowHost !== undefined && { allowedHosts: allowHost }),
    ...(maxBody !== undefined && { maxBodyBytes: maxBody }),
    ...(requestTimeout !== undefined && { requestTimeoutMs: requestTimeout }),
    onDefect: (error: unknown) => {
      const hide = (line: string): string =>
        apiKey === undefined ? line : line.replaceAll(apiKey, '…');
      const hiding = { ...output, printError: (line: string) => output.printError(hide(line)) };
      reportError(error, hiding, flags.db ?? []);
    },
  };
}

/** Listens, prints what `started` says, and stops when the signal is aborted. */
export async function serveUntil(
  server: MoMQServer,
  { port, host, grace }: HttpFlags,
  { output, signal }: CommandContext & { readonly signal: AbortSignal },
  started: (url: string) => readonly string[],
): Promise<void> {
  signal.throwIfAborted();
  const url = await server.listen({ port, host });
  for (const line of started(url)) output.print(line);
  if (!signal.aborted) await once(signal, 'abort');
  await server.stop(grace === undefined ? {} : { graceMs: grace });
}
