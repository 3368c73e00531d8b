import type { GraphValue } from '../trace/graph-value.js';
import { attr, input, requireFloat, single, type KernelCall } from './kernel-translation.js';

/** Appends `Softmax` or `LogSoftmax` along the axis in the attribute `axisName`. */
export function softmaxAlong(
  call: KernelCall,
  opType: 'Softmax' | 'LogSoftmax',
  axisName: string,
): GraphValue {
  const logits = requireFloat(call, input(call, 'logits'));
  const axis = attr<number | undefined>(call, axisName) ?? -1;
  return single(call.graph, opType, [call.graph.dense(logits)], {
    ...logits,
    attributes: { axis },
  });
}
