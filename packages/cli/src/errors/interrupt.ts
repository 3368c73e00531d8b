/** What asks the process to end: Ctrl-C, or whoever manages processes. */
export type Interruption = 'SIGINT' | 'SIGTERM';

/** What was received before a command failed, by the error that it failed with. */
const received = new WeakMap<object, Interruption>();

/** What asked the command to stop that failed with this error; undefined when nothing did. */
export function interruptedBy(error: unknown): Interruption | undefined {
  return typeof error === 'object' && error !== null ? received.get(error) : undefined;
}

/** The reason with which {@link untilInterrupted} aborts its signal. */
export class InterruptedError extends Error {
  readonly code = 'INTERRUPTED';

  constructor(by: Interruption) {
    super(`Stopped by ${by === 'SIGINT' ? 'Ctrl-C' : by}.`);
    this.name = 'InterruptedError';
  }
}

/**
 * Gives `work` a signal that Ctrl-C and SIGTERM abort, so that it closes what it opened, and saves its state, before the process ends.
 * A second Ctrl-C ends the process at once, as the first does where nobody asked for this.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let interruption: Interruption | undefined;
  const listeners = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const stop = (): void => {
      interruption = name;
      controller.abort(new InterruptedError(name));
    };
    process.once(name, stop);
    return () => process.off(name, stop);
  });
  try {
    return await work(controller.signal);
  } catch (error) {
    if (interruption !== undefined && typeof error === 'object' && error !== null)
      received.set(error, interruption);
    throw error;
  } finally {
    for (const remove of listeners) remove();
  }
}
