/**
 * JSON on one line, without loss: integers beyond 2^53 become text, which JSON readers cannot hold otherwise, and so do NaN
 * and the infinities, which JSON has no numbers for.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => {
    if (typeof entry === 'bigint') return entry.toString();
    return typeof entry === 'number' && !Number.isFinite(entry) ? String(entry) : entry;
  });
}
