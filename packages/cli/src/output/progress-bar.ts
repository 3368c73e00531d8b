import { escapeControls } from '@momq/core/execution';

/** A line on standard error that shows how far long work is. */
export interface ProgressBar {
  /**
   * Shows a state.
   * @param share - 0 to 1
   * @param text - what is being done
   */
  update(share: number, text: string): void;
  /** Ends the line. */
  end(): void;
}

/**
 * A bar that rewrites itself on a terminal. Elsewhere it prints a line every tenth of the work, so that logs stay short.
 * @param stream - default: standard error
 */
export function progressBar(stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  const started = Date.now();
  let printed = -1;
  return {
    update(share, text) {
      const seconds = (Date.now() - started) / 1000;
      const left = share > 0 ? `${Math.ceil((seconds * (1 - share)) / share)} s left` : '';
      const bar = '#'.repeat(Math.round(share * 20)).padEnd(20, '.');
      const line = `[${bar}] ${Math.floor(share * 100)
        .toString()
        .padStart(3)} %  ${left}  ${escapeControls(text.replaceAll(/\s+/g, ' '))}`;
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${line.slice(0, stream.columns - 1)}`);
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth === printed) return;
      printed = tenth;
      stream.write(`${line}\n`);
    },
    end() {
      if (stream.isTTY) stream.write('\n');
    },
  };
}

/** A {@link progressBar} for work that is counted: call it with how many are done, of how many, and what is at hand. */
export function countingBar(
  title: string,
  stream?: NodeJS.WriteStream,
): (done: number, total: number, label: string) => void {
  const bar = progressBar(stream);
  return (done, total, label) => {
    bar.update(total === 0 ? 1 : done / total, `${title} ${done}/${total} ${label}`.trimEnd());
    if (done === total) bar.end();
  };
}
