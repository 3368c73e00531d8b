import { expect, it, vi } from 'vitest';
import { settledOrAborted } from './settled-or-aborted.js';

it('gives what the work gives', async () => {
  const signal = new AbortController().signal;
  expect(await settledOrAborted(Promise.resolve(7), signal, vi.fn())).toBe(7);
});

it.each(['before', 'during'])('does not wait for work that was aborted %s it', async (when) => {
  const controller = new AbortController();
  const reason = new Error('enough');
  let open = (_: string): void => undefined;
  const work = new Promise<string>((resolve) => (open = resolve));
  const release = vi.fn(() => Promise.resolve());
  if (when === 'before') controller.abort(reason);
  const settled = settledOrAborted(work, controller.signal, release);
  controller.abort(reason);
  await expect(settled).rejects.toBe(reason);
  open('late');
  await vi.waitFor(() => expect(release).toHaveBeenCalledWith('late'));
});
