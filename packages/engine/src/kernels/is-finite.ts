import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import { input, type KernelTranslation } from './kernel-translation.js';

/** Whether x is neither infinite nor NaN, bool; always for int32 and bool. */
export const isFiniteKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const x = cast(graph, input(call, 'x'), 'float32');
  const dtype = 'bool';
  const tests = ['IsNaN', 'IsInf'].map((opType) => elementwise(graph, opType, [x], { dtype }));
  return elementwise(graph, 'Not', [elementwise(graph, 'Or', tests)]);
};
