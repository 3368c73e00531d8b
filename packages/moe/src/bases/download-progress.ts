/** How far a download is. */
export interface DownloadProgress {
  readonly model: string;
  /** File that arrives now. */
  readonly file: string;
  /** Bytes of all files that are there, those of earlier attempts included. */
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
/** Where a terminal does not tell its width. */
const FALLBACK_COLUMNS = 80;

function readable(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e3).toFixed(1)} kB`;
}

/** One line of a progress bar, without its end. @param bytesPerSecond of this run */
export function progressBar(progress: DownloadProgress, bytesPerSecond: number): string {
  const { model, file, loadedBytes, totalBytes } = progress;
  const share = totalBytes === 0 ? 1 : loadedBytes / totalBytes;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  const speed = bytesPerSecond > 0 ? `, ${readable(bytesPerSecond)}/s` : '';
  return `${model} ${bar} ${percent} % of ${readable(totalBytes)}${speed}  ${file}`;
}

/**
 * Draws a bar on a terminal, at most ten times a second; where there is no terminal, one line per file.
 * @param stream e.g. `process.stderr`
 */
export function terminalProgress(
  stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>,
): (progress: DownloadProgress) => void {
  const started = performance.now();
  let first: number | undefined;
  let drawn = -Infinity;
  let file = '';
  return (progress) => {
    first ??= progress.loadedBytes;
    const now = performance.now();
    const finished = progress.loadedBytes === progress.totalBytes;
    const speed = ((progress.loadedBytes - first) / Math.max(now - started, 1)) * 1000;
    if (!stream.isTTY) {
      if (progress.file !== file) stream.write(`${progressBar(progress, speed)}\n`);
      file = progress.file;
    } else if (finished || now - drawn >= REDRAW_MS) {
      drawn = now;
      const line = progressBar(progress, speed).slice(0, (stream.columns || FALLBACK_COLUMNS) - 1);
      stream.write(`\r\u001b[2K${line}${finished ? '\n' : ''}`);
    }
  };
}
