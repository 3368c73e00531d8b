/** Reports how far a long run is. */
export type Progress = (done: number, total: number, label: string) => void;

/**
 * A bar of one line on a terminal; elsewhere one line for every tenth of the work.
 *
 * @param stream - default: standard error, so that results can be piped.
 */
export function createProgressBar(
  title: string,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  const start = Date.now();
  let lastTenth = -1;
  return (done, total, label) => {
    const share = total === 0 ? 1 : done / total;
    const seconds = (Date.now() - start) / 1000;
    const left = done === 0 ? '?' : String(Math.round((seconds / done) * (total - done)));
    const text = `${title} ${done}/${total} ${Math.round(share * 100)} % · ${Math.round(seconds)} s, ${left} s left · ${label}`;
    if (stream.isTTY) {
      const filled = Math.round(share * 20);
      stream.write(
        `\r[${'█'.repeat(filled)}${'░'.repeat(20 - filled)}] ${text}\u001b[K${done === total ? '\n' : ''}`,
      );
    } else if (Math.floor(share * 10) > lastTenth) {
      lastTenth = Math.floor(share * 10);
      stream.write(`${text}\n`);
    }
  };
}
