import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Prints what is about to happen, runs it with its output shown, and prints how long it took.
 *
 * @param {string} title - what the step does, in a reader's words
 * @param {readonly string[]} command - program and arguments
 * @param {Readonly<Record<string, string>>} [environment] - variables added to the process's own
 * @returns {Promise<number>} the exit code
 */
export async function runStep(title, [program, ...args], environment = {}) {
  const start = performance.now();
  console.log(`\n▶ ${title}`);
  const code = await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32', // npx is a .cmd file there
    });
    child.on('error', reject);
    child.on('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${code === 0 ? '✔' : '✖'} ${title}: ${code === 0 ? 'done' : `exit code ${code}`} after ${seconds} s`,
  );
  return code;
}
