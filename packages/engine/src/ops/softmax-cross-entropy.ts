import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { TraceBackend } from '../trace/trace-backend.js';
import { uniformValue } from '../trace/graph-value.js';
import { defineOp } from './define-op.js';
import { lowerSoftmaxCrossEntropy } from './softmax-cross-entropy-lowering.js';

/** Elements of one chunk of logits: 32 MiB, where ONNX Runtime's matrix product is as fast as on all rows at once. */
const CHUNK_ELEMENTS = 2 ** 23;
/** Fewer rows than this waste the packing of the weight, which each chunk repeats. */
const MINIMUM_CHUNK_ROWS = 128;

/** Settings of {@link softmaxCrossEntropy} and `softmaxCrossEntropyWithLogits`. */
export interface CrossEntropyOptions {
  /**
   * Weight of each target, float32, the shape of `targets`; 0 leaves a position out. No gradient flows to it. Default:
   * all 1. When all are 0, loss and gradients are 0.
   */
  readonly weights?: tf.Tensor;
  /** Share ε of the target distribution that is spread evenly over the vocabulary, in [0, 1); default 0. */
  readonly labelSmoothing?: number;
}

/** Settings of {@link softmaxCrossEntropy}. */
export interface FusedCrossEntropyOptions extends CrossEntropyOptions {
  /** Rows whose logits exist at a time. Default: as many as make 32 MiB of logits, at least 128. */
  readonly chunkSize?: number;
}

/**
 * Outputs: the loss, and, when gradients are recorded, its derivatives by `hidden` and `outputWeight`. `scale` is the
 * weight of each row, (N, 1), summing to 1.
 */
const crossEntropyOp = defineOp({
  name: 'MomqSoftmaxCrossEntropy',
  fallback: (inputs, attributes) => {
    const [hidden, outputWeight, targets, scale] = [
      'hidden',
      'outputWeight',
      'targets',
      'scale',
    ].map((name) => inputs[name] as tf.Tensor2D) as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    const { labelSmoothing, chunkSize, withGradients } =
      attributes as unknown as LoweringAttributes;
    const [N, D] = hidden.shape;
    const V = outputWeight.shape[0];
    let loss: tf.Tensor = tf.scalar(0);
    let dWeight: tf.Tensor = tf.zeros([V, D]);
    const dHidden: tf.Tensor2D[] = [];
    for (let start = 0; start < N; start += chunkSize) {
      const rows = Math.min(chunkSize, N - start);
      const cut = (x: tf.Tensor2D) => tf.slice(x, [start, 0], [rows, -1]);
      const logProbabilities = tf.logSoftmax(tf.matMul(cut(hidden), outputWeight, false, true)); // (C, V)
      const ids = tf.range(0, V, 1, 'int32');
      const oneHot = tf.cast(tf.equal(cut(targets), ids), 'float32'); // (C, V)
      const wanted = tf.add(tf.mul(oneHot, 1 - labelSmoothing), labelSmoothing / V);
      loss = tf.sub(loss, tf.sum(tf.mul(cut(scale), tf.mul(wanted, logProbabilities))));
      if (!withGradients) continue;
      const dLogits = tf.mul(tf.sub(tf.exp(logProbabilities), wanted), cut(scale));
      dHidden.push(tf.matMul(dLogits, outputWeight));
      dWeight = tf.add(dWeight, tf.matMul(dLogits, cut(hidden), true));
    }
    return withGradients ? [loss, tf.concat(dHidden, 0), dWeight] : [loss];
  },
  lower: lowerSoftmaxCrossEntropy,
  gradient: {
    outputsToSave: [false, true, true],
    results: 1,
    derivatives: ([dLoss], [dHidden, dWeight]) => ({
      hidden: () => scaled(dHidden as tf.Tensor, dLoss as tf.Tensor),
      outputWeight: () => scaled(dWeight as tf.Tensor, dLoss as tf.Tensor),
    }),
  },
});

/** Attributes of the op, chosen by {@link softmaxCrossEntropy}. */
interface LoweringAttributes {
  readonly labelSmoothing: number;
  readonly chunkSize: number;
  readonly withGradients: boolean;
}

/** x · factor, without a pass over `x` where the factor is known to be 1, as it is for a loss. */
function scaled(x: tf.Tensor, factor: tf.Tensor): tf.Tensor {
  const { backend } = tf.engine();
  const known =
    backend instanceof TraceBackend ? uniformValue(backend.graphValueOf(factor)) : undefined;
  return known === 1 ? tf.clone(x) : tf.mul(x, factor);
}

