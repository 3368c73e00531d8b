import { attr, input, type KernelTranslation } from './kernel-translation.js';
import { reshape } from './reshape.js';
import { split } from './split-v.js';

/** The slices along an axis, which goes away; any dtype. */
export const unpackKernel: KernelTranslation = (call) => {
  const value = input(call, 'value');
  const given = attr<number>(call, 'axis');
  const axis = given < 0 ? given + value.shape.length : given;
  const ones = new Array<number>(value.shape[axis] as number).fill(1);
  if (ones.length === 0) return [];
  return split(call.graph, value, ones, axis).map((piece) =>
    reshape(call.graph, piece, value.shape.toSpliced(axis, 1)),
  );
};
