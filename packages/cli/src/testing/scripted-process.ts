import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A command line that runs as a process of its own, in a process group and with a temporary folder of its own. */
export interface ScriptedProcess {
  readonly child: ChildProcess;
  /** Resolves when `text` was written to standard output or error. */
  written(text: string): Promise<void>;
  /** The exit code, and what was written to both. */
  readonly ended: Promise<{ readonly code: number | null; readonly text: string }>;
  /** What lies in its temporary folder. */
  leftFiles(): string[];
  /** True while a process of its group runs. */
  groupRuns(): boolean;
}

/** Starts the command line with a model that proposes `query` for every question. */
export function startScripted(query: string, args: readonly string[]): ScriptedProcess {
  const temporary = mkdtempSync(path.join(tmpdir(), 'momq-process-'));
  const child = spawn(
    process.execPath,
    [
      ...process.env['MOMQ_TEST_NODE']!.split('\n'),
      fileURLToPath(new URL('run-scripted.ts', import.meta.url)),
      ...args,
    ],
    {
      detached: true,
      stdio: 'pipe',
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, MOMQ_TEST_QUERY: query, TMPDIR: temporary },
    },
  );
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (const listener of listeners) listener();
    });
  return {
    child,
    written: (expected) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (text.includes(expected)) resolve();
        };
        listeners.add(look);
        child.once('close', () => reject(new Error(`expected ${expected}, got ${text}`)));
        look();
      }),
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, text }))),
    leftFiles() {
      // tsx keeps compiled files in the temporary folder
      const files = readdirSync(temporary).filter((name) => !name.startsWith('tsx-'));
      rmSync(temporary, { recursive: true, force: true });
      return files;
    },
    groupRuns() {
      try {
        return process.kill(-child.pid!, 0);
      } catch {
        return false;
      }
    },
  };
}
