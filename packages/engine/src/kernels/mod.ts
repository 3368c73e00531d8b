import { elementwise } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** Remainder with the sign of b: a − ⌊a / b⌋ · b; float32 and int32. */
export const modKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [a, b] = [requireNumeric(call, input(call, 'a')), requireNumeric(call, input(call, 'b'))];
  if (a.dtype === 'int32') return elementwise(graph, 'Mod', [a, b]);
  const quotient = elementwise(graph, 'Floor', [elementwise(graph, 'Div', [a, b])]);
  return elementwise(graph, 'Sub', [a, elementwise(graph, 'Mul', [quotient, b])]);
};
