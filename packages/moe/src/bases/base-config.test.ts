import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baseGoldensFolder } from '../testing/base-goldens.js';
import { parseBaseConfig } from './base-config.js';

type Json = Readonly<Record<string, unknown>>;
const fixture = (model: string): Json =>
  JSON.parse(readFileSync(`${baseGoldensFolder}/${model}/config.json`, 'utf8')) as Json;
const [qwen2, llama, mistral] = ['qwen2-sharded', 'llama3', 'mistral-fp16'].map(fixture) as [
  Json,
  Json,
  Json,
];
const without = (config: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(config).filter(([name]) => !names.includes(name)));
const parse = (config: unknown) => parseBaseConfig(config, 'config.json');

describe('parseBaseConfig', () => {
  it("reads a Llama 3 config as transformers' docs describe it", () => {
    expect(parse(llama)).toEqual({
      decoder: {
        width: 32,
        numLayers: 2,
        numHeads: 4,
        numKvHeads: 2,
        headWidth: 16,
        ffWidth: 48,
        normEpsilon: 1e-5,
        attentionBias: true,
        attentionOutputBias: true,
        mlpBias: true,
        ropeTheta: 500_000,
        ropeScaling: {
          kind: 'llama3',
          factor: 8,
          lowFrequencyFactor: 1,
          highFrequencyFactor: 4,
          originalMaxPositions: 16,
        },
      },
      vocabularySize: 128,
      tiedEmbeddings: false,
      maxPositions: 64,
      mixture: null,
    });
  });

  it('fills in what transformers assumes', () => {
    const names = ['rope_theta', 'rms_norm_eps', 'num_key_value_heads', 'hidden_act'];
    const { decoder } = parse(without(llama, ...names, 'rope_scaling', 'attention_bias'));
    expect(decoder).toMatchObject({ ropeTheta: 10_000, normEpsilon: 1e-6, numKvHeads: 4 });
    expect(decoder.attentionBias).toBe(false);
    expect(parse({ ...mistral, sliding_window: null }).decoder.slidingWindow).toBeUndefined();
    expect(parse(without(mistral, 'sliding_window')).decoder.slidingWindow?.size).toBe(4096);
    expect(parse({ ...mistral, num_key_value_heads: null }).decoder.numKvHeads).toBe(4);
    expect(parse({ ...qwen2, sliding_window: 9 }).decoder.slidingWindow).toBeUndefined();
    expect(parse({ ...qwen2, head_dim: null }).decoder.headWidth).toBe(8);
    expect(parse(without(llama, 'max_position_embeddings')).maxPositions).toBe(2048);
  });

  it.each<[string, Json]>([
    ['another architecture', { ...qwen2, model_type: 'gpt2' }],
    ['no architecture', without(qwen2, 'model_type')],
    ['a classifier', { ...qwen2, architectures: ['Qwen2ForSequenceClassification'] }],
    ['another activation', { ...llama, hidden_act: 'gelu' }],
    ['quantised weights', { ...qwen2, quantization_config: { quant_method: 'gptq' } }],
    ['code of its own', { ...qwen2, auto_map: { AutoModel: 'modeling.X' } }],
    ['an unknown rope type', { ...qwen2, rope_scaling: { type: 'mrope', mrope_section: [1] } }],
    ['longrope', { ...llama, rope_scaling: { rope_type: 'longrope', factor: 2 } }],
    [
      'an option of another rope type',
      { ...llama, rope_scaling: { type: 'linear', factor: 2, beta_fast: 3 } },
    ],
    ['half a rotation', { ...llama, partial_rotary_factor: 0.5 }],
    ['a factor below 1', { ...llama, rope_scaling: { type: 'linear', factor: 0.5 } }],
    ['rope parameters per layer type', { ...qwen2, rope_parameters: { full_attention: {} } }],
    ['attention dropout', { ...qwen2, attention_dropout: 0.1 }],
    ['capped logits', { ...llama, final_logit_softcapping: 30 }],
    ['Granite multipliers', { ...llama, residual_multiplier: 0.2 }],
    ['experts', { ...mistral, num_local_experts: 8 }],
    ['Qwen2 without bias', { ...qwen2, attention_bias: false }],
    ['Mistral with bias', { ...mistral, attention_bias: true }],
    ['a Qwen2 with mlp_bias', { ...qwen2, mlp_bias: true }],
    ['heads that do not divide', { ...llama, num_key_value_heads: 3 }],
    ['an odd head', { ...llama, head_dim: 7 }],
    ['unknown layer types', { ...qwen2, layer_types: ['linear_attention', 'full_attention'] }],
    ['too few layer types', { ...qwen2, layer_types: ['full_attention'] }],
    [
      'sliding layers of a Llama',
      { ...llama, layer_types: ['sliding_attention', 'full_attention'] },
    ],
  ])('refuses %s', (_, config) => {
    expect(() => parse(config)).toThrow(expect.objectContaining({ code: 'MOE_BASE_UNSUPPORTED' }));
  });

  it('refuses a list', () => {
    expect(() => parse([])).toThrow(expect.objectContaining({ code: 'MOE_BASE_UNSUPPORTED' }));
  });

  it.each<[string, Json]>([
    ['no width', without(llama, 'hidden_size')],
    ['a text for a number', { ...llama, num_hidden_layers: '2' }],
    ['no layers', { ...llama, num_hidden_layers: 0 }],
    ['half a token', { ...llama, vocab_size: 12.5 }],
    ['a number for a flag', { ...llama, tie_word_embeddings: 1 }],
    ['scaling without a factor', { ...llama, rope_scaling: { type: 'linear' } }],
  ])('calls %s damaged', (_, config) => {
    expect(() => parse(config)).toThrow(expect.objectContaining({ code: 'MOE_BASE_CORRUPT' }));
  });
});
