import { afterAll, describe, expect, it } from 'vitest';
import '../../testing/cpu.js';
import { OpenGenerators } from '../../testing/text-generators.js';
import { fullLogProbs, tinyLanguageModel, tinyMixture } from '../../testing/tiny-language-model.js';
import type { RowOutput } from './generation-job.js';
import { drawToken } from './draw-token.js';

const open = new OpenGenerators();
afterAll(() => open.close());

const model = tinyLanguageModel(tinyMixture());
const prompt = [3, 14, 15, 9];

interface Candidate {
  readonly tokens: number[];
  readonly logProb: number;
}

/** All continuations by one token of each candidate, by full passes. */
function grown(candidates: readonly Candidate[], stop: number): Candidate[] {
  return candidates.flatMap((each) => {
    if (each.tokens.at(-1) === stop) return [each];
    const last = fullLogProbs(model, [...prompt, ...each.tokens]).at(-1) as Float32Array;
    return Array.from(last, (logProb, token) => ({
      tokens: [...each.tokens, token],
      logProb: each.logProb + logProb,
    }));
  });
}

describe('beam search', () => {
  it('finds the best of all answers when it keeps every one, stop tokens and length penalty included', async () => {
    const stop = fullLogProbs(model, prompt)
      .at(-1)!
      .reduce((best, value, i, all) => (value > all[best]! ? i : best), 0);
    const generator = await open.create(model, { maxBatch: 61 });
    for (const lengthPenalty of [0, 1]) {
      const all = grown(grown([{ tokens: [], logProb: 0 }], stop), stop)
        .map((each) => ({ ...each, score: each.logProb / each.tokens.length ** lengthPenalty }))
        .sort((a, b) => b.score - a.score);
      const { answers } = await generator.generate({
        tokens: prompt,
        maxNewTokens: 2,
        n: 5,
        stop: { tokens: [stop] },
        strategy: { kind: 'beam', beams: 61, lengthPenalty },
      });
      expect(answers.map(({ tokens }) => tokens)).toEqual(
        all.slice(0, 5).map(({ tokens }) => tokens),
      );
      answers.forEach(({ score, logProb, logProbs }, i) => {
        expect(score).toBeCloseTo(all[i]!.score, 4);
        expect(logProb).toBeCloseTo(
          logProbs.reduce((a, b) => a + b),
          6,
        );
      });
    }
  });

  it('keeps the best few of each step otherwise', async () => {
    const generator = await open.create(model);
    let beams: Candidate[] = [{ tokens: [], logProb: 0 }];
    for (let step = 0; step < 5; step += 1)
      beams = grown(beams, -1)
        .sort((a, b) => b.logProb - a.logProb)
        .slice(0, 3);
    const { answers } = await generator.generate({
      tokens: prompt,
      maxNewTokens: 5,
      n: 3,
      strategy: { kind: 'beam', beams: 3 },
      trace: true,
    });
    expect(answers.map(({ tokens }) => tokens)).toEqual(beams.map(({ tokens }) => tokens));
    expect(answers[0]?.trace).toHaveLength(5);
  });
});

describe('sampling', () => {
  it('repeats with a seed, differs between draws and seeds, and is greedy with one candidate', async () => {
    const generator = await open.create(model);
    const draw = async (seed: number, more = {}) =>
      (
        await generator.generate({
          tokens: prompt,
          maxNewTokens: 8,
          n: 3,
          strategy: { kind: 'sampling', temperature: 1.5, seed, ...more },
        })
      ).answers.map(({ tokens }) => tokens);
    const first = await draw(1);
    expect(await draw(1)).toEqual(first);
    expect(await draw(2)).not.toEqual(first);
    expect(new Set(first.map(String)).size).toBe(3);
    const { answers } = await generator.generate({ tokens: prompt, maxNewTokens: 8 });
    for (const tokens of await draw(5, { topK: 1 })) expect(tokens).toEqual(answers[0]?.tokens);
    for (const tokens of await draw(5, { topP: 1e-6 })) expect(tokens).toEqual(answers[0]?.tokens);
  });

  const probabilities = [0.4, 0.3, 0.2, 0.1];
  const output: RowOutput = {
    logits: Float32Array.from(probabilities, (p) => Math.log(p) + 2),
    logSumExp: 2,
    trace: () => [],
  };
  /** Shares of the tokens over evenly spread random numbers. */
  function shares(settings: object, allowed: Uint8Array | null = null): number[] {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 1000; i += 1) {
      const { token, logProb } = drawToken(
        output,
        { kind: 'sampling', ...settings },
        { allowed, random: i / 1000 },
      )!;
      counts[token]! += 1 / 1000;
      expect(logProb).toBeCloseTo(Math.log(probabilities[token]!), 5);
    }
    return counts.map((count) => Math.round(count * 100) / 100);
  }

  it.each([
    ['everything', {}, null, [0.4, 0.3, 0.2, 0.1]],
    ['temperature', { temperature: 0.5 }, null, [0.53, 0.3, 0.13, 0.03]],
    ['top-k', { topK: 2 }, null, [0.57, 0.43, 0, 0]],
    ['top-p', { topP: 0.6 }, null, [0.57, 0.43, 0, 0]],
    ['top-p after temperature', { topP: 0.5, temperature: 0.5 }, null, [1, 0, 0, 0]],
    ['what is allowed', {}, Uint8Array.of(0, 1, 0, 1), [0, 0.75, 0, 0.25]],
    ['top-k of what is allowed', { topK: 2 }, Uint8Array.of(0, 1, 1, 1), [0, 0.6, 0.4, 0]],
  ])('draws by %s', (_, settings, allowed, want) => {
    shares(settings, allowed).forEach((share, i) => expect(share).toBeCloseTo(want[i]!, 1.9));
  });
});

it('tells what the routers decided at every token', async () => {
  const generator = await open.create(model);
  const { answers } = await generator.generate({ tokens: prompt, maxNewTokens: 3, trace: true });
  const trace = answers[0]!.trace!;
  expect(trace).toHaveLength(3);
  for (const layers of trace) {
    expect(layers).toHaveLength(2);
    for (const { dialects, experts } of layers) {
      expect(Object.keys(dialects)).toEqual(['sqlite', 'postgres', 'cypher']);
      expect(Object.values(dialects).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(
        Object.values(experts)
          .flat()
          .filter((weight) => weight > 0),
      ).toHaveLength(2);
    }
  }
  const named = await generator.generate({
    tokens: prompt,
    dialect: 'cypher',
    maxNewTokens: 1,
    trace: true,
  });
  const [layer] = named.answers[0]!.trace![0]!;
  expect(layer!.dialects).toEqual({ sqlite: 0, postgres: 0, cypher: 1 });
  expect(layer!.experts['sqlite']).toEqual([0, 0, 0]);
});
