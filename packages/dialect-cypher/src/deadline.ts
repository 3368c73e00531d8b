import { QueryTimeoutError } from '@momq/dialect';
import type { QueryLimits } from '@momq/core/execution';

/** The time of one call, over all its steps: it runs from the construction on. */
export class Deadline {
  private started = performance.now();
  private readonly timeoutMs: number;
  /** Ends the call before its time. */
  readonly signal: AbortSignal | undefined;

  /** @throws the signal's reason when it is aborted already */
  constructor({ timeoutMs, signal }: Pick<QueryLimits, 'timeoutMs' | 'signal'>) {
    signal?.throwIfAborted();
    this.timeoutMs = timeoutMs;
    this.signal = signal;
  }

  /** Begins the time anew. */
  restart(): void {
    this.started = performance.now();
  }

  /** Milliseconds since the call began. */
  get elapsedMs(): number {
    return performance.now() - this.started;
  }

  /**
   * What `work` gives. Calls `stop` and rejects when the time is over or the signal is aborted before.
   *
   * @throws QueryTimeoutError or the signal's reason
   */
  async within<T>(work: Promise<T>, stop: () => void): Promise<T> {
    const { signal, timeoutMs } = this;
    let release = (): void => undefined;
    const stopped = new Promise<never>((_, reject) => {
      const end = (reason: unknown): void => {
        stop();
        reject(reason as Error);
      };
      const left = Math.max(0, timeoutMs - this.elapsedMs);
      const timer = setTimeout(() => end(new QueryTimeoutError(timeoutMs)), left);
      const aborted = (): void => end(signal?.reason);
      signal?.addEventListener('abort', aborted, { once: true });
      if (signal?.aborted) aborted();
      release = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
      };
    });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      release();
      // What a stopped step still reports concerns nobody.
      work.catch(() => undefined);
    }
  }
}
