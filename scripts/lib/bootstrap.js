import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runStep } from './run-step.js';

const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** pnpm through npx, so that a machine with npm alone can run it; npx puts it on the PATH for what it starts. */
export const pnpm = ['npx', '--yes', packageManager];

/** Settings that keep the steps quiet and free of questions. */
export const quiet = {
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CI: process.env.CI ?? '1',
};

/**
 * Installs the dependencies that the lock file names and builds every package; both are quick when nothing changed.
 * Ends the process with the step's exit code when one fails.
 */
export async function bootstrap() {
  checkNode();
  const steps = [
    ['Install dependencies (pnpm, from the lock file)', [...pnpm, 'install', '--frozen-lockfile']],
    // Types are checked by `npm run types`, of all packages at once.
    [
      'Build all packages (TypeScript)',
      [
        ...pnpm,
        'exec',
        'turbo',
        'run',
        'build',
        '--concurrency=2',
        '--output-logs=errors-only',
        '--',
        '--noCheck',
      ],
    ],
  ];
  for (const [title, command] of steps) {
    const code = await runStep(title, command, quiet);
    if (code !== 0) process.exit(code);
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Node: expected 20.19 or newer, got ${process.versions.node}. Install a current Node from https://nodejs.org.`,
  );
  process.exit(2);
}
