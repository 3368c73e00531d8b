import { failureOf, hiddenTexts, shownText } from './failure.js';
import { GuardedServer } from './guarded-server.js';
import type { MoMQServer } from './guarded-server.js';
import { guardedApp, plainRoutes } from './guards/guarded-app.js';
import type { GuardOptions } from './guards/guard-options.js';
import { ServerMetrics } from './metrics/server-metrics.js';

/** Answers the requests of a path. The signal is aborted when the client leaves, when time is up, and when the server stops. */
export type PathHandler = (request: Request, signal: AbortSignal) => Promise<Response>;

/** What {@link createHandlerServer} is made of. */
export interface HandlerServerOptions extends GuardOptions {
  /** Handlers by path, for all methods. */
  readonly handlers: Readonly<Record<string, PathHandler>>;
}

/**
 * A server of your own paths behind the guards of {@link createServer}, with `/health` and `/metrics`.
 *
 * @throws `ConfigError` for options out of range
 */
export function createHandlerServer(options: HandlerServerOptions): MoMQServer {
  const metrics = new ServerMetrics();
  const app = guardedApp(options, hiddenTexts(options));
  plainRoutes(app, metrics);
  for (const [path, handle] of Object.entries(options.handlers))
    app.all(path, (context) => handle(context.req.raw, context.env.signal));
  return new GuardedServer(app, options, metrics);
}

/**
 * An error as a client may see it, whatever the protocol: code and message without secrets; the words of a defect stay out, and
 * `onDefect` hears of it.
 *
 * @param sources - names of databases by what they were opened from, which messages show instead
 */
export function describeFailure(
  error: unknown,
  options: GuardOptions,
  sources: Readonly<Record<string, string>> = {},
): { readonly code: string; readonly message: string } {
  const { code, message, status } = failureOf(error, hiddenTexts(options, sources));
  if (status === 500) options.onDefect?.(error);
  return { code, message };
}

/**
 * Words that are no error, such as notes of a schema, as a client may see them: without secrets and sources of databases.
 *
 * @param sources - see {@link describeFailure}
 */
export function withoutSecrets(
  text: string,
  options: GuardOptions,
  sources: Readonly<Record<string, string>> = {},
): string {
  return shownText(text, hiddenTexts(options, sources));
}
