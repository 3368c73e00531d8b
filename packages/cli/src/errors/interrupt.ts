let interrupted = false;

/** True once Ctrl-C asked a command to stop that stops by itself. */
export function wasInterrupted(): boolean {
  return interrupted;
}

/**
 * A signal that Ctrl-C aborts, for work that saves its state before it stops. A second Ctrl-C ends the process at once, as the
 * first does where nobody asked for this signal.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    interrupted = true;
    controller.abort();
  });
  return controller.signal;
}
