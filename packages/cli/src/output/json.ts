import { escapeControls } from './escape-controls.js';

/**
 * JSON on one line, without loss: integers beyond 2^53 become text, which JSON readers cannot hold otherwise, and so do NaN
 * and the infinities, which JSON has no numbers for. No character of it acts on a terminal.
 */
export function toJson(value: unknown): string {
  return escapeControls(
    JSON.stringify(value, (_key, entry: unknown) => {
      if (typeof entry === 'bigint') return entry.toString();
      return typeof entry === 'number' && !Number.isFinite(entry) ? String(entry) : entry;
    }),
  );
}
