import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** The folder of public data sets, `MOMQ_DATA` or `../shared/data` beside the repository; it may be absent. */
export const dataFolder = process.env['MOMQ_DATA'] ?? join(repository, '../shared/data');

function rows(file: string, count: number): Readonly<Record<string, string>>[] {
  const lines = readFileSync(join(dataFolder, 'spider', file), 'utf8').split('\n');
  return lines.slice(0, count).map((line) => JSON.parse(line) as Record<string, string>);
}

/**
 * 4,051 texts for tokenizers: the Unicode and code of `fixtures/tokenizers/corpus.json`, and of Spider's training data questions,
 * queries, and questions in other words. All are in NFC, as llama.cpp does not normalise.
 */
export function textCorpus(): string[] {
  const path = join(repository, 'packages/moe/fixtures/tokenizers/corpus.json');
  const unicode = JSON.parse(readFileSync(path, 'utf8')) as string[];
  const spider = rows('train_sqlite.jsonl', 1_400);
  const texts = [
    ...unicode,
    ...spider.map(({ question }) => question as string),
    ...spider.map(({ query }) => query as string),
    ...rows('spider_syn_train.jsonl', 4_051 - unicode.length - 2_800).map(
      ({ question }) => question as string,
    ),
  ];
  return texts.map((text) => text.normalize('NFC'));
}
