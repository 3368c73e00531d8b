import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Machines and containers may share a temporary folder, and a process number says nothing about another one's processes. */
const prefix = `momq-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}-`;

let root: Promise<string> | undefined;

/**
 * A new folder for the files of one database. It goes with {@link removeTemporaryFolder}, else when this process ends, however
 * it ends: an attendant process waits for that. What was left where none could be started goes at the next start.
 */
export async function createTemporaryFolder(): Promise<string> {
  root ??= createRoot();
  return mkdtemp(join(await root, 'database-'));
}

/** Removes a folder of {@link createTemporaryFolder}; one that is gone is no error. */
export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** The one folder of this process. */
async function createRoot(): Promise<string> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  attend(folder);
  return folder;
}

/**
 * Signal handlers would change how the program ends, and none sees SIGKILL. The attendant's input ends with this process; its
 * session is its own, so that an interrupt at the terminal does not end it first.
 */
function attend(folder: string): void {
  if (process.platform === 'win32') return;
  const attendant = spawn('/bin/sh', ['-c', 'cat; rm -rf -- "$1"', 'momq-attendant', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  });
  // No shell: the exit listener and the next start remain.
  attendant.on('error', () => undefined);
  attendant.stdin.on('error', () => undefined);
  attendant.unref();
  (attendant.stdin as { unref?(): void }).unref?.();
}

/** Folders of processes of this machine that no longer run. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : null;
    if (owner && !isRunning(Number(owner))) {
      // Another user's is not ours to remove.
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
