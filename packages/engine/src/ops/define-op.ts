import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernels/kernel-translation.js';
import { asValue } from '../trace/graph-builder.js';
import type { GraphValue, Operand } from '../trace/graph-value.js';
import { kernelError } from '../trace/operand-error.js';
import { TRACE_BACKEND, type TraceBackend } from '../trace/trace-backend.js';
import type { TensorRecord } from '../trace/trace-function.js';

/** Plain settings of one call of a custom op: numbers, flags, texts. */
export type OpAttributes = Readonly<Record<string, unknown>>;

/** Gradient of a custom op, in TF.js operations; it may use custom ops itself. */
export interface OpGradient {
  /** Names of the inputs that the gradient reads. Default none. */
  readonly inputsToSave?: readonly string[];
  /** For each output, whether the gradient reads it. Default none. */
  readonly outputsToSave?: readonly boolean[];
  /**
   * How many outputs, from the first, are results; the others exist for the gradient alone and are not returned while
   * gradients are recorded. TF.js would make zeros of their size as their derivatives. Default: all.
   */
  readonly results?: number;
  /**
   * Derivatives by input name; inputs without one, such as indices, are left out.
   * @param dy - derivatives of the loss by the results, in their order
   * @param saved - the saved inputs, then the saved outputs
   */
  derivatives(
    dy: readonly tf.Tensor[],
    saved: readonly tf.Tensor[],
    attributes: OpAttributes,
  ): Record<string, () => tf.Tensor>;
}

/** An operation with two implementations: what {@link defineOp} takes. */
export interface OpDefinition {
  /** Name of the TF.js kernel: unique, in CamelCase, with a prefix of its owner, for example `MomqRmsNorm`. */
  readonly name: string;
  /** The operation in plain TF.js operations; runs on every TF.js backend. */
  fallback(inputs: TensorRecord, attributes: OpAttributes): tf.Tensor | tf.Tensor[];
  /**
   * The operation as ONNX nodes, appended while a jitted function is traced. Returns outputs of the shapes and dtypes
   * of `fallback`, or `undefined` where the nodes do not cover the call: then `fallback` is traced.
   */
  lower?(call: KernelCall): readonly (Operand | GraphValue)[] | undefined;
  readonly gradient?: OpGradient;
}

/** Runs a custom op on named tensors and returns its outputs. Works in jitted functions and eagerly. */
export type CustomOp = (inputs: TensorRecord, attributes?: OpAttributes) => tf.Tensor[];

/**
 * Defines an operation that becomes nodes of our choice in a jitted function, ONNX Runtime's fused operators above
 * all, and plain TF.js operations everywhere else. It is a TF.js kernel, so it takes part in gradients, `tf.tidy` and
 * profiling as TF.js's own do.
 *
 * @example
 * ```ts
 * const gelu = defineOp({
 *   name: 'MyGelu',
 *   fallback: ({ x }) => tf.mul(x!, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(x!, Math.SQRT1_2))))),
 *   lower: ({ graph, inputs: { x } }) =>
 *     graph.node('Gelu', [graph.dense(x!)], [x!], { domain: 'com.microsoft' }),
 * });
 * const [y] = gelu({ x });
 * ```
 */
export function defineOp(definition: OpDefinition): CustomOp {
  const { name, gradient } = definition;
  return (inputs, attributes = {}) => {
    void tf.engine().backend; // TF.js chooses its backend at the first use
    registerFor(tf.getBackend(), definition);
    const run = () =>
      asList(tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as KernelResult);
    if (gradient === undefined || tf.engine().state.gradientDepth === 0) return run();
    return runRecorded({ gradient, inputs, attributes }, run);
  };
}

type KernelResult = tf.Tensor | tf.Tensor[];

function asList(result: KernelResult): tf.Tensor[] {
  return Array.isArray(result) ? result : [result];
}

/** The part of TF.js's engine that `tf.customGrad` calls, whose gradients by unneeded inputs are never computed. */
interface GradientEngine {
  runKernelFunc(invocation: {
    forwardFunc(backend: unknown, save: (tensors: tf.Tensor[]) => void): tf.Tensor[];
    backwardsFunc(dy: KernelResult, saved: tf.Tensor[]): Record<string, () => tf.Tensor>;
    inputs: TensorRecord;
  }): tf.Tensor[];
}

/** Runs an op with a gradient on the tape. */
function runRecorded(
  call: {
    readonly gradient: OpGradient;
    readonly inputs: TensorRecord;
    readonly attributes: OpAttributes;
  },
  run: () => tf.Tensor[],
): tf.Tensor[] {
  const { gradient, inputs, attributes } = call;
  const { inputsToSave = [], outputsToSave = [], results } = gradient;
  return (tf.engine() as unknown as GradientEngine).runKernelFunc({
    forwardFunc: (_backend, save) => {
      const outputs = run();
      save([
        ...inputsToSave.map((input) => inputs[input] as tf.Tensor),
        ...outputs.filter((_, index) => outputsToSave[index]),
      ]);
      return outputs.slice(0, results);
    },
    backwardsFunc: (dy, saved) => gradient.derivatives(asList(dy), saved, attributes),
    inputs,
  });
}

/** Registers the op's kernel with a backend, at its first call there: TF.js has no kernels for all backends. */
function registerFor(backendName: string, { name, fallback, lower }: OpDefinition): void {
  if (tf.getKernel(name, backendName) !== undefined) return;
  const viaFallback: tf.KernelFunc = ({ inputs, attrs }) =>
    tf.tidy(() => fallback(inputs as unknown as TensorRecord, attrs ?? {}));
  tf.registerKernel({
    kernelName: name,
    backendName,
    kernelFunc:
      backendName !== TRACE_BACKEND || lower === undefined
        ? viaFallback
        : (params) => lowered(name, lower, params) ?? viaFallback(params),
  });
}

function lowered(
  kernelName: string,
  lower: NonNullable<OpDefinition['lower']>,
  { inputs, attrs, backend }: Parameters<tf.KernelFunc>[0],
): tf.TensorInfo[] | undefined {
  const trace = backend as TraceBackend;
  const values: Record<string, GraphValue> = {};
  for (const [name, info] of Object.entries(inputs))
    if (info != null) values[name] = trace.graphValueOf(info);
  try {
    const results = lower({ kernelName, graph: trace.graph, inputs: values, attrs: attrs ?? {} });
    return results?.map((result) => trace.tensorInfo('base' in result ? result : asValue(result)));
  } catch (error) {
    throw kernelError(kernelName, values, error);
  }
}
