import type { MixtureConfig } from '@momq/moe';
import { pointerSpecs } from '@momq/moe/pointer';
import { describe, expect, it } from 'vitest';
import { nanoConfig } from '../nano-config.js';
import { experimentDecoder } from './experiment-settings.js';
import { countAdapters, experimentVariants, sizeVariant } from './experiment-variants.js';
import type { ExperimentVariant } from './experiment-variants.js';
import type { RunResult } from './run-variant.js';
import { momqTableMarkdown, momqTables } from './table-report.js';
import { defaultSizes } from './experiment-settings.js';

/** A run that answers the first `right` of ten questions in each dialect. */
function run(variant: ExperimentVariant, seed: number, right: number): RunResult {
  const correct = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`q${i}`, i < right]));
  const routed = variant === 'momq' ? 1 : null;
  return {
    experiment: 'x',
    commit: 'abc1234',
    setting: 'balanced',
    variant,
    seed,
    rank: 4,
    adapterWeights: 1000,
    trainedWeights: 1200,
    steps: 1,
    trainLoss: 1,
    dialects: {
      sqlite: { correct, tokenLoss: 0.5, routed },
      cypher: { correct, tokenLoss: 1.5, routed },
    },
    cpuSeconds: { train: 1, decode: 1, execute: 1, score: 1 },
  };
}

describe('momqTables', () => {
  const results = [
    run('momq', 1, 8),
    run('momq', 2, 6),
    run('mixlora', 2, 4),
    run('mixlora', 1, 5),
  ];

  it('gives means over seeds and MoMQ minus the method, paired by question and seed', () => {
    const [table] = momqTables({ results });
    expect(table!.setting).toBe('balanced');
    const [momq, mixlora] = table!.rows;
    expect(momq!.ex['mean']!.mean).toBeCloseTo(0.7, 10);
    expect(momq!.routed).toBe(1);
    expect(mixlora!.ex['cypher']!.mean).toBeCloseTo(0.45, 10);
    expect(mixlora!.tokenLoss.mean).toBeCloseTo(1, 10);
    // seed 1: 8 against 5 of ten, seed 2: 6 against 4, in two dialects
    expect(mixlora!.momqMinus!['all']).toMatchObject({ onlyFirst: 10, onlySecond: 0 });
    expect(mixlora!.momqMinus!['all']!.mean).toBeCloseTo(0.25, 10);
    expect(momq!.momqMinus).toBeNull();
  });

  it('does not compare methods whose seeds differ', () => {
    const [table] = momqTables({ results: [run('momq', 1, 8), run('mixlora', 2, 4)] });
    expect(table!.rows[1]!.momqMinus).toBeNull();
  });

  it('says in words what came out, whichever way', () => {
    const facts = { command: 'momq experiment momq-table' };
    const rest = { sizes: defaultSizes, hashes: {}, testQuestions: { sqlite: 10, cypher: 10 } };
    const better = momqTableMarkdown({ results, ...rest }, facts);
    expect(better).toContain('commit abc1234');
    expect(better).toMatch(/MoMQ is better than MixLoRA: \+25\.0 \[/);
    const swapped = [run('momq', 1, 4), run('mixlora', 1, 8)];
    expect(momqTableMarkdown({ results: swapped, ...rest }, facts)).toMatch(
      /MoMQ is worse than MixLoRA: −40\.0 \[/,
    );
    const same = [run('momq', 1, 4), run('mixlora', 1, 4)];
    expect(momqTableMarkdown({ results: same, ...rest }, facts)).toContain(
      'No difference shown between MoMQ and MixLoRA: +0.0 [+0.0, +0.0] points.',
    );
  });
});

it('gives every method about as many adapter weights as MoMQ', () => {
  const dense = {
    ...nanoConfig({ vectorWidth: 384, vocabularySize: 76, mixture: null }),
    decoder: experimentDecoder,
  };
  const size = { rank: 4, dialects: ['a', 'b', 'c'], expertsPerGroup: 4 };
  const weightsOf = (mixture: MixtureConfig): number =>
    countAdapters(pointerSpecs({ ...dense, mixture }));
  const budget = sizeVariant('momq', weightsOf, size).adapterWeights;
  for (const variant of experimentVariants) {
    const { adapterWeights, rank } = sizeVariant(variant, weightsOf, size);
    const share = adapterWeights / budget;
    expect([variant, rank, share > 0.85 && share < 1.15]).toEqual([variant, rank, true]);
  }
});
