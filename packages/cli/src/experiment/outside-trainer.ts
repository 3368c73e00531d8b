import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ConfigError } from '@momq/core';

/** Lines at the end of what a program said that an error repeats. */
const TOLD = 12;

/**
 * Has another program train a run that `writePortableRun` wrote, such as `benchmarks/peers/text_train.py`; the run's folder is its last
 * argument. Lines that begin with `12/345` tell how far it is.
 *
 * @throws ConfigError when it cannot be started or ends with an error, with its last lines; the signal's reason when that stopped it
 */
export async function trainOutside(
  [program, ...args]: readonly string[],
  folder: string,
  {
    onProgress,
    signal,
  }: {
    /** Hears the share of the updates that are done. */
    readonly onProgress: (share: number) => void;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const child = spawn(program!, [...args, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal !== undefined && { signal }),
  });
  const last: string[] = [];
  const hear = (line: string): void => {
    last.push(line);
    if (last.length > TOLD) last.shift();
    const [, done, total] = /^(\d+)\/(\d+) /.exec(line) ?? [];
    if (total !== undefined) onProgress(Number(done) / Number(total));
  };
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', hear);
  let ended: unknown;
  try {
    const [code, by] = (await once(child, 'close')) as [number | null, string | null];
    ended = code ?? by;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ConfigError(
      `--trainer: expected a program that trains, got ${program}, which cannot be started (${(cause as NodeJS.ErrnoException).code ?? String(cause)}). Check its name.`,
      { cause },
    );
  }
  signal?.throwIfAborted();
  if (ended === 0) return;
  throw new ConfigError(
    `--trainer: expected ${program} to train the run in ${folder}, which ended with ${String(ended)}. It said:\n${last.join('\n')}`,
  );
}
