import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../packages/cli/bin/momq.js', import.meta.url));

/** What `momq eval --json` prints, as far as it is used here; rates are in [0, 1]. */
export interface EvalSummary {
  readonly n: number;
  readonly ex: number;
  readonly low: number;
  readonly high: number;
  readonly executable: number;
  readonly declined: number;
}

/**
 * Runs `momq eval --json` in a process of its own, whose progress goes to standard error.
 *
 * @throws Error when it fails
 */
export async function momqEval(args: readonly string[]): Promise<EvalSummary> {
  const child = spawn(process.execPath, [bin, 'eval', ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`momq eval: expected a summary, got exit code ${String(code)}`);
  return JSON.parse(output) as EvalSummary;
}
