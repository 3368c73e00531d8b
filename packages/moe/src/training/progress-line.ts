import type { TrainingLogEntry } from './trainer-options.js';

/** A line on stderr that rewrites itself; plain lines when stderr is not a terminal. */
export interface ProgressLine {
  update(entry: TrainingLogEntry): void;
  end(): void;
}

/** Shows share done, remaining minutes, loss, accuracy and speed. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  const startedAt = Date.now();
  let firstProgress: number | null = null;
  return {
    update(entry) {
      firstProgress ??= entry.progress;
      const done = entry.progress - firstProgress;
      const minutesLeft =
        done > 0 ? ((Date.now() - startedAt) / 60_000) * ((1 - entry.progress) / done) : NaN;
      const bar = '#'.repeat(Math.round(entry.progress * 20)).padEnd(20, '.');
      const left = Number.isFinite(minutesLeft) ? `${minutesLeft.toFixed(1)} min left` : 'starting';
      const line = `[${bar}] step ${entry.step} ${left} loss ${entry.lmLoss.toFixed(3)} acc ${(100 * entry.accuracy).toFixed(1)}% ${entry.samplesPerSecond.toFixed(1)} samples/s ${Math.round(entry.positionsPerSecond)} positions/s`;
      stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end() {
      if (stream.isTTY) stream.write('\n');
    },
  };
}
