import { describe, expect, it } from 'vitest';
import type { Outcome } from './measure-model.js';
import { sqlgenLines, sqlgenTables } from './sqlgen-report.js';
import type { SqlgenRun } from './sqlgen-run.js';

/** The first `right` of ten questions are answered; each gold has about the same loss. */
function outcome(right: number, loss: number): Outcome {
  const ids = Array.from({ length: 10 }, (_, i) => `q${i}`);
  return {
    correct: Object.fromEntries(ids.map((id, i) => [id, i < right])),
    goldLoss: Object.fromEntries(ids.map((id, i) => [id, loss + i / 100])),
    tokenLoss: loss,
    routed: null,
  };
}

function run(arm: string, seed: number, tests: SqlgenRun['tests'], dialect = 'sqlite'): SqlgenRun {
  const cpuSeconds = { train: 1, decode: 1, execute: 1, score: 1 };
  const merged = dialect === 'all';
  return {
    ...{ arm, seed, tests, cpuSeconds, dialect: merged ? null : dialect, pairs: 6, steps: 3 },
    ...{ experiment: 'x', commit: 'abc1234', trainLoss: 1 },
  };
}

const human = { human: outcome(6, 0.5), synthetic: outcome(2, 0.9) };
const synthetic = { human: outcome(4, 0.7), synthetic: outcome(8, 0.4) };

describe('sqlgenTables', () => {
  it('compares seeds that both arms have, each kind of questions apart', () => {
    const results = [run('human', 1, human), run('synthetic', 1, synthetic)];
    const [table, ...rest] = sqlgenTables([...results, run('synthetic', 2, human)]);
    expect(rest.map(({ part }) => part)).toEqual(['augmentation']); // with the human model alone
    expect(table!.rows.map(({ arm, seeds }) => [arm, seeds])).toEqual([
      ['human', 1],
      ['synthetic', 2],
    ]);
    const [{ minus, lossMinus, seeds }] = table!.differences as [
      (typeof table & object)['differences'][number],
    ];
    expect(seeds).toBe(1);
    expect(minus['human']).toMatchObject({ onlyFirst: 0, onlySecond: 2 });
    expect(minus['synthetic']!.mean).toBeCloseTo(0.6, 10);
    expect(lossMinus['human']!.mean).toBeCloseTo(0.2, 10);
    expect(lossMinus['all']!.mean).toBeCloseTo((0.2 - 0.5) / 2, 10);
  });

  it('puts databases together, and a merged model against all that it is made of', () => {
    const asked = (right: number) => ({ farm: outcome(right, 0.5), ship: outcome(right, 0.5) });
    const results = [
      ...['not adapted', 'adapted'].map((arm, i) => run(arm, 1, asked(2 + 4 * i))),
      ...['base', 'SLERP', 'MoE, keyword gates'].map((arm, i) => run(arm, 1, asked(5 - i), 'all')),
    ];
    const [adaptation, merging] = sqlgenTables(results);
    expect(adaptation!.differences.map(({ minus }) => minus['all']!.mean)).toEqual([0.4]);
    expect(merging!.differences.map(({ second, minus }) => [second, minus['all']!.mean])).toEqual([
      ['base', expect.closeTo(-0.2, 10)],
      ['SLERP', expect.closeTo(-0.1, 10)],
    ]);
    const text = sqlgenLines([adaptation!, merging!]).join('\n');
    expect(text).toContain('| sqlite | all | 20 | adapted | 6 | 3 | 60.0 | 0.500 | 1 |');
    expect(text).toContain('- sqlite, all questions: adapted is better than not adapted: +40.0 [');
    expect(text).toMatch(/All dialects, all questions: MoE, keyword gates is worse than base: −20/);
  });
});

it('says what accuracy and loss show, whichever way', () => {
  const results = [run('human', 1, human), run('synthetic', 1, synthetic)];
  const text = sqlgenLines(sqlgenTables(results, ['data'])).join('\n');
  expect(text).toContain('| sqlite | human | 10 | synthetic | 6 | 3 | 40.0 | 0.700 | 1 |');
  expect(text).toMatch(/human questions: .*By the loss of the gold, synthetic is worse\./);
  expect(text).toMatch(/synthetic questions: synthetic is better than human: \+60.*is better\.$/m);
  expect(text).not.toContain('## Human and generated');
});
