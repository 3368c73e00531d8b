import { jit, type JitFunction, type StoredTensor } from '@momq/engine';
import type { ExternalConstant } from '@momq/engine/safetensors';
import { gather, logSoftmax, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { intTensor } from '../numerics/host-tensor.js';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';
import { languageModelHidden, vocabularyLogits } from '../text/model/language-model.js';

/** A base without a cache, compiled for one length: what it says comes after a prompt. */
export class LastLogits {
  readonly #run: JitFunction;
  readonly #length: number;

  /** @param length longest prompt in tokens */
  constructor(
    config: LanguageModelConfig,
    constants: Readonly<Record<string, StoredTensor | ExternalConstant>>,
    length: number,
  ) {
    this.#length = length;
    this.#run = jit(
      ({ tokens, last }, weights) => {
        const { hidden } = languageModelHidden(weights, config, { tokens: tokens as Tensor });
        const state = reshape(gather(hidden, last as Tensor, 1), [1, -1]);
        return { outputs: { logProbs: logSoftmax(vocabularyLogits(weights, config, state)) } };
      },
      { name: 'last-logits', constants },
    );
  }

  /** Log-probabilities of the next token. */
  async logProbs(prompt: readonly number[]): Promise<Float32Array> {
    // tokens behind the prompt are not seen by it
    const row = Int32Array.from({ length: this.#length }, (_, i) => prompt[i] ?? 0);
    const { logProbs } = await this.#run.run({
      tokens: intTensor(row, [1, this.#length]),
      last: intTensor(Int32Array.of(prompt.length - 1), [1]),
    });
    return logProbs?.data as Float32Array;
  }

  dispose(): Promise<void> {
    return this.#run.dispose();
  }
}
