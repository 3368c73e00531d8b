import { readFileSync } from 'node:fs';

/** Statements that must not run: see the head of the file. */
export const hostileCorpus = corpus('hostile');
/** Queries that only read. */
export const readingCorpus = corpus('reading');

function corpus(name: string): readonly string[] {
  return readFileSync(new URL(`./corpora/${name}.cypher.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.replaceAll('<newline>', '\n'));
}
