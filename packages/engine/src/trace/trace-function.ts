import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { unsupportedReason } from '../kernels/unsupported-kernels.js';
import type { ConstantData, ExternalData, OnnxGraph } from '../onnx/onnx-graph.js';
import type { StorageDtype, TensorSpec } from '../tensor-spec.js';
import type { GraphValue } from './graph-value.js';
import { operationError } from './operand-error.js';
import { namingSavedTensors } from './saved-tensors.js';
import { TRACE_BACKEND, TraceBackend } from './trace-backend.js';
import { refusingVariableUpdates } from './variable-updates.js';

/** Named TF.js tensors. */
export type TensorRecord = Record<string, tf.Tensor>;

/** What a traced function returns. */
export interface TracedResult {
  /** Tensors that `run` gives back. */
  readonly outputs: TensorRecord;
  /** New values of state tensors; names that are left out keep theirs. */
  readonly state?: TensorRecord;
}

/**
 * A function in plain TF.js operations. It runs once per input signature, on symbolic tensors, and must be
 * synchronous and free of side effects. JavaScript control flow may depend on shapes, not on values.
 */
export type TraceableFunction = (inputs: TensorRecord, state: TensorRecord) => TracedResult;

/** A constant of a traced function: its data, or the place in a file where they lie. */
export type TracedConstant = TensorSpec<StorageDtype> &
  ({ readonly data: ConstantData } | { readonly external: ExternalData });

/** What a function is traced for. */
export interface TraceRequest {
  readonly name: string;
  readonly inputs: ReadonlyMap<string, TensorSpec<StorageDtype>>;
  /** New values of a state tensor are stored in the same dtype. */
  readonly state: ReadonlyMap<string, TensorSpec<StorageDtype>>;
  /** State tensors stored in the graph as constants. */
  readonly constants: ReadonlyMap<string, TracedConstant>;
}

/** Prefix of graph inputs that are the function's inputs. */
export const INPUT_PREFIX = 'input:';
/** Prefix of graph inputs that are state. */
export const STATE_PREFIX = 'state:';
/** Prefix of graph outputs that the caller gets. */
export const OUTPUT_PREFIX = 'output:';
/** Prefix of graph outputs that replace state. */
export const NEW_STATE_PREFIX = 'newState:';

/**
 * Runs a function once on symbolic tensors and returns the ONNX graph of what it computed. TF.js's current backend,
 * its tensors and its variables are as before when this returns.
 * @throws {@link EngineError} `TRACE_READ_VALUE`, `TRACE_INVALID_RESULT`, `TRACE_RANDOM`, `TRACE_VARIABLE`,
 *   `UNSUPPORTED_KERNEL`, `UNSUPPORTED_DTYPE`, `INPUT_MISSING`, `INPUT_SHAPE`, `INPUT_DTYPE`
 */
export function traceFunction(fn: TraceableFunction, request: TraceRequest): OnnxGraph {
  return withTraceBackend((backend) => {
    const { graph } = backend;
    const inputs: TensorRecord = {};
    const state: TensorRecord = {};
    for (const [name, spec] of request.inputs)
      inputs[name] = symbolic(backend, graph.input(INPUT_PREFIX + name, spec));
    for (const [name, spec] of request.state)
      state[name] = symbolic(backend, graph.input(STATE_PREFIX + name, spec));
    for (const [name, constant] of request.constants) {
      const value =
        'data' in constant
          ? graph.constant(constant.data, constant)
          : graph.externalConstant(constant.external, constant);
      state[name] = symbolic(backend, value);
    }
    const result = refusingVariableUpdates(request.name, () =>
      fn(rejectUnknown('input', inputs), rejectUnknown('state', state)),
    );
    checkResult(request.name, result);
    const outputs = new Map<string, GraphValue>();
    for (const [name, tensor] of Object.entries(result.outputs))
      outputs.set(OUTPUT_PREFIX + name, backend.graphValueOf(tensor));
    for (const [name, tensor] of Object.entries(result.state ?? {})) {
      if (request.constants.has(name)) {
        throw new EngineError(
          'TRACE_INVALID_RESULT',
          `${request.name}: state "${name}" is constant in this function and cannot be updated. Pass it as state, or leave it out of the returned state.`,
        );
      }
      outputs.set(NEW_STATE_PREFIX + name, backend.graphValueOf(tensor));
    }
    const storage = new Map<string, StorageDtype>();
    for (const [name, { dtype }] of request.state) storage.set(NEW_STATE_PREFIX + name, dtype);
    return graph.finish(request.name, outputs, storage);
  });
}

