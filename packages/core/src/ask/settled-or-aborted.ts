/**
 * What `work` gives, unless the signal comes first: then its reason, and `release`, where there is something to release, gets what
 * `work` gives later.
 *
 * @throws what `work` throws, and the signal's reason
 */
export async function settledOrAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  release: (late: T) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  if (signal === undefined) return work;
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    // what opens after all is closed; nobody waits for it, so that its errors are nobody's
    if (signal.aborted) work.then(release).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
