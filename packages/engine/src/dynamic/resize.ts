import { storageArrayClass, type StoredTensor } from '../host-tensor.js';
import { sameShape, sizeOf } from '../tensor-spec.js';

/**
 * A tensor with other axis sizes: what lies beyond the new sizes is cut off, what is new is filled.
 * @param shape - as many axes as the tensor has
 * @param fill - value of the new elements; for float16 and bfloat16 their bits
 */
export function resize(tensor: StoredTensor, shape: readonly number[], fill: number): StoredTensor {
  if (sameShape(tensor.shape, shape)) return tensor;
  const data = new storageArrayClass[tensor.dtype](sizeOf(shape));
  if (fill !== 0) data.fill(fill);
  // axes after the last one that changes are copied in one piece
  const changed = shape.findLastIndex((size, axis) => size !== tensor.shape[axis]);
  const piece = sizeOf(shape.slice(changed + 1));
  const copied = Math.min(shape[changed] as number, tensor.shape[changed] as number) * piece;
  const copy = (axis: number, from: number, to: number) => {
    if (axis === changed) {
      data.set(tensor.data.subarray(from * piece, from * piece + copied), to * piece);
      return;
    }
    const [before, after] = [tensor.shape[axis] as number, shape[axis] as number];
    const [innerBefore, innerAfter] = [tensor.shape[axis + 1] as number, shape[axis + 1] as number];
    for (let index = 0; index < Math.min(before, after); index++)
      copy(axis + 1, (from + index) * innerBefore, (to + index) * innerAfter);
  };
  copy(0, 0, 0);
  return { data, shape, dtype: tensor.dtype };
}
