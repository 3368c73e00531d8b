import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Unions of error codes, and the codes that only the command line prints. */
const sources = [
  'packages/dialect/src/error-codes.ts',
  'packages/onnxruntime/src/load-runtime.ts',
  'packages/engine/src/engine-error.ts',
  'packages/moe/src/errors.ts',
  'packages/model-minilm/src/minilm-error.ts',
  'packages/model-nano/src/nano-error.ts',
  'packages/serve/src/serve-error.ts',
  'packages/datagen/src/datagen-error.ts',
];

function codesInSources(): string[] {
  const unions = sources.map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return /export type \w*ErrorCode =([^;]+);/.exec(text)?.[1] ?? '';
  });
  return [...unions.join('').matchAll(/'([A-Z_]+)'/g)]
    .flatMap(([, code]) => code ?? [])
    .concat('INTERNAL', 'INTERRUPTED', 'USAGE');
}

/** Text without a heading. */
const prose = String.raw`(?:(?!\n#)[\s\S])+`;

describe('docs/errors', () => {
  it('has one page per code and no page without one', () => {
    const pages = readdirSync(path.join(root, 'docs/errors')).map((file) =>
      path.basename(file, '.md'),
    );
    expect(pages.filter((page) => page !== 'README').sort()).toEqual(codesInSources().sort());
  });

  it.each(codesInSources())('says of %s what it means and what to do', (code) => {
    const page = readFileSync(path.join(root, `docs/errors/${code}.md`), 'utf8');
    expect(page).toMatch(
      new RegExp(
        `^# ${code}\n\nThrown by: .+\n\n## What it means\n\n${prose}\n\n## What to do\n\n${prose}\n$`,
      ),
    );
  });
});