function symbolic(backend: TraceBackend, value: GraphValue): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(backend.tensorInfo(value), backend);
}

/**
 * Makes reading an absent name an error instead of `undefined`.
 * @throws {@link EngineError} `INPUT_MISSING`, when such a name is read
 */
export function rejectUnknown(kind: 'input' | 'state', record: TensorRecord): TensorRecord {
  return new Proxy(record, {
    get: (target, name) => {
      if (typeof name === 'symbol' || Object.hasOwn(target, name)) return target[name as string];
      const known = Object.keys(target).slice(0, 20).join(', ') || 'none';
      throw new EngineError(
        'INPUT_MISSING',
        `The traced function reads ${kind} "${name}", which was not given. Given: ${known}. Pass it to run().`,
      );
    },
  });
}

/**
 * Checks that a function returned records of tensors.
 * @throws {@link EngineError} `TRACE_INVALID_RESULT`
 */
export function checkResult(name: string, result: TracedResult): void {
  const fail = (what: string) => {
    throw new EngineError(
      'TRACE_INVALID_RESULT',
      `${name}: expected the function to return { outputs, state? } of tensors, got ${what}. Traced functions are synchronous and return records of tf.Tensor.`,
    );
  };
  if (typeof result !== 'object' || result === null) fail(String(result));
  if ('then' in result) {
    Promise.resolve(result).catch(() => undefined); // the error below tells what is wrong
    fail('a promise');
  }
  for (const [key, record] of [
    ['outputs', result.outputs],
    ['state', result.state ?? {}],
  ] as const) {
    if (record instanceof tf.Tensor) fail(`${key} = one tensor`);
    if (Array.isArray(record)) fail(`${key} = a list`);
    if (typeof record !== 'object' || record === null) fail(`${key} = ${String(record)}`);
  }
  for (const [key, tensor] of [
    ...Object.entries(result.outputs),
    ...Object.entries(result.state ?? {}),
  ]) {
    if (!(tensor instanceof tf.Tensor)) fail(`"${key}" = ${String(tensor)}`);
  }
}

/** Makes a fresh tracing backend current while `body` runs, then restores everything. */
function withTraceBackend<T>(body: (backend: TraceBackend) => T): T {
  const engine = tf.engine();
  const previousName = engine.backendName as string | undefined;
  if (previousName === TRACE_BACKEND) {
    throw new EngineError(
      'TRACE_INVALID_RESULT',
      'A jitted function was traced while another trace was running. Call the inner function directly instead of jit(inner).',
    );
  }
  const previous = previousName == null ? undefined : engine.backend;
  const variables = new Set(Object.keys(engine.state.registeredVariables));
  const backend = new TraceBackend();
  tf.registerBackend(TRACE_BACKEND, () => backend, 0);
  void tf.setBackend(TRACE_BACKEND); // synchronous for a backend that needs no asynchronous setup
  let result: T | undefined;
  try {
    tf.tidy(() => {
      result = namingSavedTensors(backend, () => body(backend));
    });
    return result as T;
  } catch (error) {
    throw translateError(error);
  } finally {
    for (const [name, variable] of Object.entries(engine.state.registeredVariables)) {
      if (!variables.has(name)) variable.dispose();
    }
    if (previous !== undefined) {
      for (const dataId of backend.captured) {
        if (engine.state.tensorInfo.has(dataId)) engine.moveData(previous, dataId);
      }
      void tf.setBackend(previousName as string);
    }
    tf.removeBackend(TRACE_BACKEND);
  }
}

/** Gives errors of TF.js, about an absent kernel or about operands that do not fit, a code and a remedy. */
function translateError(error: unknown): unknown {
  const kernel =
    error instanceof Error
      ? /^Kernel '(\w+)' not registered for backend/.exec(error.message)?.[1]
      : undefined;
  if (kernel === undefined) return operationError(error) ?? error;
  const reason = unsupportedReason(kernel);
  const why = reason === undefined ? '' : ` (${reason})`;
  return new EngineError(
    'UNSUPPORTED_KERNEL',
    `The traced function uses the TF.js kernel ${kernel}${why}, which the engine does not translate to ONNX. Express it in other tf operations, or compute it outside and pass it as an input.`,
    { cause: error },
  );
}
