import { attr, input, single, type KernelTranslation } from './kernel-translation.js';

/** Repeats along axes; any dtype. Where only axes of size 1 repeat, that is a broadcast and stays lazy. */
export const tileKernel: KernelTranslation = (call) => {
  const x = input(call, 'x');
  const reps = attr<number[]>(call, 'reps');
  const shape = x.shape.map((dim, axis) => dim * (reps[axis] as number));
  if (x.shape.every((dim, axis) => dim === 1 || reps[axis] === 1)) return { ...x, shape };
  return single(call.graph, 'Tile', [call.graph.dense(x), call.graph.int64(reps)], {
    shape,
    dtype: x.dtype,
  });
};
