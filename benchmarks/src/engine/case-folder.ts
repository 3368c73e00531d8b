import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adamWOptions } from './adamw-step.js';
import type { DecoderConfig } from './decoder-config.js';
import type { LoraConfig } from './decoder-loss.js';
import { randomAdapters, randomTokens, randomWeights } from './random-weights.js';
import { writeSafetensors } from './safetensors-file.js';

/** A training step that two programs can do. */
export interface TrainingCase {
  readonly config: DecoderConfig;
  readonly batch: number;
  readonly tokens: number;
  /** The adapters that are trained on a frozen base; without it all weights are trained. */
  readonly lora?: LoraConfig;
  readonly seed: number;
  /**
   * Steps that one run of our compiled function makes; state crosses from JavaScript to ONNX Runtime and back once per
   * run. Default 1.
   */
  readonly stepsPerRun?: number;
}

/** Writes weights, data and settings of a case where peers read them, and removes them after `body`. */
export async function inCaseFolder<T>(
  trainingCase: TrainingCase,
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-engine-'));
  try {
    const { config, batch, tokens, lora, seed } = trainingCase;
    const base = lora === undefined ? 'weights' : 'model';
    writeSafetensors(path.join(folder, `${base}.safetensors`), randomWeights(config, seed));
    writeSafetensors(
      path.join(folder, 'data.safetensors'),
      randomTokens(config, [batch, tokens], seed),
    );
    writeFileSync(
      path.join(folder, 'case.json'),
      JSON.stringify({ ...trainingCase, optimizer: adamWOptions }),
    );
    if (lora !== undefined) {
      const adapters = randomAdapters(config, lora, seed + 1);
      writeSafetensors(path.join(folder, 'lora.safetensors'), adapters);
      writeFileSync(path.join(folder, 'config.json'), JSON.stringify(huggingFaceConfig(config)));
    }
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `config.json` of the decoder, as transformers reads it. */
export function huggingFaceConfig(config: DecoderConfig): object {
  return {
    architectures: ['Qwen2ForCausalLM'],
    model_type: 'qwen2',
    dtype: 'float32',
    vocab_size: config.vocabulary,
    hidden_size: config.width,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.kvHeads,
    intermediate_size: config.hidden,
    hidden_act: 'silu',
    max_position_embeddings: 32_768,
    rms_norm_eps: config.normEpsilon,
    rope_theta: config.ropeTheta,
    rope_parameters: { rope_type: 'default', rope_theta: config.ropeTheta },
    tie_word_embeddings: true,
    use_sliding_window: false,
    attention_dropout: 0,
  };
}
