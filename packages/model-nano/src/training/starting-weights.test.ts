import { beforeAll, describe, expect, it } from 'vitest';
import type { HostParameters } from '@momq/moe';
import { initialPointerParameters } from '@momq/moe/pointer';
import type { PointerModelConfig } from '@momq/moe/pointer';
import { nanoConfig } from '../nano-config.js';
import { startingWeights } from './starting-weights.js';

const known = ['<query>', 'end', 'from', 'select'];
const grown = ['<query>', '<mysql>', 'end', 'select', 'from', 'case'];

/** The shape of the embedded model, narrower. */
function narrow(words: readonly string[]): PointerModelConfig {
  const config = nanoConfig({ vectorWidth: 8, vocabularySize: words.length, mixture: null });
  const decoder = { ...config.decoder, width: 16, numLayers: 1, headWidth: 2, ffWidth: 8 };
  return { ...config, decoder };
}

describe('weights to start from', () => {
  let base: HostParameters;
  let fresh: HostParameters;
  let carried: HostParameters;
  beforeAll(() => {
    base = initialPointerParameters(narrow(known), 1);
    fresh = initialPointerParameters(narrow(grown), 2);
    carried = startingWeights({ parameters: base, vocabulary: known }, narrow(grown), grown, 2);
  });

  const row = (parameters: HostParameters, name: string, place: number): number[] => [
    ...parameters[name]!.data.subarray(place * 16, (place + 1) * 16),
  ];

  it.each(['pointer.token_embedding', 'pointer.keyword_head.weight'])(
    'keep the row of every known word, wherever it stands now: %s',
    (name) => {
      expect(carried[name]!.shape).toEqual([grown.length, 16]);
      for (const word of known)
        expect(row(carried, name, grown.indexOf(word))).toEqual(
          row(base, name, known.indexOf(word)),
        );
      for (const word of ['<mysql>', 'case'])
        expect(row(carried, name, grown.indexOf(word))).toEqual(
          row(fresh, name, grown.indexOf(word)),
        );
    },
  );

  it('are those of the base elsewhere', () => {
    for (const name of ['layers.0.mlp.down_proj.weight', 'pointer.relation_bias', 'norm.weight'])
      expect(carried[name]).toEqual(base[name]);
    expect(Object.keys(carried).sort()).toEqual(Object.keys(fresh).sort());
  });

  it.each([
    ['norm.weight', undefined, 'norm.weight of shape 16 in the weights to start from, got none'],
    ['norm.weight', [8], 'got 8'],
    ['pointer.token_embedding', [known.length, 8], 'got 4 × 8'],
    ['pointer.token_embedding', [known.length], 'got 4.'],
  ])('are refused where the base has another %s: %j', (name, shape, said) => {
    const { [name]: weight, ...rest } = base;
    const parameters = shape === undefined ? rest : { ...rest, [name]: { ...weight!, shape } };
    expect(() =>
      startingWeights({ parameters, vocabulary: known }, narrow(grown), grown, 2),
    ).toThrow(
      expect.objectContaining({
        code: 'NANO_START_MISMATCH',
        message: expect.stringContaining(said) as string,
      }),
    );
  });
});
