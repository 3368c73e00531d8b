import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { readQuestions } from './questions.js';

function file(...lines: string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'momq-questions-')), 'q.jsonl');
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('readQuestions', () => {
  it('reads gold columns by name, stored answers and the rows of cut ones', async () => {
    const path = file(
      '{"db_id":"d","question":"Q?","mysql":"SELECT `a`","postgresql":"SELECT a","answer":[[1,"x",null]],"answer_rows":9}',
      '',
      '{"db_id":"e","question":"R?","original_question":"S?","query":"SELECT 1"}',
      '',
    );
    expect(await readQuestions(path)).toEqual([
      {
        id: 'd#1',
        dbId: 'd',
        question: 'Q?',
        gold: { mysql: 'SELECT `a`', postgresql: 'SELECT a' },
        answer: [[1, 'x', null]],
        answerRows: 9,
      },
      { id: 'e#3', dbId: 'e', question: 'R?', gold: { query: 'SELECT 1' } },
    ]);
  });

  it('names the line that is wrong', async () => {
    await expect(
      readQuestions(
        file('{"db_id":"d","question":"Q?","query":"SELECT 1"}', '{"db_id":"d","question":"Q?"}'),
      ),
    ).rejects.toThrow(/q\.jsonl:2: expected question, db_id and a gold/);
    await expect(readQuestions(file('nonsense'))).rejects.toThrow(
      /q\.jsonl:1: expected one JSON object/,
    );
  });
});
