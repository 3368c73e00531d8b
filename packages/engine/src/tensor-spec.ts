import type * as tf from '@tensorflow/tfjs-core';
import { EngineError } from './engine-error.js';

/** Element types that cross the engine's boundary. `bool` data are bytes 0 and 1. */
export type HostDtype = 'float32' | 'int32' | 'bool';

/**
 * Element types in which constants and state can be stored. TF.js does not know the last four: while a function is
 * traced, `float16` and `bfloat16` appear as float32, `uint8` and `int8` as int32 (see `tracedDtype`).
 */
export type StorageDtype = HostDtype | 'float16' | 'bfloat16' | 'uint8' | 'int8';

/** Element types inside a graph; `int64` occurs only as ONNX indices and shapes. */
export type GraphDtype = StorageDtype | 'int64';

/** Bytes of one element. */
export const bytesPerElement: Readonly<Record<GraphDtype, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  float16: 2,
  bfloat16: 2,
  uint8: 1,
  int8: 1,
  int64: 8,
};

/** The dtype as which a stored tensor appears to TF.js. */
export function tracedDtype(dtype: StorageDtype): HostDtype {
  if (dtype === 'float16' || dtype === 'bfloat16') return 'float32';
  return dtype === 'uint8' || dtype === 'int8' ? 'int32' : dtype;
}

/** Shape and dtype of a tensor without its data. */
export interface TensorSpec<D extends GraphDtype = HostDtype> {
  readonly shape: readonly number[];
  readonly dtype: D;
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dim) => size * dim, 1);
}

/** Whether two shapes are equal, rank included. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/**
 * Shape after NumPy broadcasting, aligned at the last axis.
 * @throws {@link EngineError} `INPUT_SHAPE` when two sizes differ and neither is 1
 */
export function broadcastShapes(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    const offset = rank - shape.length;
    shape.forEach((dim, axis) => {
      const current = result[offset + axis] as number;
      if (dim !== current && dim !== 1 && current !== 1) {
        const all = shapes.map((each) => `[${each.join(', ')}]`).join(' and ');
        throw new EngineError(
          'INPUT_SHAPE',
          `Shapes ${all} cannot be broadcast: ${dim} and ${current} differ. Reshape or tile one of them.`,
        );
      }
      if (dim !== 1) result[offset + axis] = dim;
    });
  }
  return result;
}

/**
 * Narrows a TF.js dtype to one the engine handles.
 * @throws {@link EngineError} `UNSUPPORTED_DTYPE` for `string` and `complex64`
 */
export function hostDtype(dtype: tf.DataType, where: string): HostDtype {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new EngineError(
    'UNSUPPORTED_DTYPE',
    `${where}: expected dtype float32, int32 or bool, got ${dtype}. Cast it, or keep it outside the traced function.`,
  );
}
