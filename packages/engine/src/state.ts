import type { Tensor } from 'onnxruntime-common';
import { EngineError } from './engine-error.js';
import { storageArrayClass, type HostTensor, type StoredTensor } from './host-tensor.js';
import { checkPassedTensor, fromRuntimeTensor, toRuntimeTensor } from './runtime/runtime-tensor.js';
import { sameShape, sizeOf, type StorageDtype, type TensorSpec } from './tensor-spec.js';
import { widen } from './widen.js';

interface Slot {
  current: Tensor;
  /** Buffer of the value before last, which the next run overwrites. */
  spare: Tensor | undefined;
}

/**
 * Named tensors that outlive a run: parameters, optimiser moments, key-value caches.
 *
 * They are graph inputs, so weights are not part of a graph, and several jitted functions can share one `State`. What
 * a run returns for a name replaces its value by swapping two buffers; nothing is copied through JavaScript. A run
 * that fails leaves every value as it was. Runs that share a `State` happen one after the other. Names that a function
 * lists in `sharedState` have one buffer instead of two and are overwritten where they lie.
 */
export class State {
  readonly #slots = new Map<string, Slot>();
  #lastRun: Promise<unknown> = Promise.resolve();

  /**
   * A state with copies of the given tensors.
   * @throws {@link EngineError} `INPUT_SHAPE`, `INPUT_DTYPE`, `UNSUPPORTED_DTYPE` for bfloat16
   */
  static from(record: Readonly<Record<string, StoredTensor>>): State {
    const state = new State();
    for (const [name, tensor] of Object.entries(record)) state.set(name, tensor);
    return state;
  }

  /** Names in the order of insertion. */
  names(): string[] {
    return [...this.#slots.keys()];
  }

  /** Whether a tensor of that name exists. */
  has(name: string): boolean {
    return this.#slots.has(name);
  }

  /**
   * Shape and dtype of a tensor, without copying it.
   * @throws {@link EngineError} `STATE_MISSING`
   */
  spec(name: string): TensorSpec<StorageDtype> {
    const { shape, dtype } = fromRuntimeTensor(this.#slot(name).current);
    return { shape, dtype };
  }

  /**
   * A copy of a tensor as a jitted function sees it: float16 as float32, uint8 and int8 as int32.
   * @throws {@link EngineError} `STATE_MISSING`
   */
  get(name: string): HostTensor {
    return widen(this.getStored(name));
  }

  /**
   * A copy of a tensor in the dtype in which it is stored.
   * @throws {@link EngineError} `STATE_MISSING`
   */
  getStored(name: string): StoredTensor {
    const { data, shape, dtype } = fromRuntimeTensor(this.#slot(name).current);
    return { data: data.slice(), shape, dtype };
  }

  /**
   * Sets or adds a tensor; the data are copied.
   * @throws {@link EngineError} `INPUT_SHAPE`, `INPUT_DTYPE`, `UNSUPPORTED_DTYPE` for bfloat16
   */
  set(name: string, tensor: StoredTensor): void {
    checkPassedTensor(name, tensor);
    this.#slots.set(name, {
      current: toRuntimeTensor({ ...tensor, data: tensor.data.slice() }),
      spare: undefined,
    });
  }

  /**
   * Sets or adds a tensor without copying it: runs read, and with `sharedState` write, the very array. Several states can
   * so look at parts of one buffer, such as rows of a key-value cache. Whoever writes to the array does it between runs.
   * @throws {@link EngineError} `INPUT_SHAPE`, `INPUT_DTYPE`, `UNSUPPORTED_DTYPE` for bfloat16
   */
  adopt(name: string, tensor: StoredTensor): void {
    checkPassedTensor(name, tensor);
    this.#slots.set(name, { current: toRuntimeTensor(tensor), spare: undefined });
  }

  /**
   * Removes a tensor.
   * @throws {@link EngineError} `STATE_MISSING`
   */
  delete(name: string): void {
    this.#slot(name);
    this.#slots.delete(name);
  }

  /** Copies of all tensors by name. */
  toRecord(): Record<string, HostTensor> {
    return Object.fromEntries(this.names().map((name) => [name, this.get(name)]));
  }

  /** Bytes held, spare buffers included. */
  byteLength(): number {
    let sum = 0;
    for (const { current, spare } of this.#slots.values()) {
      sum +=
        fromRuntimeTensor(current).data.byteLength +
        (spare === undefined ? 0 : fromRuntimeTensor(spare).data.byteLength);
    }
    return sum;
  }

  /**
   * The live ONNX Runtime tensor of a name.
   * @internal
   */
  runtimeTensor(name: string): Tensor {
    return this.#slot(name).current;
  }

  /**
   * A buffer for the next value of a name, which is never the buffer of its present value.
   * @internal
   */
  nextBuffer(name: string, { shape, dtype }: TensorSpec<StorageDtype>): Tensor {
    const spare = this.#slots.get(name)?.spare;
    if (spare !== undefined && spare.type === dtype && sameShape(spare.dims, shape)) return spare;
    return toRuntimeTensor({ data: new storageArrayClass[dtype](sizeOf(shape)), shape, dtype });
  }

  /**
   * Makes a filled buffer the value of a name and keeps the old value's buffer for the run after.
   * @internal
   */
  commit(name: string, next: Tensor): void {
    const previous = this.#slots.get(name)?.current;
    this.#slots.set(name, { current: next, spare: previous === next ? undefined : previous });
  }

  /**
   * Runs `body` after the runs that were started before on this state.
   * @internal
   */
  exclusively<T>(body: () => Promise<T>): Promise<T> {
    const run = this.#lastRun.then(body, body);
    this.#lastRun = run.catch(() => undefined); // the caller of the failed run gets the error
    return run;
  }

  #slot(name: string): Slot {
    const slot = this.#slots.get(name);
    if (slot !== undefined) return slot;
    throw new EngineError(
      'STATE_MISSING',
      `Expected a state tensor "${name}", got none. Known: ${this.names().slice(0, 20).join(', ') || 'none'}. Add it with set().`,
    );
  }
}
