import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import { ConfigError } from '@momq/core';
import { MAX_TIMEOUT_MS, requirePositiveInteger } from '@momq/core/execution';
import type { Hono } from 'hono';
import type { ServedEnv } from './guards/guarded-app.js';
import type { GuardOptions } from './guards/guard-options.js';
import { isLoopback } from './guards/loopback.js';
import { requireNames } from './guards/require-names.js';
import type { ServerMetrics } from './metrics/server-metrics.js';
import { ServeError } from './serve-error.js';

/** A server that listens once, and stops without dropping what it was asked. */
export interface MoMQServer {
  /** Node's own server, for what is not here. */
  readonly http: Server;
  /**
   * Begins to listen.
   *
   * @param options - `port`: 0 for a free one; `host`: default `127.0.0.1`
   * @returns the URL
   * @throws `ConfigError` for a port that is none, and without an API key for a host that is not loopback; {@link ServeError} `SERVE_PORT_IN_USE` or
   *   `SERVE_LISTEN_FAILED`
   */
  listen(options: { readonly port: number; readonly host?: string }): Promise<string>;
  /**
   * Takes no more requests, waits for those in flight, cancels what is left after `graceMs` (default 10,000), and closes connections
   * that are still open `cancelMs` (default 5,000) later. Databases and models stay open.
   *
   * @throws `ConfigError` for times that no timer holds, before anything is stopped
   */
  stop(options?: { readonly graceMs?: number; readonly cancelMs?: number }): Promise<void>;
}

/** An application as {@link MoMQServer}: each request has a signal, is counted, and is waited for. */
export class GuardedServer implements MoMQServer {
  readonly http: Server;
  readonly #options: GuardOptions;
  readonly #metrics: ServerMetrics;
  readonly #inFlight = new Set<AbortController>();
  #stopping = false;

  constructor(app: Hono<ServedEnv>, options: GuardOptions, metrics: ServerMetrics) {
    const { apiKey, maxBodyBytes, requestTimeoutMs } = options;
    requireNames(options);
    if (apiKey?.trim() === '')
      throw new ConfigError('apiKey: expected a text, got a blank one. Leave it out for none.');
    if (maxBodyBytes !== undefined) requirePositiveInteger('maxBodyBytes', maxBodyBytes);
    if (requestTimeoutMs !== undefined)
      requirePositiveInteger('requestTimeoutMs', requestTimeoutMs, MAX_TIMEOUT_MS);
    this.#options = options;
    this.#metrics = metrics;
    const listener = getRequestListener(
      (request, env) => {
        const bindings = env as HttpBindings; // no HTTP/2 here
        return app.fetch(request, { ...bindings, signal: this.#follow(bindings) });
      },
      { overrideGlobalObjects: false },
    );
    this.http = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
      void listener(incoming, outgoing);
    });
  }

  async listen({
    port,
    host = '127.0.0.1',
  }: {
    readonly port: number;
    readonly host?: string;
  }): Promise<string> {
    if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
      throw new ConfigError(
        `port: expected a whole number from 0 to 65535, got ${String(port)}. Name a port, or 0 for a free one.`,
      );
    if (!isLoopback(host) && this.#options.apiKey === undefined)
      throw new ConfigError(
        `host: expected loopback without an API key, got ${host}, where others reach the server. Set an API key, or listen on 127.0.0.1.`,
      );
    await new Promise<void>((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, host, port));
      this.http.once('error', fail);
      this.http.listen({ port, host }, () => {
        this.http.off('error', fail);
        resolve();
      });
    });
    const { address, port: taken } = this.http.address() as AddressInfo;
    return `http://${address.includes(':') ? `[${address}]` : address}:${taken}`;
  }

  async stop({
    graceMs = 10_000,
    cancelMs = 5000,
  }: { readonly graceMs?: number; readonly cancelMs?: number } = {}): Promise<void> {
    for (const [name, value] of Object.entries({ graceMs, cancelMs }))
      if (value !== 0) requirePositiveInteger(name, value, MAX_TIMEOUT_MS);
    this.#stopping = true;
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    this.http.closeIdleConnections();
    let cut: NodeJS.Timeout | undefined;
    const cancel = setTimeout(() => {
      for (const controller of this.#inFlight) controller.abort(stoppingError());
      cut = setTimeout(() => this.http.closeAllConnections(), cancelMs);
    }, graceMs);
    await closed;
    clearTimeout(cancel);
    clearTimeout(cut);
  }

  /** The signal of a request: its client leaves, its time is up, or the server stops. */
  #follow({ incoming, outgoing }: HttpBindings): AbortSignal {
    const { requestTimeoutMs = 120_000 } = this.#options;
    const controller = new AbortController();
    if (this.#stopping) controller.abort(stoppingError());
    const timer = setTimeout(
      () =>
        controller.abort(
          new ServeError(
            'SERVE_TIMEOUT',
            `request: expected to be done within ${requestTimeoutMs} ms, was not. Ask for less, or raise the server's limit.`,
          ),
        ),
      requestTimeoutMs,
    );
    const ended = this.#metrics.begin(routeOf(incoming.url ?? ''));
    this.#inFlight.add(controller);
    outgoing.once('close', () => {
      clearTimeout(timer);
      this.#inFlight.delete(controller);
      const left = !outgoing.writableFinished;
      ended(left ? 499 : outgoing.statusCode);
      if (left)
        controller.abort(
          new ServeError('SERVE_CLIENT_GONE', 'request: the client left before its answer.'),
        );
      if (this.#stopping) setImmediate(() => this.http.closeIdleConnections());
    });
    return controller.signal;
  }
}

/** Few labels whatever is asked for. */
function routeOf(url: string): string {
  const route = /^\/(?:v1\/chat\/completions|v1\/models|ask|health|metrics|mcp)(?=$|[/?])/.exec(
    url,
  );
  return route?.[0] ?? 'other';
}

function stoppingError(): ServeError {
  return new ServeError('SERVE_STOPPING', 'server: it is stopping. Ask again when it is back.');
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): ServeError {
  if (error.code === 'EADDRINUSE')
    return new ServeError(
      'SERVE_PORT_IN_USE',
      `port: expected a free one, got ${port}, which another program uses on ${host}. Name another port, or 0 for a free one.`,
      { cause: error },
    );
  return new ServeError(
    'SERVE_LISTEN_FAILED',
    `host and port: expected an address of this machine that may be used, got ${host} port ${port} (${error.code ?? error.message}). Name another.`,
    { cause: error },
  );
}
