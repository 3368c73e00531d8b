import { util } from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue, Operand } from '../trace/graph-value.js';
import { cast } from './cast.js';
import { narrow } from './indices.js';
import { attr, input, type KernelCall } from './kernel-translation.js';

/** Index of the first extreme along one axis of a value, int32. 0 where there are no elements, as in TF.js. */
export function argIndex(
  graph: GraphBuilder,
  opType: 'ArgMax' | 'ArgMin',
  x: GraphValue,
  axis: number,
): GraphValue {
  const shape = x.shape.toSpliced(axis, 1);
  if (x.shape[axis] === 0) return graph.uniform(0, { shape, dtype: 'int32' });
  const [index] = graph.node(opType, [graph.dense(x)], [{ shape, dtype: 'int64' }], {
    attributes: { axis, keepdims: 0 },
  });
  return narrow(graph, index as Operand);
}

/** Index of the first extreme along the axis of a kernel call, int32; bools count as 0 and 1. */
export function argExtreme(call: KernelCall, opType: 'ArgMax' | 'ArgMin'): GraphValue {
  const given = input(call, 'x');
  const x = given.dtype === 'bool' ? cast(call.graph, given, 'int32') : given;
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
  return argIndex(call.graph, opType, x, axis);
}
