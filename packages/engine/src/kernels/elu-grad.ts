import { elementwise, scalarLike } from './elementwise.js';
import { input, requireFloat, type KernelTranslation } from './kernel-translation.js';

/** dy · (y > 0 ? 1 : y + 1), y = elu(x); float32. */
export const eluGradKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [dy, y] = [requireFloat(call, input(call, 'dy')), requireFloat(call, input(call, 'y'))];
  const one = scalarLike(graph, 1, y);
  const positive = elementwise(graph, 'Greater', [y, scalarLike(graph, 0, y)], { dtype: 'bool' });
  const slope = elementwise(graph, 'Where', [positive, one, elementwise(graph, 'Add', [y, one])], {
    dtype: y.dtype,
  });
  return elementwise(graph, 'Mul', [dy, slope]);
};
