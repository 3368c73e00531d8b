import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import type { HostTensor, StoredTensor } from '../host-tensor.js';
import { tracedDtype } from '../tensor-spec.js';
import {
  checkResult,
  rejectUnknown,
  type TensorRecord,
  type TraceableFunction,
  type TracedConstant,
} from '../trace/trace-function.js';
import { refusingVariableUpdates } from '../trace/variable-updates.js';
import { downloadTensor, uploadConstant, uploadTensor } from './eager-tensors.js';

/** What an eager run gives back. */
export interface EagerResult {
  readonly outputs: Record<string, HostTensor>;
  /** New values of the state tensors that the function returned. */
  readonly state: Record<string, HostTensor>;
  /** TF.js kernels that ran, by name; only when they were to be counted. */
  readonly kernels?: Readonly<Record<string, number>>;
}

/** A function that runs operation by operation on a TF.js backend, with the contract of a jitted one. */
export class EagerProgram {
  readonly #fn: TraceableFunction;
  readonly #name: string;
  readonly #backend: string;
  readonly #constants: ReadonlyMap<string, TracedConstant>;
  readonly #uploaded = new Map<string, tf.Tensor>();

  /**
   * @param fn - the function
   * @param options - `backend`: a registered TF.js backend that has been initialised
   */
  constructor(
    fn: TraceableFunction,
    options: {
      readonly name: string;
      readonly backend: string;
      readonly constants: ReadonlyMap<string, TracedConstant>;
    },
  ) {
    this.#fn = fn;
    this.#name = options.name;
    this.#backend = options.backend;
    this.#constants = options.constants;
  }

  /**
   * Runs the function. Every tensor that it makes is disposed before this returns.
   * @param options - `countKernels`: whether to count the TF.js kernels that run
   * @throws {@link EngineError} `INPUT_MISSING`, `TRACE_INVALID_RESULT`, `TRACE_VARIABLE`, `UNSUPPORTED_KERNEL`, `UNSUPPORTED_DTYPE`
   */
  async run(
    inputs: ReadonlyMap<string, StoredTensor>,
    state: ReadonlyMap<string, StoredTensor>,
    { countKernels = false }: { readonly countKernels?: boolean } = {},
  ): Promise<EagerResult> {
    const compute = () => onBackend(this.#backend, () => this.#compute(inputs, state));
    const { result, kernels } = countKernels ? await counted(compute) : { result: compute() };
    try {
      const outputs: Record<string, HostTensor> = {};
      const newState: Record<string, HostTensor> = {};
      for (const [name, tensor] of Object.entries(result.outputs))
        outputs[name] = await downloadTensor(name, tensor);
      for (const [name, tensor] of Object.entries(result.state))
        newState[name] = await downloadTensor(name, tensor);
      return { outputs, state: newState, ...(kernels !== undefined && { kernels }) };
    } finally {
      tf.dispose(result);
    }
  }

  /** Frees the constants. */
  dispose(): void {
    tf.dispose([...this.#uploaded.values()]);
    this.#uploaded.clear();
  }

  #compute(
    inputs: ReadonlyMap<string, StoredTensor>,
    state: ReadonlyMap<string, StoredTensor>,
  ): { outputs: TensorRecord; state: TensorRecord } {
    const variables = new Set(Object.keys(tf.engine().state.registeredVariables));
    try {
      for (const [name, constant] of this.#constants)
        if (!this.#uploaded.has(name)) this.#uploaded.set(name, uploadConstant(constant));
      return tf.tidy(() => {
        const uploaded = upload(state);
        for (const [name, tensor] of this.#uploaded) uploaded[name] = tensor;
        const result = refusingVariableUpdates(this.#name, () =>
          this.#fn(rejectUnknown('input', upload(inputs)), rejectUnknown('state', uploaded)),
        );
        checkResult(this.#name, result);
        for (const name of Object.keys(result.state ?? {}))
          this.#rejectUpdate(name, state.get(name));
        // Clones, because a result may be an input, a constant or another result too.
        return { outputs: cloned(result.outputs), state: cloned(result.state ?? {}) };
      });
    } catch (error) {
      throw missingKernel(error, this.#backend) ?? error;
    } finally {
      for (const [name, variable] of Object.entries(tf.engine().state.registeredVariables))
        if (!variables.has(name)) variable.dispose();
    }
  }

  #rejectUpdate(name: string, stored: StoredTensor | undefined): void {
    const storageOnly = stored !== undefined && stored.dtype !== tracedDtype(stored.dtype);
    if (!this.#constants.has(name) && !storageOnly) return;
    const what = storageOnly ? `stored as ${stored.dtype}` : 'constant in this function';
    throw new EngineError(
      'TRACE_INVALID_RESULT',
      `${this.#name}: state "${name}" is ${what} and cannot be updated on device "tfjs". Pass it as float32 or int32 state, or leave it out of the returned state.`,
    );
  }
}

function upload(tensors: ReadonlyMap<string, StoredTensor>): TensorRecord {
  return Object.fromEntries([...tensors].map(([name, tensor]) => [name, uploadTensor(tensor)]));
}

function cloned(record: TensorRecord): TensorRecord {
  return Object.fromEntries(Object.entries(record).map(([name, each]) => [name, tf.clone(each)]));
}

/** Runs synchronous `body` and counts the kernels that it calls. */
async function counted<T extends tf.TensorContainer>(
  body: () => T,
): Promise<{ result: T; kernels: Record<string, number> }> {
  try {
    const { kernels, result } = await tf.engine().profile(body);
    const counts: Record<string, number> = {};
    for (const { name } of kernels) counts[name] = (counts[name] ?? 0) + 1;
    return { result: result as T, kernels: counts };
  } finally {
    tf.engine().state.profiling = false; // TF.js leaves it on when the function throws
  }
}

/** Runs synchronous `body` while a backend is current. */
function onBackend<T>(backend: string, body: () => T): T {
  const current = tf.engine().backendName as string | undefined;
  void tf.setBackend(backend); // synchronous, because the backend has been initialised
  try {
    return body();
  } finally {
    if (current != null) void tf.setBackend(current);
  }
}

function missingKernel(error: unknown, backend: string): EngineError | undefined {
  const kernel =
    error instanceof Error
      ? /^Kernel '(\w+)' not registered for backend/.exec(error.message)?.[1]
      : undefined;
  if (kernel === undefined) return undefined;
  return new EngineError(
    'UNSUPPORTED_KERNEL',
    `TF.js's backend "${backend}" has no kernel ${kernel}. Install @tensorflow/tfjs-node, which has it, or use device "cpu".`,
    { cause: error },
  );
}
