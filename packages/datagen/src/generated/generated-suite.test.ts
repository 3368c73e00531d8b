import { answerableQuestions, evaluate } from '@momq/core/evaluation';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { describe, expect, it } from 'vitest';

import { generatedSuite } from './generated-suite.js';

const options = { engines: [sqlite()], databases: 3, questionsPerDatabase: 7 };
const suite = await generatedSuite(options);

describe('generatedSuite', () => {
  it('repeats for a seed and differs for another', async () => {
    const again = await generatedSuite(options);
    expect(again.questions).toEqual(suite.questions);
    expect(suite.questions.length).toBe(21);
    const other = await generatedSuite({
      ...options,
      databases: 1,
      questionsPerDatabase: 1,
      seed: 2,
    });
    expect(other.questions[0]!.question).not.toBe(suite.questions[0]!.question);
  });

  it('answers every question with rows', () => {
    for (const { answer } of suite.questions)
      expect(answer!.flat().some((value) => value !== null && value !== 0)).toBe(true);
  });

  it('refuses a database of another suite', async () => {
    await expect(suite.content('elsewhere')).rejects.toThrow(
      /one of its 3 databases, got elsewhere/,
    );
  });
});

describe('evaluate on the suite', () => {
  const base = {
    suite: 'generated',
    dialect: sqlite(),
    questions: suite.questions,
    content: suite.content,
  };

  it('scores the gold with 1 and silence with 0', async () => {
    const gold = await evaluate({
      ...base,
      predict: (_question, _database, record) => Promise.resolve(record.gold['sqlite']!),
    });
    expect([gold.n, gold.ex, gold.executable, gold.low, gold.high]).toEqual([21, 1, 1, 1, 1]);
    const silent = await evaluate({ ...base, predict: () => Promise.resolve(null) });
    expect([silent.ex, silent.executable, silent.records[0]!.outcome]).toEqual([0, 0, 'no-answer']);
  });

  it('tells wrong rows, broken queries, timeouts and a broken predictor apart', async () => {
    const slow =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    const answers = ['SELECT -17', 'SELECT * FROM no_such_table', slow, new Error('no idea')];
    let next = 0;
    const report = await evaluate({
      ...base,
      questions: suite.questions.slice(0, 4),
      timeoutMs: 700,
      predict: () => {
        const answer = answers[next++]!;
        return typeof answer === 'string' ? Promise.resolve(answer) : Promise.reject(answer);
      },
    });
    expect(report.records.map((record) => record.outcome)).toEqual([
      'wrong',
      'failed',
      'timeout',
      'no-answer',
    ]);
    expect(report.records[1]!.error).toMatch(/no_such_table/);
    expect(report.records[3]!.error).toBe('no idea');
    expect(report.executable).toBe(0.25);
  });

  it('finds the questions that a graph can answer, and scores their translated gold with 1', async () => {
    const dialect = cypher();
    const { kept, dropped } = await answerableQuestions({
      dialect,
      questions: suite.questions,
      content: suite.content,
      reference: sqlite(),
    });
    expect(kept.length + dropped.length).toBe(21);
    expect(kept.length).toBeGreaterThan(18);
    const report = await evaluate({
      ...base,
      dialect,
      questions: kept,
      predict: (_question, _database, record) => Promise.resolve(record.gold['cypher']!),
    });
    expect(report.ex).toBe(1);
  });
});
