import { util } from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { concat } from './concat.js';
import { elementwise } from './elementwise.js';
import { attr, input, requireNumeric, type KernelTranslation } from './kernel-translation.js';
import { slice } from './slice.js';

/** Where and in which direction the running product goes. */
interface Direction {
  readonly axis: number;
  readonly reverse: boolean;
}

/** Moves a value by `distance` along an axis, away from where the product starts; ones come in. */
function shift(
  graph: GraphBuilder,
  value: GraphValue,
  distance: number,
  { axis, reverse }: Direction,
): GraphValue {
  const kept = value.shape.with(axis, (value.shape[axis] as number) - distance);
  const begin = value.shape.map((_, each) => (each === axis && reverse ? distance : 0));
  const rest = slice(graph, value, begin, kept);
  const ones = graph.uniform(1, { shape: kept.with(axis, distance), dtype: value.dtype });
  return concat(graph, reverse ? [rest, ones] : [ones, rest], axis);
}

/**
 * Running product along one axis; float32 and int32.
 *
 * ONNX has no operator for it: log₂ n times, each element takes in the product that ends `distance` before it
 * (Hillis and Steele 1986, “Data parallel algorithms”).
 */
export const cumprodKernel: KernelTranslation = (call) => {
  const { graph } = call;
  let product = requireNumeric(call, input(call, 'x'));
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...product.shape]);
  const direction = { axis, reverse: attr<boolean>(call, 'reverse') };
  const length = product.shape[axis] as number;
  if (attr<boolean>(call, 'exclusive') && length > 0) product = shift(graph, product, 1, direction);
  for (let distance = 1; distance < length; distance *= 2) {
    const before = shift(graph, product, distance, direction);
    product = elementwise(graph, 'Mul', [product, before]);
  }
  return product;
};
