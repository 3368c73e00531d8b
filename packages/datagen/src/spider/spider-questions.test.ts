import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { measuringDatabases, readSpiderQuestions } from './spider-questions.js';

const dataFolder =
  process.env['MOMQ_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
const spider = join(dataFolder, 'spider');

function folder(train: readonly object[], syn: readonly object[], dev: readonly object[]): string {
  const path = mkdtempSync(join(tmpdir(), 'momq-spider-'));
  const write = (name: string, rows: readonly object[]): void =>
    writeFileSync(join(path, name), rows.map((row) => JSON.stringify(row)).join('\n'));
  write('train_sqlite.jsonl', train);
  write('spider_syn_train.jsonl', syn);
  write('dev_public_sqlite.jsonl', dev);
  return path;
}

const asked = (dbId: string, question: string) => ({ db_id: dbId, question, query: 'SELECT 1' });

describe('readSpiderQuestions', () => {
  it('refuses questions on databases that measure', async () => {
    await expect(
      readSpiderQuestions(folder([asked('a', 'Q?')], [asked('m', 'Q?')], [asked('m', 'R?')])),
    ).rejects.toThrow(/m, which measures/);
    await expect(measuringDatabases(mkdtempSync(join(tmpdir(), 'momq-none-')))).rejects.toThrow(
      /dev_public/,
    );
  });

  it('keeps a paraphrase only where it says something else', async () => {
    const questions = await readSpiderQuestions(
      folder(
        [asked('a', 'How many heads ?')],
        [asked('a', 'How many heads?'), asked('a', 'How many leaders?')],
        [asked('m', 'R?')],
      ),
    );
    expect(questions.map((question) => [question.source, question.question])).toEqual([
      ['spider', 'How many heads ?'],
      ['spider-syn', 'How many leaders?'],
    ]);
  });

  it.skipIf(!existsSync(spider))(
    'reads the real files without a measuring database (skipped without them: set MOMQ_DATA)',
    async () => {
      const questions = await readSpiderQuestions(spider);
      const measured = await measuringDatabases(spider);
      expect(measured.size).toBe(10);
      expect(questions.length).toBeGreaterThan(11_000);
      expect(questions.filter((question) => measured.has(question.dbId))).toEqual([]);
      expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
    },
  );
});
