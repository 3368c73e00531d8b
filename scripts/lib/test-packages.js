import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from './run-step.js';

/** Packages whose tests take longest, the longest first: none of them starts when the others have ended. */
const longest = [
  ...['cli', 'moe', 'dialect-postgres', 'dialect-cypher', 'model-nano', 'dialect-sqlite'],
  ...['docs', 'datagen', 'engine', 'dialect-mysql', 'core', 'dialect-bigquery', 'dialect-ngql'],
].map((name) => (name === 'docs' ? name : `packages/${name}`));

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');

/**
 * Runs the tests of packages, a process each, one more at once than there are processors: tests also wait. What one writes is
 * printed when it has ended.
 *
 * @param {readonly string[]} folders - absolute
 * @param {Readonly<Record<string, string>>} environment - variables added to the process's own
 * @returns {Promise<boolean>} whether all of them passed
 */
export async function testPackages(folders, environment) {
  const waiting = inOrder(folders);
  let passed = true;
  const worker = async () => {
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      const { code, seconds, text } = await testPackage(folder, environment);
      passed &&= code === 0;
      console.log(
        `${text.trimEnd()}\n${code === 0 ? '✔' : '✖'} ${path.relative(root, folder)}: ${seconds} s\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker));
  return passed;
}

function inOrder(folders) {
  const first = longest.map((name) => path.join(root, name));
  return [
    ...first.filter((folder) => folders.includes(folder)),
    ...folders.filter((folder) => !first.includes(folder)),
  ];
}

async function testPackage(folder, environment) {
  const start = performance.now();
  let text = '';
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vitest, 'run'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve(exitCode ?? 1));
  });
  return { code, seconds: ((performance.now() - start) / 1000).toFixed(1), text };
}
