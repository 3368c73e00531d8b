import { attr, input, single, type KernelTranslation } from './kernel-translation.js';

/** Surrounds a tensor with a constant; any dtype. */
export const padV2Kernel: KernelTranslation = (call) => {
  const x = input(call, 'x');
  const paddings = attr<[number, number][]>(call, 'paddings');
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map(
    (dim, axis) => dim + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0),
  );
  const pads = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
  const fill = call.graph.scalar(attr<number>(call, 'constantValue'), x.dtype);
  return single(call.graph, 'Pad', [call.graph.dense(x), call.graph.int64(pads), fill], {
    shape,
    dtype: x.dtype,
  });
};
