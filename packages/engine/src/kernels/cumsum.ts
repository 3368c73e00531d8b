import { util } from '@tensorflow/tfjs-core';
import {
  attr,
  input,
  requireNumeric,
  single,
  type KernelTranslation,
} from './kernel-translation.js';

/** Running sum along one axis; float32 and int32. */
export const cumsumKernel: KernelTranslation = (call) => {
  const x = requireNumeric(call, input(call, 'x'));
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
  const axisOperand = call.graph.operand(BigInt64Array.of(BigInt(axis)), [], 'int64');
  return single(call.graph, 'CumSum', [call.graph.dense(x), axisOperand], {
    ...x,
    attributes: {
      exclusive: Number(attr<boolean>(call, 'exclusive')),
      reverse: Number(attr<boolean>(call, 'reverse')),
    },
  });
};
