import { backend_util } from '@tensorflow/tfjs-core';
import type { GraphValue } from '../trace/graph-value.js';
import { attr, requireNumeric, single, type KernelTranslation } from './kernel-translation.js';

/** Sum of products over the labels that the output leaves out, `ij,jk->ik`, of one or two tensors; float32 and int32. */
export const einsumKernel: KernelTranslation = (call) => {
  const operands = Object.values(call.inputs).map((operand) => requireNumeric(call, operand));
  const equation = attr<string>(call, 'equation').replaceAll(' ', '');
  const { allDims, idDims } = backend_util.decodeEinsumEquation(equation, operands.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, operands as never);
  const [left, right] = equation.split('->') as [string, string];
  const sizes = new Map<string, number>();
  left.split(',').forEach((labels, which) => {
    const { shape } = operands[which] as GraphValue;
    [...labels].forEach((label, axis) => sizes.set(label, shape[axis] as number));
  });
  return single(
    call.graph,
    'Einsum',
    operands.map((operand) => call.graph.dense(operand)),
    {
      shape: [...right].map((label) => sizes.get(label) as number),
      dtype: (operands[0] as GraphValue).dtype,
      attributes: { equation },
    },
  );
};
