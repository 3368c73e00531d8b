import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { joinPrograms, joinSteps, readSteps, splitOutput, splitPrograms } from './guide-program.js';

const docs = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(docs, '.cache/guides');

const guides = [
  'confidence',
  'conversations',
  'duckdb-pack',
  'getting-started',
  'models',
  'new-dialect',
  'serving',
  'teaching',
];

const stepsOf = (guide: string) =>
  readSteps(readFileSync(path.join(docs, 'guide', `${guide}.md`), 'utf8'));

const programs = new Map<string, string>();

/** All guides run in one program, which ends by itself: none leaves anything open. */
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  for (const guide of guides)
    writeFileSync(path.join(folder, `${guide}.mts`), joinSteps(stepsOf(guide)));
  const all = path.join(folder, 'all.mts');
  writeFileSync(all, joinPrograms(guides.map((guide) => `./${guide}.mts`)));
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...process.env['MOMQ_TEST_NODE']!.split('\n'), all],
    { cwd: docs },
  );
  if (stderr !== '') console.error(stderr);
  for (const [index, text] of splitPrograms(stdout).entries()) programs.set(guides[index]!, text);
}, 600_000);

it.each(guides)('guide %s prints what it says', (guide) => {
  const steps = stepsOf(guide);
  expect(steps.length).toBeGreaterThan(3);
  const outputs = splitOutput(programs.get(guide) ?? '');
  const promised = steps.flatMap(({ output, line }, index) =>
    output === undefined ? [] : [{ line, promised: output, printed: outputs[index] }],
  );
  expect(promised.map(({ line, printed }) => ({ line, text: printed }))).toEqual(
    promised.map(({ line, promised: text }) => ({ line, text })),
  );
});
