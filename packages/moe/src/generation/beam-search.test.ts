import { describe, expect, it } from 'vitest';
import { BeamSearch, type BeamSearchSettings } from './beam-search.js';

const END = 2;
/** Log-probability of a token by the one before, 0 at the start: a chain in which greedy decoding goes astray. */
const logProbs = [
  [0.5, 0.4, 0.1],
  [0.05, 0.05, 0.9],
].map((row) => row.map(Math.log));

interface Output {
  readonly tokens: readonly number[];
  readonly length: number;
  readonly logProb: number;
}

const rowOf = ({ tokens }: Output): readonly number[] => logProbs[tokens.at(-1) ?? 0]!;

/** Every output up to `maxLength`, by brute force; those that do not end are no outputs. */
function all(maxLength: number, output: Output = { tokens: [], length: 0, logProb: 0 }): Output[] {
  if (output.tokens.at(-1) === END) return [output];
  if (output.length === maxLength) return [];
  return rowOf(output).flatMap((logProb, token) =>
    all(maxLength, {
      tokens: [...output.tokens, token],
      length: output.length + 1,
      logProb: output.logProb + logProb,
    }),
  );
}

function search(
  settings: BeamSearchSettings,
  allows: (output: Output, token: number) => boolean = () => true,
) {
  const beam = new BeamSearch<Output>({ tokens: [], length: 0, logProb: 0 }, settings);
  const widths: number[] = [];
  for (let step = 0; step < settings.maxLength && beam.live.length > 0; step += 1) {
    widths.push(beam.live.length);
    beam.advance({
      extensions: (output, _, count) =>
        rowOf(output)
          .map((logProb, token) => ({ token, logProb: output.logProb + logProb }))
          .filter(({ token }) => allows(output, token))
          .sort((a, b) => b.logProb - a.logProb)
          .slice(0, count),
      extend: ({ tokens, length }, _, { token, logProb }) => ({
        tokens: [...tokens, token],
        length: length + 1,
        logProb,
      }),
      isComplete: ({ tokens }) => tokens.at(-1) === END,
    });
  }
  const found = beam.finished.map(({ hypothesis: { tokens }, score }) => ({ tokens, score }));
  return { found, widths };
}

describe('BeamSearch', () => {
  it.each([-0.5, 0, 1])('finds the best of all outputs with length penalty %d', (lengthPenalty) => {
    const ranked = all(5)
      .map(({ tokens, length, logProb }) => ({ tokens, score: logProb / length ** lengthPenalty }))
      .sort((a, b) => b.score - a.score);
    const { found } = search({ beams: 32, lengthPenalty, maxLength: 5 });
    found.slice(0, 5).forEach(({ tokens, score }, i) => {
      expect(tokens).toEqual(ranked[i]!.tokens);
      expect(score).toBeCloseTo(ranked[i]!.score, 12);
    });
  });

  it('finds with two beams what one misses', () => {
    const settings = { lengthPenalty: 0, maxLength: 5 };
    expect(search({ beams: 2, ...settings }).found[0]?.tokens).toEqual([1, END]); // 0.36
    expect(search({ beams: 1, ...settings }).found[0]?.tokens).not.toEqual([1, END]);
  });

  it('ends when no live output can be better than those found', () => {
    const { found, widths } = search(
      { beams: 1, lengthPenalty: 0, maxLength: 50 },
      (_, token) => token > 0,
    );
    expect(found[0]?.tokens).toEqual([1, END]);
    expect(widths).toEqual([1, 1]);
  });

  it('gives up what is less likely than the likeliest by more than the margin', () => {
    const settings = { beams: 4, lengthPenalty: 0, maxLength: 50 };
    // by hand: 0.5 and 0.4 live, 0.1 ends below 0.6 of the likeliest; then 0.36 ends, 0.25 lives and 0.2 does not; then nothing
    const { found, widths } = search({ ...settings, margin: -Math.log(0.61) });
    expect(found.map(({ tokens }) => tokens)).toEqual([[1, END]]);
    expect(widths).toEqual([1, 2, 1]);
    expect(search(settings).found).toHaveLength(4);
  });

  it('goes on without outputs that nothing can follow', () => {
    const { found, widths } = search(
      { beams: 2, lengthPenalty: 0, maxLength: 4 },
      ({ tokens }, token) => tokens[0] !== 0 && !(tokens.length === 0 && token === END),
    );
    expect(found[0]?.tokens).toEqual([1, END]);
    expect(widths.slice(0, 2)).toEqual([1, 2]);
  });
});
