import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient of `tf.gather`: adds each row of `dy` to the row it came from. Differs from the TF.js gradient in that any
 * number of batch dimensions works, without one slice per batch row.
 */
export const gatherV2Gradient: tf.GradConfig = {
  kernelName: tf.GatherV2,
  inputsToSave: ['x', 'indices'],
  gradFunc: (dyOrList, saved, attrs) => {
    const dy = dyOrList as tf.Tensor;
    const [x, indices] = saved as [tf.Tensor, tf.Tensor];
    const [axis = 0] = tf.util.parseAxisParam(attrs['axis'] as number, x.shape);
    const batchDims = (attrs['batchDims'] as number | undefined) ?? 0;
    return {
      x: () => scatterRows(dy, indices, { shape: x.shape, axis, batchDims }),
      indices: () => tf.zerosLike(indices),
    };
  },
};

/** The tensor that was gathered from, and how. */
interface GatheredFrom {
  readonly shape: number[];
  readonly axis: number;
  readonly batchDims: number;
}

/** Sums `dy` into zeros of the shape gathered from; all batches become one long axis of `batch · rows` rows. */
function scatterRows(
  dy: tf.Tensor,
  indices: tf.Tensor,
  { shape: xShape, axis, batchDims }: GatheredFrom,
): tf.Tensor {
  const rows = xShape[axis] as number;
  const batch = xShape.slice(0, batchDims);
  const batchSize = tf.util.sizeFromShape(batch);
  const before = axis - batchDims; // axes between the batch axes and the gathered one
  const indexRank = indices.rank - batchDims;
  const positions = dy.shape.map((_, each) => each);
  // dy: (batch…, before…, index…, after…) → (batch…, index…, before…, after…)
  const toFront = [
    ...positions.slice(0, batchDims),
    ...positions.slice(axis, axis + indexRank),
    ...positions.slice(batchDims, axis),
    ...positions.slice(axis + indexRank),
  ];
  const rest = [...xShape.slice(batchDims, axis), ...xShape.slice(axis + 1)];
  const updates = tf.reshape(tf.transpose(dy, toFront), [indices.size, ...rest]);
  const flat = tf.reshape(indices, [batchSize, indices.size / Math.max(1, batchSize)]);
  const offsets = tf.reshape(tf.mul(tf.range(0, batchSize, 1, 'int32'), tf.scalar(rows, 'int32')), [
    batchSize,
    1,
  ]);
  const segments = tf.reshape(batchDims === 0 ? flat : tf.add(flat, offsets), [
    indices.size,
  ]) as tf.Tensor1D;
  const sums = tf.reshape(tf.unsortedSegmentSum(updates, segments, batchSize * rows), [
    ...batch,
    rows,
    ...rest,
  ]);
  // (batch…, rows, before…, after…) → (batch…, before…, rows, after…)
  const axes = sums.shape.map((_, each) => each);
  const back = [
    ...axes.slice(0, batchDims),
    ...axes.slice(batchDims + 1, batchDims + 1 + before),
    batchDims,
    ...axes.slice(batchDims + 1 + before),
  ];
  return tf.transpose(sums, back);
}
