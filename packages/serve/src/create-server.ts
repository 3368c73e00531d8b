import type { AskOptions, MoMQ } from '@momq/core';
import { queryLimits, requirePositiveInteger } from '@momq/core/execution';
import { hiddenTexts, shownText } from './failure.js';
import { GuardedServer } from './guarded-server.js';
import type { MoMQServer } from './guarded-server.js';
import { guardedApp, plainRoutes } from './guards/guarded-app.js';
import type { GuardOptions } from './guards/guard-options.js';
import { ServerMetrics } from './metrics/server-metrics.js';
import type { ChatModel } from './openai/chat-model.js';
import { chatRoute } from './openai/chat-route.js';
import { modelRoutes } from './openai/model-routes.js';
import { askRoute } from './questions/ask-route.js';
import { QuestionDesk } from './questions/question-desk.js';
import { ServedDatabases } from './served-databases.js';
import type { ServedDatabase } from './served-databases.js';

/** What {@link createServer} is made of. */
export interface ServeOptions extends GuardOptions {
  /** Answers questions; it stays yours to close. */
  readonly momq: Pick<MoMQ, 'ask'>;
  /** At least one. */
  readonly databases: readonly ServedDatabase[];
  /** A language model for plain chat; default: none. */
  readonly chat?: ChatModel;
  /** Limits of a question where a request names none; a request may lower them. Default: 1000 rows, 64 MiB, 10 seconds a query. */
  readonly limits?: Pick<AskOptions, 'maxRows' | 'maxBytes' | 'timeoutMs'>;
  /** Questions that are answered at once at most; one more is refused with 429. Default 64. */
  readonly maxConcurrent?: number;
}

/**
 * A server that answers questions over HTTP: `/v1/chat/completions` and `/v1/models` in OpenAI's format, `/ask` with the whole
 * answer, `/health`, and `/metrics` for Prometheus. Questions never wait for each other here: a model that batches serves them
 * together.
 *
 * @example
 * ```ts
 * const server = createServer({ momq, databases: [{ name: 'shop', database }] });
 * console.log(await server.listen({ port: 7340 }));
 * await server.stop();
 * ```
 * @throws `ConfigError` for options out of range
 */
export function createServer(options: ServeOptions): MoMQServer {
  const { momq, chat, maxConcurrent = 64, onDefect } = options;
  requirePositiveInteger('maxConcurrent', maxConcurrent);
  const limits = queryLimits(options.limits);
  const databases = new ServedDatabases(options.databases);
  const metrics = new ServerMetrics();
  const hidden = hiddenTexts(options, databases.sources);
  const desk = new QuestionDesk(momq, {
    metrics,
    maxConcurrent,
    shown: (note) => shownText(note, hidden),
  });
  const app = guardedApp(options, hidden);
  const models = modelRoutes(databases, chat?.id);
  plainRoutes(app, metrics);
  app.post('/ask', askRoute(desk, databases, limits));
  app.get('/v1/models', models.list);
  app.get('/v1/models/:id{.+}', models.one);
  app.post(
    '/v1/chat/completions',
    chatRoute({
      ...{ desk, databases, limits, metrics, hidden },
      ...(chat !== undefined && { chat }),
      ...(onDefect !== undefined && { onDefect }),
    }),
  );
  return new GuardedServer(app, options, metrics);
}
