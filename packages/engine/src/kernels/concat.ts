import { backend_util, util } from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { attr, single, type KernelTranslation } from './kernel-translation.js';

/** Joins values along an axis; empty ones are left out. */
export function concat(
  graph: GraphBuilder,
  values: readonly GraphValue[],
  axis: number,
): GraphValue {
  const { dtype } = values[0] as GraphValue;
  const shapes = values.map((value) => [...value.shape]);
  backend_util.assertParamsConsistent(shapes, axis);
  const shape = backend_util.computeOutShape(shapes, axis);
  const filled = values.filter((value) => util.sizeFromShape([...value.shape]) > 0);
  if (filled.length <= 1) return filled[0] ?? graph.uniform(0, { shape, dtype });
  return single(
    graph,
    'Concat',
    filled.map((value) => graph.dense(value)),
    { shape, dtype, attributes: { axis } },
  );
}

/** Joins tensors of one dtype along an axis. */
export const concatKernel: KernelTranslation = (call) => {
  const values = Object.values(call.inputs);
  const { shape } = values[0] as GraphValue;
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...shape]);
  return concat(call.graph, values, axis);
};
