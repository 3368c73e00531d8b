import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../packages/cli/bin/momq.js', import.meta.url));

/**
 * Runs `momq ask` in a new process.
 *
 * @returns milliseconds from the start of the process until its answer is complete
 */
export async function timeToFirstAnswer(question: string, database: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [bin, 'ask', question, '--db', database, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let answered = Number.NaN;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.endsWith('\n') && Number.isNaN(answered)) answered = performance.now() - start;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`momq ask: expected an answer, got exit code ${String(code)}`);
  return answered;
}
