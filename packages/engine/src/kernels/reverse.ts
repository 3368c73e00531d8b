import { util } from '@tensorflow/tfjs-core';
import { attr, input, single, type KernelTranslation } from './kernel-translation.js';

/** Turns axes around; any dtype. */
export const reverseKernel: KernelTranslation = (call) => {
  const x = input(call, 'x');
  const axes = util.parseAxisParam(attr<number | number[]>(call, 'dims'), [...x.shape]);
  if (axes.length === 0) return x;
  const each = (element: number) => call.graph.int64(axes.map(() => element));
  const operands = [
    call.graph.dense(x),
    each(-1),
    each(-(2 ** 31)),
    call.graph.int64(axes),
    each(-1),
  ];
  return single(call.graph, 'Slice', operands, x);
};
