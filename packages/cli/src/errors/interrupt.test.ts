import { expect, it } from 'vitest';
import { interruptedBy, InterruptedError, untilInterrupted } from './interrupt.js';
import type { Interruption } from './interrupt.js';

/** What the command sees of Ctrl-C or SIGTERM; others who listen in this process do not. */
function interrupt(name: Interruption): void {
  process.listeners(name).at(-1)!(name);
}

async function failureOf(work: (signal: AbortSignal) => void): Promise<unknown> {
  return untilInterrupted((signal) => {
    work(signal);
    return Promise.resolve();
  }).catch((error: unknown) => error);
}

it('tells a command that was interrupted from a later one that failed', async () => {
  const stopped = await failureOf((signal) => {
    interrupt('SIGINT');
    signal.throwIfAborted();
  });
  expect(stopped).toBeInstanceOf(InterruptedError);
  expect(interruptedBy(stopped)).toBe('SIGINT');
  const broken = await failureOf(() => {
    throw new RangeError('of its own');
  });
  expect(broken).toBeInstanceOf(RangeError);
  expect(interruptedBy(broken)).toBeUndefined();
});

it('counts what fails while it is being stopped as stopped', async () => {
  const error = new Error('the query was cancelled');
  const failed = await failureOf(() => {
    interrupt('SIGTERM');
    throw error;
  });
  expect(failed).toBe(error);
  expect(interruptedBy(error)).toBe('SIGTERM');
});
