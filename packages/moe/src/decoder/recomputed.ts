import { checkpoint } from '@momq/engine/training';
import { concat, split, type Tensor } from '@tensorflow/tfjs-core';
import type { Routing } from '../mixture/router.js';
import type { Parameters } from '../numerics/parameters.js';
import type { BlockContext } from './forward-pass.js';

type Block = (parameters: Parameters, layer: number, x: Tensor, context: BlockContext) => Tensor;

/**
 * A block under gradient checkpointing: it keeps its input only and is computed again for the gradient. What the routers
 * decide has gradients too, so it leaves the checkpoint beside the hidden state, as further columns of one tensor. Dropout
 * draws are the block's own and repeat.
 * @param learns whether a weight has a gradient
 */
export function recomputed(block: Block, learns: (weight: string) => boolean): Block {
  return (parameters, layer, x, context) => {
    const { adapters } = context;
    const names = Object.keys(parameters).filter(
      (name) => name.startsWith(`layers.${layer}.`) && learns(name),
    );
    const weights = names.map((name) => parameters[name] as Tensor);
    let decisions: Routing[] = [];
    const packed = checkpoint(
      (input, ...own) => {
        const replaced = Object.fromEntries(names.map((name, i) => [name, own[i] as Tensor]));
        const dropout = context.dropout.within(layer);
        const routings: Routing[] = [];
        const hidden = block({ ...parameters, ...replaced }, layer, input as Tensor, {
          ...context,
          dropout,
          adapters: adapters === null ? null : { ...adapters, dropout, routings },
        });
        decisions = routings;
        return concat([hidden, ...routings.flatMap(columns)], 2);
      },
      x,
      ...weights,
    );
    if (decisions.length === 0) return packed;
    const sizes = [x.shape[2], ...decisions.flatMap(columns).map(({ shape }) => shape[2])];
    const [hidden, ...rest] = split(packed, sizes as number[], 2) as [Tensor, ...Tensor[]];
    const take = (given: Tensor | null): Tensor | null =>
      given === null ? null : (rest.shift() as Tensor);
    for (const { weights: shares, expertLogits, dialectLogits } of decisions)
      adapters?.routings.push({
        weights: take(shares) as Tensor,
        expertLogits: take(expertLogits),
        dialectLogits: take(dialectLogits),
      });
    return hidden;
  };
}

function columns({ weights, expertLogits, dialectLogits }: Routing): Tensor[] {
  return [weights, expertLogits, dialectLogits].filter((part) => part !== null);
}
