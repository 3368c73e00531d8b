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

  it('are refused where the base has another shape, or lacks one', () => {
    const start = (parameters: HostParameters) => () =>
      startingWeights({ parameters, vocabulary: known }, narrow(grown), grown, 2);
    const { 'norm.weight': norm, ...rest } = base;
    expect(start(rest)).toThrow(/NANO_START_MISMATCH|expected norm\.weight of shape 16.*got none/);
    const wide = { ...rest, 'norm.weight': { ...norm!, shape: [8] } };
    expect(start(wide)).toThrow(
      expect.objectContaining({
        code: 'NANO_START_MISMATCH',
        message: expect.stringContaining('got 8') as string,
      }),
    );
  });
});
