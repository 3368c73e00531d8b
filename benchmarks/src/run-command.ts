import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program to its end; its output is shown only if it fails. */
export async function runCommand(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<void> {
  await execute(program, args, { cwd, maxBuffer: 64 * 2 ** 20 });
}
