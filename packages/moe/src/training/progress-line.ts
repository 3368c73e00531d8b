import type { TrainingLogEntry } from './run-options.js';

/** Writes log entries as lines with the share done, remaining minutes, loss and speed; remaining time counts from the first entry. */
export function progressText(): (entry: TrainingLogEntry) => string {
  const startedAt = Date.now();
  let firstProgress: number | null = null;
  return (entry) => {
    firstProgress ??= entry.progress;
    const done = entry.progress - firstProgress;
    const minutesLeft =
      done > 0 ? ((Date.now() - startedAt) / 60_000) * ((1 - entry.progress) / done) : NaN;
    const bar = '#'.repeat(Math.round(entry.progress * 20)).padEnd(20, '.');
    const left = Number.isFinite(minutesLeft) ? `${minutesLeft.toFixed(1)} min left` : 'starting';
    const accuracy =
      entry.accuracy === undefined ? '' : ` acc ${(100 * entry.accuracy).toFixed(1)}%`;
    return `[${bar}] step ${entry.step} ${left} loss ${entry.lmLoss.toFixed(3)}${accuracy} ${entry.samplesPerSecond.toFixed(1)} samples/s ${Math.round(entry.positionsPerSecond)} positions/s`;
  };
}
