import { readFileSync } from 'node:fs';

/** Statements of a text file, one a line; lines that begin with `-- ` are headings. */
export function corpus(name: 'hostile-statements' | 'legitimate-reads'): readonly string[] {
  return readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('-- '));
}
