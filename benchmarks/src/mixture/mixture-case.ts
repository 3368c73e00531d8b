import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '@momq/core/random';
import { momqMixture } from '@momq/moe';
import { initialAdapters } from '@momq/moe/text';
import type { MixtureConfig } from '@momq/moe';
import type { LanguageModelConfig, TrainingSample } from '@momq/moe/text';
import { smallDecoder } from '../engine/decoder-config.js';
import { randomWeights } from '../engine/random-weights.js';
import { writeSafetensors, type TensorSource } from '../engine/safetensors-file.js';

/** A training step of the MoMQ mixture that two programs can do; written to `case.json`. */
export interface MixtureCase {
  readonly mixture: MixtureConfig;
  /** Rows of the batch that every step reads, of `tokens` tokens each. */
  readonly samples: readonly (TrainingSample & {
    readonly prompt: readonly number[];
    readonly answer: readonly number[];
  })[];
  readonly tokens: number;
  readonly threads: number;
  readonly optimizer: {
    readonly learningRate: number;
    readonly warmupRatio: 0;
    readonly finalRatio: 1;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly weightDecay: number;
    readonly clipNorm: number;
    readonly emaDecay: null;
  };
  readonly loss: { readonly balance: number; readonly dialect: number };
}

const dialects = ['sqlite', 'postgres', 'cypher', 'ngql'];
const [rows, tokens, answerTokens] = [8, 256, 64];

/** 4 groups × 4 experts of rank 16 and 2 shared ones; dropout off, so that losses can be compared. */
export const mixture = momqMixture({ rank: 16, dropout: 0, dialects, expertsPerGroup: 4 });

/** A base of 15.5 million parameters as Hugging Face stores it. */
const baseConfig = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  attention_bias: false,
  vocab_size: smallDecoder.vocabulary,
  hidden_size: smallDecoder.width,
  num_hidden_layers: smallDecoder.layers,
  num_attention_heads: smallDecoder.heads,
  num_key_value_heads: smallDecoder.kvHeads,
  intermediate_size: smallDecoder.hidden,
  hidden_act: 'silu',
  max_position_embeddings: 512,
  rms_norm_eps: smallDecoder.normEpsilon,
  rope_theta: smallDecoder.ropeTheta,
  tie_word_embeddings: true,
};

/** Writes base, adapters and settings where both programs read them, and removes them after `body`. */
export async function inMixtureFolder<T>(
  { seed, threads }: { readonly seed: number; readonly threads: number },
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-mixture-'));
  try {
    const base = path.join(folder, 'base');
    mkdirSync(base);
    writeFileSync(path.join(base, 'config.json'), JSON.stringify(baseConfig));
    writeSafetensors(path.join(base, 'model.safetensors'), randomWeights(smallDecoder, seed));
    writeSafetensors(path.join(folder, 'adapters.safetensors'), adapters(seed));
    const random = seededRandom(seed);
    const draw = (count: number) =>
      Array.from({ length: count }, () => Math.floor(random() * smallDecoder.vocabulary));
    const content: MixtureCase = {
      ...{ mixture, tokens, threads },
      samples: Array.from({ length: rows }, (_, i) => ({
        id: String(i),
        dialect: dialects[i % dialects.length] ?? '',
        prompt: draw(tokens - answerTokens),
        answer: draw(answerTokens),
      })),
      optimizer: {
        learningRate: 1e-3,
        warmupRatio: 0,
        finalRatio: 1,
        beta1: 0.9,
        beta2: 0.95,
        epsilon: 1e-8,
        weightDecay: 0.1,
        clipNorm: 1,
        emaDecay: null,
      },
      loss: { balance: 0.001, dialect: 0.01 },
    };
    writeFileSync(path.join(folder, 'case.json'), JSON.stringify(content));
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starting adapters; B is not zero, so that experts and routers count in losses and gradients from the first step. */
function adapters(seed: number): Record<string, TensorSource> {
  const { width, layers, heads, kvHeads, headWidth, hidden, normEpsilon, ropeTheta } = smallDecoder;
  const config: LanguageModelConfig = {
    decoder: {
      ...{ width, headWidth, normEpsilon, ropeTheta },
      numLayers: layers,
      numHeads: heads,
      numKvHeads: kvHeads,
      ffWidth: hidden,
      attentionBias: false,
    },
    vocabularySize: smallDecoder.vocabulary,
    tiedEmbeddings: true,
    maxPositions: 512,
    mixture,
  };
  const random = seededRandom(seed + 7);
  const start = Object.entries(initialAdapters(config, seed));
  return Object.fromEntries(
    start.map(([name, { data, shape }]) => {
      const values = name.endsWith('lora_b') ? data.map(() => 0.04 * (random() - 0.5)) : data;
      return [name, { dtype: 'F32', shape, data: () => values }];
    }),
  );
}
