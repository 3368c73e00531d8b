import {
  add,
  gather,
  logSumExp,
  mul,
  reshape,
  scalar,
  sub,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Parameters } from '../../../numerics/parameters.js';
import { languageModelHidden, vocabularyLogits } from '../../model/language-model.js';
import type { LanguageModelConfig } from '../../model/language-model-config.js';
import { passAttention } from '../pass-attention.js';

/** What a pass over a tree reads, one row of it. */
export interface TreeInputs {
  /** (1, T) int32 token of each node. */
  readonly tokens: Tensor;
  /** (1) int32 cached tokens, which every node sees. */
  readonly starts: Tensor;
  /** (1, T) int32 nodes before each node on its path. */
  readonly depths: Tensor;
  /** (1, 1, T, T) float32, 0 where a node sees another: the nodes of its path and itself. */
  readonly bias: Tensor;
  /** (E) int32 node of each edge. */
  readonly nodes: Tensor;
  /** (E) int32 token of each edge. */
  readonly targets: Tensor;
  /** As in `StepInputs`. */
  readonly prefixLength?: Tensor;
  readonly groupMask?: Tensor;
  readonly folded: boolean;
}

/** One pass over a tree of tokens after cached ones. @returns `logProbs` (E): of each edge's token after its node */
export function treeFunction(
  parameters: Parameters,
  config: LanguageModelConfig,
  inputs: TreeInputs,
): { outputs: Record<string, Tensor>; state: Record<string, Tensor> } {
  const { tokens, starts, depths, bias, nodes, targets, folded } = inputs;
  const { attend, positions, state } = passAttention(parameters, config.decoder, {
    starts,
    offsets: depths,
    bias,
    prefixLength: inputs.prefixLength ?? null,
  });
  const groupMask = (config.mixture?.groups.length ?? 0) > 1 ? (inputs.groupMask as Tensor) : null;
  const { hidden } = languageModelHidden(
    parameters,
    config,
    { tokens, positions, groupMask },
    { attend, folded },
  );
  const length = tokens.shape[1] as number;
  const logits = vocabularyLogits(parameters, config, reshape(hidden, [length, -1])); // (T, V)
  const places = add(mul(nodes, scalar(logits.shape[1] as number, 'int32')), targets);
  const wanted = gather(reshape(logits, [-1]), places); // (E)
  return { outputs: { logProbs: sub(wanted, gather(logSumExp(logits, 1), nodes)) }, state };
}
