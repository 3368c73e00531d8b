import { describe, expect, it } from 'vitest';
import type { Calibration } from '../confidence/calibration.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import type { QueryLog } from '../testing/tiny-dialect.js';
import type { AskOptions } from './answer.js';
import { createMoMQ } from './create-momq.js';
import type { QueryModel } from './query-model.js';

/** Unused words count against an answer, its share of the probability for it. */
const calibration: Calibration = {
  formatVersion: 1,
  bias: 1,
  terms: [
    { name: 'share', mean: 0, deviation: 1, weight: 0.5 },
    { name: 'unknownWords', mean: 0, deviation: 1, weight: -1 },
  ],
  provenance: {
    command: 'by hand',
    model: 'scripted 1',
    data: 'none',
    licence: 'Apache-2.0',
    n: 1,
    databases: [],
  },
};

async function askOf(model: QueryModel, question: string) {
  const momq = createMoMQ({ dialects: [tinyDialect()], model });
  return momq.ask(question, await momq.open('shop.tiny'), { declining: false, sureAt: 0.6 });
}

describe('confidence', () => {
  const queries = ['get customer', 'get invoice'];
  const model = scriptedModel(queries, ['tiny'], calibration);

  it('is what the calibration makes of the evidence', async () => {
    const { confidence, evidence, unusedWords } = await askOf(model, 'Who is there?');
    const odds = Math.exp(-1) / Math.exp(-2);
    expect(evidence).toMatchObject({ unknownWords: 0, unusedShare: 0, words: 4, noRows: 0 });
    expect(evidence['share']).toBeCloseTo(Math.log(odds), 2);
    expect(confidence).toBeCloseTo(1 / (1 + Math.exp(-(1 + 0.5 * evidence['share']!))), 10);
    expect(unusedWords).toEqual([]);
  });

  it('is lower by each word that the query leaves unused, and names them', async () => {
    const questions = ['Who is there?', 'Who is a pirate?', 'Who is a rich pirate?'];
    const answers = await Promise.all(questions.map((question) => askOf(model, question)));
    const [first, second, third] = answers.map(({ confidence }) => confidence!);
    expect(first).toBeGreaterThan(second!);
    expect(second).toBeGreaterThan(third!);
    expect(answers[2]!.unusedWords.map(({ text, kind }) => [text, kind])).toEqual([
      ['rich', 'unknown'],
      ['pirate', 'unknown'],
    ]);
    expect(answers[2]!.status).toBe('uncertain');
    expect(answers[2]!.doubts).toContain('Nothing in the database is called “rich” or “pirate”.');
  });

  it('is not claimed by a model without a calibration, or without what it counts on', async () => {
    const plain = await askOf(scriptedModel(queries), 'Who is there?');
    expect(plain).not.toHaveProperty('confidence');
    expect(plain.evidence).toHaveProperty('share');
    const ranked = await askOf(
      {
        ...model,
        generate: () => Promise.resolve({ candidates: [{ query: 'get customer' }] }),
      },
      'Who is there?',
    );
    expect(ranked).not.toHaveProperty('confidence');
  });

  it('is weighed with the probability of the text where the ranking has another', async () => {
    const { evidence } = await askOf(
      {
        ...model,
        generate: () =>
          Promise.resolve({
            candidates: [
              { query: 'get customer', logProb: 0, sequenceLogProb: -6, tokens: ['a', 'b', 'c'] },
            ],
          }),
      },
      'Who is there?',
    );
    expect(evidence).toMatchObject({ probability: -6, tokenProbability: -2, agreement: 1 });
  });

  it('refuses a calibration that is none', () => {
    const broken = { ...model, calibration: { ...calibration, terms: [] } };
    const attempt = () => createMoMQ({ dialects: [tinyDialect()], model: broken });
    expect(attempt).toThrow(/model scripted: calibration: expected terms/);
  });
});

describe('candidates after the answer', () => {
  const counting: Calibration = {
    ...calibration,
    terms: [{ name: 'rowAgreement', mean: 0, deviation: 1, weight: 1 }],
  };
  const queries = ['get customer', 'get  customer', 'get nothing', 'drop customer', 'get invoice'];

  async function ranOf(model: QueryModel, options: Partial<AskOptions> = {}) {
    const log: QueryLog = [];
    const momq = createMoMQ({ dialects: [tinyDialect(log)], model });
    const database = await momq.open('shop.tiny');
    const { evidence, candidates } = await momq.ask('Who is there?', database, {
      ...options,
      declining: false,
    });
    return { log, agreement: evidence['rowAgreement']!, candidates };
  }
  const masses = queries.map((_, place) => Math.exp(-1 - place));
  const total = masses.reduce((sum, mass) => sum + mass, 0);

  it('are run where the calibration counts how many give the same rows', async () => {
    const { log, agreement, candidates } = await ranOf(scriptedModel(queries, ['tiny'], counting));
    expect(log).toEqual(['get customer', 'get  customer', 'get nothing', 'get invoice']);
    expect(agreement).toBeCloseTo((masses[0]! + masses[1]!) / total, 10);
    expect(candidates.map(({ outcome }) => outcome)).toEqual([
      'chosen',
      ...Array<string>(4).fill('skipped'),
    ]);
  });

  it('are not run elsewhere, unless that is asked for', async () => {
    const model = scriptedModel(queries, ['tiny'], calibration);
    expect((await ranOf(model)).log).toEqual(['get customer']);
    expect((await ranOf(model, { compareCandidates: true })).log).toHaveLength(4);
    const unasked = await ranOf(scriptedModel(queries, ['tiny'], counting), {
      compareCandidates: false,
    });
    expect(unasked.log).toEqual(['get customer']);
    expect(unasked.agreement).toBeGreaterThan(0);
  });

  it('are no part of the answer: one that never ends ends them', async () => {
    const endless = scriptedModel(['get customer', 'wait', 'get invoice'], ['tiny'], counting);
    const { log, candidates } = await ranOf(endless, { timeoutMs: 50 });
    expect(log).toEqual(['get customer', 'wait']);
    expect(candidates.map(({ outcome }) => outcome)).toEqual(['chosen', 'skipped', 'skipped']);
  });
});

it('a candidate far below the first has a share that is a number', async () => {
  const { evidence } = await askOf(
    {
      ...scriptedModel([], ['tiny'], calibration),
      generate: () =>
        Promise.resolve({
          candidates: [
            { query: 'get nothing', logProb: 0 },
            { query: 'get customer', logProb: -800 },
          ],
        }),
    },
    'Who is there?',
  );
  expect(evidence['share']).toBeLessThan(-700);
  expect(Number.isFinite(evidence['share'])).toBe(true);
});
