import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSuiteFolder } from './suite-folder.js';

const root = mkdtempSync(path.join(tmpdir(), 'momq-suite-'));
afterAll(() => rmSync(root, { recursive: true }));

function suite(name: string, questions: string): string {
  const folder = path.join(root, name, 'harbour');
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  writeFileSync(
    path.join(folder, 'schema.sql'),
    'CREATE TABLE "Sea Ship" ("Ship ID" INT, since DATE);',
  );
  writeFileSync(path.join(folder, 'data', 'Sea Ship.csv'), 'Ship ID,since\n7,2020-01-02\n');
  writeFileSync(path.join(folder, 'questions.yaml'), questions);
  return path.join(root, name);
}

describe('readSuiteFolder', () => {
  it('reads questions, golds, labels, and the databases beside them', async () => {
    const { questions, content } = await readSuiteFolder(
      suite(
        'good',
        `- question: how many ships?
  kind: aggregate
  hardness: easy
  query: SELECT COUNT(*) FROM "Sea Ship"
- question: ships by year
  tiny: by year
  other: per year
- question: who steers?
  unanswerable: no crew is kept
`,
      ),
    );
    expect(questions).toEqual([
      {
        id: 'harbour#1',
        dbId: 'harbour',
        question: 'how many ships?',
        kind: 'aggregate',
        hardness: 'easy',
        gold: { query: 'SELECT COUNT(*) FROM "Sea Ship"' },
      },
      {
        id: 'harbour#2',
        dbId: 'harbour',
        question: 'ships by year',
        gold: { tiny: 'by year', other: 'per year' },
      },
      {
        id: 'harbour#3',
        dbId: 'harbour',
        question: 'who steers?',
        gold: {},
        unanswerable: 'no crew is kept',
      },
    ]);
    expect((await content('harbour')).rows).toEqual({ 'Sea Ship': [[7, '2020-01-02']] });
  });

  it.each([
    [
      'a question without gold',
      '- question: which?',
      /harbour.questions\.yaml: expected question 1 .*got question/,
    ],
    [
      'both gold and unanswerable',
      '- { question: which?, query: q, unanswerable: no }',
      /got question, query, unanswerable/,
    ],
    ['what is no text', '- { question: 3, query: q }', /got question: 3/],
    ['no list', 'question: which?', /expected a list of questions, got object/],
    ['no YAML', '- [', /expected YAML/],
  ])('says what is wrong with %s', async (name, questions, message) => {
    await expect(readSuiteFolder(suite(name.replaceAll(' ', '-'), questions))).rejects.toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) }),
    );
  });

  it('says that a folder holds no suite', async () => {
    await expect(readSuiteFolder(path.join(root, 'absent'))).rejects.toThrow(
      /expected folders with questions\.yaml/,
    );
  });
});
