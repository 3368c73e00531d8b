import { slice_util } from '@tensorflow/tfjs-core';
import { attr, input, single, type KernelTranslation } from './kernel-translation.js';
import { reshape } from './reshape.js';

/** `x[begin:end:stride]` with Python's meaning, masks included; any dtype. */
export const stridedSliceKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const x = input(call, 'x');
  const mask = (name: string) => attr<number>(call, name);
  const info = slice_util.sliceInfo(
    [...x.shape],
    attr(call, 'begin'),
    attr(call, 'end'),
    attr(call, 'strides'),
    mask('beginMask'),
    mask('endMask'),
    mask('ellipsisMask'),
    mask('newAxisMask'),
    mask('shrinkAxisMask'),
  );
  if (info.isIdentity) return reshape(graph, x, info.finalShape);
  const shape = slice_util.computeOutShape(info.begin, info.end, info.strides);
  const { dtype } = x;
  // TF.js gives a negative size where the end comes before the beginning.
  if (shape.some((size) => size <= 0)) return graph.uniform(0, { shape: info.finalShape, dtype });
  // A backward slice that ends before element 0 has end −1, which ONNX would count from the back.
  const ends = info.end.map((end, axis) =>
    end < 0 && (info.strides[axis] as number) < 0 ? -(2 ** 31) : end,
  );
  const axes = shape.map((_, axis) => axis);
  const operands = [info.begin, ends, axes, info.strides].map((each) => graph.int64(each));
  const cut = single(graph, 'Slice', [graph.dense(x), ...operands], { shape, dtype });
  return reshape(graph, cut, info.finalShape);
};
