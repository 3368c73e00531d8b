import { readFileSync } from 'node:fs';

/** Statements of a file beside this one, one a line; lines that begin with `-- ` are headings. */
export function corpus(name: string): string[] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('-- '));
}
