import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Why tests with a writer of another program cannot run; undefined where they can. */
export const pythonMissing: string | undefined =
  spawnSync('python3', ['-c', 'import sqlite3'], { timeout: 20_000 }).status === 0
    ? undefined
    : 'python3 with sqlite3 is needed to write as another program';

/** A program that has the file open as `c` and did what the script says. */
export interface Writer {
  /** Kills it as a crash would. */
  kill(): Promise<void>;
}

/** Starts a program that writes, in autocommit unless the script begins a transaction, and then stays until it is killed. */
export async function startWriter(file: string, script: string): Promise<Writer> {
  const program = [
    'import sqlite3,sys',
    `c=sqlite3.connect(${JSON.stringify(file)},isolation_level=None)`,
    script,
    "print('ready',flush=True)",
    'sys.stdin.read()',
  ].join('\n');
  const child = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit'),
  ])) as unknown[];
  if (String(said).trim() !== 'ready') throw new Error(`the writer ended with ${String(said)}`);
  return {
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Writes and ends. */
export async function write(file: string, script: string): Promise<void> {
  await (await startWriter(file, `${script}\nc.close()`)).kill();
}
