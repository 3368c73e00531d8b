import { jit, State } from '@momq/engine';
import {
  argMax,
  cast,
  concat,
  equal,
  logSoftmax,
  mul,
  neg,
  oneHot,
  reshape,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from './pointer-config.js';
import { meanDialectLogits } from '../losses/dialect-loss.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import { batchTensors } from './model/batch-tensors.js';
import type { PointerBatch } from './model/pointer-batch.js';
import { pointerModel, type PointerInputs } from './model/pointer-model.js';

/** How well a model predicts the samples of a batch. */
export interface SampleScores {
  /** Sum of -log p over each sample's target codes, in nats. */
  readonly negativeLogLikelihood: readonly number[];
  /** Target codes of each sample that were the most likely one. */
  readonly hits: readonly number[];
  /** Target codes of each sample. */
  readonly codes: readonly number[];
  /** Group with the largest mean dialect logit (over layers and positions) of each sample; null without a dialect router. */
  readonly routedGroup: readonly number[] | null;
}

/** Scores batches with known outputs. */
export interface PointerScorer {
  /** Scores a batch whose outputs are known; every distinct shape compiles its own graph once. */
  score(batch: PointerBatch): Promise<SampleScores>;
  /** Frees the graphs. */
  dispose(): Promise<void>;
}

/**
 * A scorer of a model: the forward pass without dropout, per sample. Each distinct (B, P, T) compiles its own graph once.
 * @param options threads inside one operator; default: the engine's
 */
export function createPointerScorer(
  { config, parameters }: { config: PointerModelConfig; parameters: HostParameters },
  options: { readonly threads?: number } = {},
): PointerScorer {
  const weights = State.from(parameters);
  const run = jit(scoreSamples(config) as never, { name: 'score', ...options });
  return {
    async score(batch) {
      const found = await run.run(batchTensors(batch, config), weights);
      const list = (name: string): number[] => [...(found[name]?.data as Iterable<number>)];
      return {
        negativeLogLikelihood: list('negativeLogLikelihood'),
        hits: list('hits'),
        codes: list('codes'),
        routedGroup: found['routedGroup'] === undefined ? null : list('routedGroup'),
      };
    },
    dispose: () => run.dispose(),
  };
}

function scoreSamples(
  config: PointerModelConfig,
): (
  inputs: PointerInputs & { targets: Tensor; targetMask: Tensor },
  weights: Record<string, Tensor>,
) => { outputs: Record<string, Tensor> } {
  return (inputs, weights) => {
    const { targets, targetMask, prefixMask } = inputs;
    const { logits, routings } = pointerModel(weights, config, inputs);
    const [batch, length, codes] = logits.shape as [number, number, number];
    const logProbs = logSoftmax(reshape(logits, [-1, codes]));
    const chosen = sum(mul(logProbs, oneHot(reshape(targets, [-1]) as Tensor, codes)), 1);
    const hit = cast(equal(cast(argMax(logits, 2), 'int32'), targets), 'float32');
    const outputs: Record<string, Tensor> = {
      negativeLogLikelihood: neg(sum(mul(reshape(chosen, [batch, length]), targetMask), 1)),
      hits: sum(mul(hit, targetMask), 1),
      codes: sum(targetMask, 1),
    };
    const dialectLogits = routings.flatMap((routing) => routing.dialectLogits ?? []);
    if (dialectLogits.length > 0) {
      const means = meanDialectLogits(dialectLogits, concat([prefixMask, targetMask], 1));
      outputs['routedGroup'] = cast(argMax(means, 1), 'float32');
    }
    return { outputs };
  };
}