/**
 * Mean cross-entropy of `softmax(hidden · outputWeightᵀ)` against target ids, without the logits of all tokens.
 *
 *     loss = Σᵢ wᵢ · (logsumexp(lᵢ) − (1 − ε)·lᵢ[tᵢ] − ε·mean(lᵢ)) / Σᵢ wᵢ,   l = hidden · outputWeightᵀ
 *
 * Logits exist for `chunkSize` tokens at a time: while gradients are recorded, the derivatives by `hidden` and
 * `outputWeight` are computed in the forward pass, chunk by chunk, so that (tokens × vocabulary) is never stored.
 *
 * @param hidden - float32, shape (…, D)
 * @param outputWeight - rows of the output projection, `lm_head.weight` or a tied embedding; float32, shape (V, D)
 * @param targets - int32 ids in [0, V), the shape of `hidden` without its last axis; in jitted functions an id out of
 * range is a `RUN_FAILED`
 * @returns float32 scalar
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`
 * @remarks Source: Hsu et al. 2024, Liger Kernel, arXiv:2410.10989, §3.2 (FusedLinearCrossEntropy). Differs: the
 * one-hot part of the derivative is a gather and a scatter of `D` numbers per token instead of a pass over the logits.
 */
export function softmaxCrossEntropy(
  hidden: tf.Tensor,
  outputWeight: tf.Tensor,
  targets: tf.Tensor,
  options: FusedCrossEntropyOptions = {},
): tf.Scalar {
  const [V, D] = outputWeight.shape as [number, number];
  const rowShape = hidden.shape.slice(0, -1);
  if (outputWeight.rank !== 2 || hidden.rank < 1 || hidden.shape.at(-1) !== D) {
    throw new EngineError(
      'INPUT_SHAPE',
      `softmaxCrossEntropy: expected hidden (…, D) and outputWeight (V, D), got ${shapeOf(hidden)} and ${shapeOf(outputWeight)}. Transpose the weight if it is (D, V).`,
    );
  }
  requireFloat('softmaxCrossEntropy', { hidden, outputWeight });
  const { chunkSize = defaultChunkRows(V), labelSmoothing = 0 } = options;
  if (!Number.isInteger(chunkSize) || chunkSize < 1) {
    throw new EngineError(
      'INPUT_SHAPE',
      `softmaxCrossEntropy: expected chunkSize to be a whole number of rows ≥ 1, got ${chunkSize}. Leave it out for the default.`,
    );
  }
  const withGradients = tf.engine().state.gradientDepth > 0;
  return tf.tidy(() => {
    const N = targets.size;
    const scale = rowScale('softmaxCrossEntropy', { rowShape, targets, ...options });
    const inputs = {
      hidden: tf.reshape(hidden, [N, D]),
      outputWeight,
      targets: tf.reshape(targets, [N, 1]),
      scale,
    };
    return crossEntropyOp(inputs, { labelSmoothing, chunkSize, withGradients })[0] as tf.Scalar;
  });
}

function defaultChunkRows(V: number): number {
  const rows = Math.floor(CHUNK_ELEMENTS / Math.max(1, V));
  return Math.max(MINIMUM_CHUNK_ROWS, rows - (rows % 64));
}

/** What {@link rowScale} checks. */
interface RowScaleRequest extends CrossEntropyOptions {
  /** Shape that `targets` must have. */
  readonly rowShape: readonly number[];
  readonly targets: tf.Tensor;
}

/**
 * Checks targets and options, and divides the weights by their sum.
 * @returns float32, shape (N, 1); zeros when all weights are 0
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`
 */
export function rowScale(op: string, request: RowScaleRequest): tf.Tensor {
  const { rowShape, targets, weights, labelSmoothing = 0 } = request;
  const N = targets.size;
  if (targets.dtype !== 'int32') {
    throw new EngineError(
      'INPUT_DTYPE',
      `${op}: expected int32 targets, got ${targets.dtype}. They are ids: cast them with tf.cast(targets, 'int32').`,
    );
  }
  for (const [name, tensor] of Object.entries({ targets, weights })) {
    if (tensor === undefined || tf.util.arraysEqual(tensor.shape, [...rowShape])) continue;
    throw new EngineError(
      'INPUT_SHAPE',
      `${op}: expected ${name} of shape [${rowShape.join(', ')}], one per row, got ${shapeOf(tensor)}. Reshape it.`,
    );
  }
  if (N === 0) {
    throw new EngineError(
      'INPUT_SHAPE',
      `${op}: expected at least one target, got none. The mean over no target is not defined: skip the batch.`,
    );
  }
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new EngineError(
      'INPUT_SHAPE',
      `${op}: expected labelSmoothing in [0, 1), got ${labelSmoothing}. PyTorch's default is 0, a usual value 0.1.`,
    );
  }
  if (weights === undefined) return tf.fill([N, 1], 1 / N);
  requireFloat(op, { weights });
  const total = tf.sum(weights);
  const divisor = tf.where(tf.equal(total, 0), tf.onesLike(total), total);
  return tf.reshape(tf.div(weights, divisor), [N, 1]);
}

/** @throws EngineError `INPUT_DTYPE` */
export function requireFloat(op: string, tensors: Readonly<Record<string, tf.Tensor>>): void {
  for (const [name, { dtype }] of Object.entries(tensors)) {
    if (dtype === 'float32') continue;
    throw new EngineError(
      'INPUT_DTYPE',
      `${op}: expected float32 ${name}, got ${dtype}. Cast it with tf.cast(${name}, 'float32').`,
    );
  }
}

function shapeOf({ shape }: tf.Tensor): string {
  return `[${shape.join(', ')}]`;
}
