import { apply, DIVIDE } from './arithmetic.js';
import { cast } from './cast.js';
import { input, type KernelTranslation } from './kernel-translation.js';

/** a / b, broadcast, float32. `tf.div` of two int32 tensors is `FloorDiv` instead. */
export const realDivKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [a, b] = [input(call, 'a'), input(call, 'b')];
  return apply(graph, DIVIDE, cast(graph, a, 'float32'), cast(graph, b, 'float32'));
};
