import { afterEach, expect, it, vi } from 'vitest';
import { liveQuery, type LiveStream } from './live-query.js';

afterEach(() => vi.useRealTimers());

/** A terminal that shows the last line. */
function terminal(columns = 40): LiveStream & { line: () => string; written: string[] } {
  const written: string[] = [];
  const line = (): string => (written.join('').split('\r').at(-1) ?? '').replace('\u001b[2K', '');
  return { isTTY: true, columns, written, line, write: (text: string) => written.push(text) > 0 };
}

it('shows what is written on one line, its end where it is too long, and takes it away', () => {
  const screen = terminal(20);
  const live = liveQuery(screen)!;
  live.onProgress({ type: 'token', candidate: 0, text: 'SELECT name\n' });
  live.onProgress({ type: 'token', candidate: 0, text: ' FROM t' });
  expect(screen.line()).toBe('SELECT name FROM t');
  live.onProgress({ type: 'token', candidate: 0, text: ' WHERE x' });
  expect(screen.line()).toBe('…ame FROM t WHERE x');
  live.end();
  expect(screen.line()).toBe('');
});

it('says that it reads when no token comes, and shows no control characters', () => {
  vi.useFakeTimers();
  const screen = terminal(80);
  const live = liveQuery(screen)!;
  live.onProgress({ type: 'stage', stage: 'generate' });
  expect(screen.written).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(screen.line()).toContain('reading the schema');
  live.onProgress({ type: 'token', candidate: 0, text: "'\u001b]0;x\u0007'" });
  expect(screen.line()).not.toContain('\u001b]');
  live.end();
});

it('is not there where nobody looks', () => {
  expect(liveQuery({ ...terminal(), isTTY: false })).toBeUndefined();
});
