import { setTimeout as sleep } from 'node:timers/promises';
import { APICallError } from 'ai';
import { DatagenError } from '../../datagen-error.js';
import type { RequestPace } from './request-pace.js';

/** How requests are tried again. */
export interface RetryOptions {
  /** After the first try; default 6. */
  readonly retries?: number;
  /** Milliseconds before the first retry, twice as many before each further one up to a minute; default 500. */
  readonly firstWaitMs?: number;
}

/** The provider does not answer this prompt, and will not: its content, its length. */
export class RequestRefused extends Error {
  constructor(status: number, cause: Error) {
    super(`the provider refuses it (${status}: ${firstLine(cause)})`, { cause });
    this.name = 'RequestRefused';
  }
}

/** Tries a request again on 429, 5xx, cut connections, timeouts and broken bodies; what the server says of `Retry-After` is kept. */
export async function retryRequest<T>(
  name: string,
  request: () => Promise<T>,
  context: RetryOptions & {
    readonly pace: RequestPace;
    readonly signal?: AbortSignal | undefined;
    readonly onRetry: () => void;
  },
): Promise<T> {
  const { retries = 6, firstWaitMs = 500, pace, signal, onRetry } = context;
  for (let attempt = 0; ; attempt += 1) {
    await pace.turn(signal);
    try {
      return await request();
    } catch (cause) {
      signal?.throwIfAborted();
      if (!(cause instanceof Error)) throw cause;
      const status = APICallError.isInstance(cause) ? cause.statusCode : undefined;
      if (status !== undefined && [400, 413, 422].includes(status))
        throw new RequestRefused(status, cause);
      if (!mayPass(cause, status) || attempt === retries)
        throw new DatagenError(
          'DATAGEN_MODEL_FAILED',
          `model ${name}: expected an answer, got ${status ?? 'none'} after ${attempt + 1} ${attempt === 0 ? 'try' : 'tries'}: ${firstLine(cause)}. Answers so far are kept: run again to go on.`,
          { cause },
        );
      onRetry();
      const asked = retryAfter(cause);
      if (asked !== undefined) pace.pause(asked);
      const backOff = Math.min(firstWaitMs * 2 ** attempt, 60_000);
      await sleep(asked ?? backOff * (0.5 + Math.random() / 2), undefined, signal && { signal });
    }
  }
}

/** A status of success with an error is a body that is broken or cut. */
function mayPass(error: Error, status: number | undefined): boolean {
  if (!APICallError.isInstance(error)) return error.name === 'TimeoutError';
  if (status === undefined || status < 300 || status >= 500) return true;
  return [408, 409, 425, 429].includes(status);
}

/** Milliseconds, at most a minute. */
function retryAfter(error: Error): number | undefined {
  const text = APICallError.isInstance(error) ? error.responseHeaders?.['retry-after'] : undefined;
  const seconds = text === undefined ? NaN : Number(text);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 60) * 1000 : undefined;
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0]!.slice(0, 200).replace(/\.$/, '');
}
