/** What asks the process to end: Ctrl-C, or whoever manages processes. */
export type Interruption = 'SIGINT' | 'SIGTERM';

let received: Interruption | undefined;

/** What asked a command to stop that stops by itself; undefined while nothing did. */
export function interruptedBy(): Interruption | undefined {
  return received;
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
  const listeners = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const stop = (): void => {
      received = name;
      controller.abort(new InterruptedError(name));
    };
    process.once(name, stop);
    return () => process.off(name, stop);
  });
  try {
    return await work(controller.signal);
  } finally {
    for (const remove of listeners) remove();
  }
}
