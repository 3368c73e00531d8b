import { concat } from './concat.js';
import { attr, type KernelTranslation } from './kernel-translation.js';
import { reshape } from './reshape.js';

/** Stacks tensors of one shape and dtype along a new axis. */
export const packKernel: KernelTranslation = (call) => {
  const values = Object.values(call.inputs);
  const given = attr<number>(call, 'axis');
  const rank = (values[0]?.shape.length ?? 0) + 1;
  const axis = given < 0 ? given + rank : given; // tf.stack hands a negative axis through
  return concat(
    call.graph,
    values.map((value) => reshape(call.graph, value, value.shape.toSpliced(axis, 0, 1))),
    axis,
  );
};
