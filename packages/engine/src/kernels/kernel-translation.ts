import { EngineError } from '../engine-error.js';
import type { GraphBuilder, NodeOptions } from '../trace/graph-builder.js';
import { asValue } from '../trace/graph-builder.js';
import type { GraphValue, Operand } from '../trace/graph-value.js';
import type { TensorSpec } from '../tensor-spec.js';

/** One call of a TF.js kernel while tracing. */
export interface KernelCall {
  readonly kernelName: string;
  readonly graph: GraphBuilder;
  /** Inputs by the names that TF.js gives them; lists have the keys `0`, `1`, … */
  readonly inputs: Readonly<Record<string, GraphValue>>;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** Appends what one TF.js kernel computes to the graph and returns its outputs. */
export type KernelTranslation = (call: KernelCall) => GraphValue | readonly GraphValue[];

/** Translations by TF.js kernel name. */
export type KernelTable = Readonly<Record<string, KernelTranslation>>;

/** The input of that name. TF.js has checked that it is there. */
export function input(call: KernelCall, name: string): GraphValue {
  return call.inputs[name] as GraphValue;
}

/** The attribute of that name, typed as the TF.js kernel documents it. */
export function attr<T>(call: KernelCall, name: string): T {
  return call.attrs[name] as T;
}

/** Appends a node with one output of a known shape. */
export function single(
  graph: GraphBuilder,
  opType: string,
  inputs: readonly (Operand | undefined)[],
  { shape, dtype, ...options }: TensorSpec & NodeOptions,
): GraphValue {
  return asValue(graph.node(opType, inputs, [{ shape, dtype }], options)[0] as Operand);
}

/**
 * Makes sure that a value is float32.
 * @throws {@link EngineError} `UNSUPPORTED_DTYPE`
 */
export function requireFloat(call: KernelCall, value: GraphValue): GraphValue {
  if (value.dtype === 'float32') return value;
  throw unsupportedDtype(call, 'float32', value);
}

/**
 * Makes sure that a value is float32 or int32.
 * @throws {@link EngineError} `UNSUPPORTED_DTYPE`
 */
export function requireNumeric(call: KernelCall, value: GraphValue): GraphValue {
  if (value.dtype !== 'bool') return value;
  throw unsupportedDtype(call, 'float32 or int32', value);
}

function unsupportedDtype(call: KernelCall, expected: string, { dtype }: GraphValue): EngineError {
  return new EngineError(
    'UNSUPPORTED_DTYPE',
    `${call.kernelName}: expected ${expected}, got ${dtype}. Cast it first: tf.cast(x, 'float32').`,
  );
}
