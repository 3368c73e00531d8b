import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { joinSteps, readSteps, splitOutput } from './guide-program.js';

const docs = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

const guides = [
  'confidence',
  'conversations',
  'getting-started',
  'models',
  'new-dialect',
  'serving',
  'teaching',
];

it.concurrent.each(guides)(
  'guide %s prints what it says',
  async (guide) => {
    const steps = readSteps(readFileSync(path.join(docs, 'guide', `${guide}.md`), 'utf8'));
    expect(steps.length).toBeGreaterThan(3);
    const folder = path.join(docs, '.cache/guides');
    mkdirSync(folder, { recursive: true });
    const program = path.join(folder, `${guide}.mts`);
    writeFileSync(program, joinSteps(steps));
    const { stdout } = await run(
      process.execPath,
      [process.env['MOMQ_TEST_CONDITION']!, '--import', 'tsx', program],
      { cwd: docs },
    );
    const outputs = splitOutput(stdout);
    const promised = steps.flatMap(({ output, line }, index) =>
      output === undefined ? [] : [{ line, promised: output, printed: outputs[index] }],
    );
    expect(promised.map(({ line, printed }) => ({ line, text: printed }))).toEqual(
      promised.map(({ line, promised: text }) => ({ line, text })),
    );
  },
  240_000,
);
