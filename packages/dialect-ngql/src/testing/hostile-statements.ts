import { readFileSync } from 'node:fs';

/** The statements of the file, one a line; lines that begin with `-- ` are headings, `<U+000A>` is a character by its number. */
export const hostileStatements: readonly string[] = readFileSync(
  new URL('hostile-statements.txt', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('-- '))
  .map((line) =>
    line.replace(/<U\+([0-9A-F]{4})>/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    ),
  );
