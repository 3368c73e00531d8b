import { gather, logSumExp, range, reshape, stack, type Tensor } from '@tensorflow/tfjs-core';
import { languageModelHidden, vocabularyLogits } from '../model/language-model.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { softDialects } from '../../mixture/dialect-choice.js';
import type { Parameters } from '../../numerics/parameters.js';
import { passAttention } from './pass-attention.js';

/** What a pass reads. */
export interface StepInputs {
  /** (B, T) int32 new tokens of each row. */
  readonly tokens: Tensor;
  /** (B) int32 cached tokens of each row. */
  readonly starts: Tensor;
  /** (1) int32 tokens of the prefix that all rows share, whose keys and values are among the parameters; absent without one. */
  readonly prefixLength?: Tensor;
  /** (1) int32 the new token whose logits are wanted, of all rows the same; absent: none are. */
  readonly last?: Tensor;
  /** (B, D) float32 groups that each row may use; absent unless there are several. */
  readonly groupMask?: Tensor;
  /** Whether the adapters that always act are part of the base weights. */
  readonly folded: boolean;
}

/**
 * One pass of cached decoding: the language model on new tokens with attention over a cache. It is `languageModel` itself with
 * another `attend`, so training, evaluation and generation compute the same.
 * @returns `logits` (B, V) and `logSumExp` (B) of the wanted token; with groups `experts` (layers, B, N), the weights that
 *   act, and with a dialect router `dialects` (layers, B, D), probabilities; nothing where no token's logits are wanted
 */
export function stepFunction(
  parameters: Parameters,
  config: LanguageModelConfig,
  inputs: StepInputs,
): { outputs: Record<string, Tensor>; state: Record<string, Tensor> } {
  const { tokens, starts, last, folded } = inputs;
  const [batch, length] = tokens.shape as [number, number];
  const { attend, positions, state } = passAttention(parameters, config.decoder, {
    starts,
    offsets: reshape(range(0, length, 1, 'int32'), [1, length]),
    bias: null,
    prefixLength: inputs.prefixLength ?? null,
  });
  const groupMask = (config.mixture?.groups.length ?? 0) > 1 ? (inputs.groupMask as Tensor) : null;
  const { hidden, routings } = languageModelHidden(
    parameters,
    config,
    { tokens, positions, groupMask },
    { attend, folded },
  );
  if (last === undefined) return { outputs: {}, state };
  const atLast = (x: Tensor): Tensor =>
    length === 1 ? reshape(x, [batch, -1]) : reshape(gather(x, last, 1), [batch, -1]);
  const logits = vocabularyLogits(parameters, config, atLast(hidden));
  const outputs: Record<string, Tensor> = { logits, logSumExp: logSumExp(logits, 1) };
  if (routings.length > 0) {
    const scope = { groupMask, sentenceMask: null };
    outputs['experts'] = stack(
      routings.map(({ weights }) =>
        weights.shape[1] === 1 ? reshape(weights, [batch, -1]) : atLast(weights),
      ),
    );
    const dialects = routings.flatMap(({ dialectLogits }) =>
      dialectLogits === null ? [] : [atLast(softDialects(dialectLogits, scope))],
    );
    if (dialects.length > 0) outputs['dialects'] = stack(dialects);
  }
  return { outputs, state };
}
