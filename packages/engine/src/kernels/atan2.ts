import { elementwise, scalarLike } from './elementwise.js';
import { input, requireFloat, type KernelTranslation } from './kernel-translation.js';
import { where } from './select.js';

/** Angle of the point (b, a) in (−π, π], broadcast; float32. The sign of a zero in `a` is not seen: −0 counts as 0. */
export const atan2Kernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [y, x] = [requireFloat(call, input(call, 'a')), requireFloat(call, input(call, 'b'))];
  const zero = scalarLike(graph, 0, x);
  const constant = (element: number) => scalarLike(graph, element, x);
  const below = elementwise(graph, 'Less', [y, zero], { dtype: 'bool' });
  const onAxis = elementwise(graph, 'Equal', [x, zero], { dtype: 'bool' });
  const left = elementwise(graph, 'Less', [x, zero], { dtype: 'bool' });
  const angle = elementwise(graph, 'Atan', [elementwise(graph, 'Div', [y, x])]);
  const turn = where(graph, below, constant(-Math.PI), constant(Math.PI));
  const turned = where(graph, left, elementwise(graph, 'Add', [angle, turn]), angle);
  const quarter = elementwise(graph, 'Mul', [
    elementwise(graph, 'Sign', [y]),
    constant(Math.PI / 2),
  ]);
  return where(graph, onAxis, quarter, turned);
};
