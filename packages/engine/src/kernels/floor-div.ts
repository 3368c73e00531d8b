import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** Quotient rounded down, int32 as on every TF.js backend; float32 and int32. */
export const floorDivKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [a, b] = [requireNumeric(call, input(call, 'a')), requireNumeric(call, input(call, 'b'))];
  if (a.dtype === 'float32') {
    return cast(graph, elementwise(graph, 'Floor', [elementwise(graph, 'Div', [a, b])]), 'int32');
  }
  // ONNX divides integers towards zero: the remainder, which has the sign of b, goes first.
  const remainder = elementwise(graph, 'Mod', [a, b]);
  return elementwise(graph, 'Div', [elementwise(graph, 'Sub', [a, remainder]), b]);
};
