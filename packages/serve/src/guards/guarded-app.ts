import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { failureOf, failureResponse } from '../failure.js';
import type { Hidden } from '../failure.js';
import type { ServerMetrics } from '../metrics/server-metrics.js';
import { ServeError } from '../serve-error.js';
import { hasKey } from './api-key.js';
import type { GuardOptions } from './guard-options.js';
import { limitBody } from './limit-body.js';
import { hostOf, isLoopback } from './loopback.js';

/** What handlers know of a request beside itself. */
export interface ServedEnv {
  Bindings: HttpBindings & {
    /** Aborted when the client leaves, when time is up, and when the server stops. */
    readonly signal: AbortSignal;
  };
}

/** An application that lets in only what the options allow, and answers every error in OpenAI's format. */
export function guardedApp(options: GuardOptions, hidden: Hidden): Hono<ServedEnv> {
  const { apiKey, corsOrigins = [], maxBodyBytes = 2 ** 20, onDefect } = options;
  const app = new Hono<ServedEnv>();
  app.onError((error, context) => {
    const { signal } = context.env;
    const failure = failureOf(signal.aborted ? signal.reason : error, hidden);
    if (failure.status === 500) onDefect?.(error);
    return failureResponse(failure);
  });
  app.notFound((context) => {
    throw new ServeError(
      'SERVE_NOT_FOUND',
      `${context.req.method} ${context.req.path}: expected a path of this server, got another. See the guide on serving.`,
    );
  });
  app.use(requireHost(options.allowedHosts ?? [], apiKey));
  app.use(requireOrigin(corsOrigins));
  if (corsOrigins.length > 0)
    app.use(cors({ origin: corsOrigins.includes('*') ? '*' : [...corsOrigins], maxAge: 600 }));
  if (apiKey !== undefined) app.use(requireKey(apiKey));
  app.use(limitBody(maxBodyBytes));
  return app;
}

/** `/health`, which needs no key, and `/metrics`. */
export function plainRoutes(app: Hono<ServedEnv>, metrics: ServerMetrics): void {
  app.get('/health', (context) => context.json({ status: 'ok' }));
  app.get('/metrics', (context) =>
    context.body(metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4' }),
  );
}

/** Another name for this machine in `Host` is how a web page reaches loopback (DNS rebinding). */
function requireHost(
  allowed: readonly string[],
  apiKey: string | undefined,
): MiddlewareHandler<ServedEnv> {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return async (context, next) => {
    const { localAddress } = context.env.incoming.socket;
    if (localAddress === undefined || isLoopback(localAddress)) {
      const host = hostOf(context.req.header('host'));
      if (host === undefined || !(isLoopback(host) || names.has(host)))
        throw new ServeError(
          'SERVE_FORBIDDEN',
          'Host: expected localhost, a loopback address or an allowed host, got another name. Ask for http://localhost, or allow the name.',
        );
    } else if (apiKey === undefined)
      throw new ServeError(
        'SERVE_FORBIDDEN',
        'server: expected an API key where others than this machine reach it, got none. Start it with one.',
      );
    await next();
  };
}

/** A page of another origin may not even send: what it cannot read would still run. */
function requireOrigin(allowed: readonly string[]): MiddlewareHandler<ServedEnv> {
  return async (context, next) => {
    const origin = context.req.header('origin');
    if (origin !== undefined && !allowed.includes('*') && !allowed.includes(origin))
      throw new ServeError(
        'SERVE_FORBIDDEN',
        'Origin: expected no web page, or one of an allowed origin, got another. Allow the origin where the server starts.',
      );
    await next();
  };
}

function requireKey(apiKey: string): MiddlewareHandler<ServedEnv> {
  return async (context, next) => {
    if (context.req.path !== '/health' && !hasKey(context.req.header('authorization'), apiKey))
      throw new ServeError(
        'SERVE_UNAUTHORIZED',
        'Authorization: expected "Bearer" and the API key of this server, got none or another. Send the key that the server was started with.',
      );
    await next();
  };
}

/** @throws ServeError SERVE_BAD_REQUEST unless the body is a JSON object */
export async function jsonBody(context: Context<ServedEnv>): Promise<Record<string, unknown>> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\b/i.test(type))
    throw new ServeError(
      'SERVE_BAD_REQUEST',
      'Content-Type: expected application/json, got another. Send JSON, and say so.',
    );
  const text = await context.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new ServeError(
      'SERVE_BAD_REQUEST',
      'body: expected JSON, got text that is none. Check quotes and commas.',
      { cause: error },
    );
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ServeError(
      'SERVE_BAD_REQUEST',
      'body: expected a JSON object, got another value. Send { … }.',
    );
  return body as Record<string, unknown>;
}
