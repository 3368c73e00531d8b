import { describe, expect, it } from 'vitest';
import '../../testing/cpu.js';
import { noisyParameters, tinyConfig } from '../../testing/tiny-model.js';
import { attentionOutputs } from './attention-outputs.js';

const config = { ...tinyConfig, mixture: null };
const parameters = noisyParameters(config);

describe('attentionOutputs', () => {
  it('has a sum for every text and layer, in which each text is read alone', async () => {
    const texts = [
      [0, 1],
      [0, 2],
    ];
    const both = await attentionOutputs({ config, parameters }, texts);
    expect(both.map((layers) => layers.length)).toEqual([2, 2].map(() => config.decoder.numLayers));
    const [alone] = await attentionOutputs({ config, parameters }, [texts[1]!]);
    both[1]!.forEach((row, layer) =>
      row.forEach((value, i) => expect(value).toBeCloseTo(alone![layer]![i]!, 5)),
    );
    expect(both[0]).not.toEqual(both[1]);
  });

  it('is behind the output projection: twice the weight of layer 0, twice its states', async () => {
    const name = 'layers.0.self_attn.o_proj.weight';
    const weight = parameters[name]!;
    const doubled = {
      ...parameters,
      [name]: { ...weight, data: Float32Array.from(weight.data, (value) => 2 * value) },
    };
    const [[once]] = (await attentionOutputs({ config, parameters }, [[0, 3]])) as [Float32Array[]];
    const found = (await attentionOutputs({ config, parameters: doubled }, [[0, 3]])) as [
      Float32Array[],
    ];
    found[0][0]!.forEach((value, i) => expect(value).toBeCloseTo(2 * once![i]!, 4));
  });

  it('refuses adapters, and texts of several lengths', async () => {
    await expect(attentionOutputs({ config: tinyConfig, parameters }, [[0]])).rejects.toThrow(
      expect.objectContaining({ code: 'MOE_BAD_CONFIG' }),
    );
    await expect(attentionOutputs({ config, parameters }, [[0], [0, 1]])).rejects.toThrow(
      expect.objectContaining({ code: 'MOE_BAD_INPUT' }),
    );
  });
});
