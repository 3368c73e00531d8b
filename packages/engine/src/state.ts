import type { Tensor } from 'onnxruntime-node';
import { EngineError } from './engine-error.js';
import {
  arrayClass,
  checkHostTensor,
  fromRuntimeTensor,
  toRuntimeTensor,
  type HostTensor,
} from './host-tensor.js';
import { sameShape, type TensorSpec } from './tensor-spec.js';

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
 * that fails leaves every value as it was. Runs that share a `State` happen one after the other.
 */
export class State {
  readonly #slots = new Map<string, Slot>();
  #lastRun: Promise<unknown> = Promise.resolve();

  /**
   * A state with copies of the given tensors.
   * @throws {@link EngineError} `INPUT_SHAPE`, `INPUT_DTYPE`
   */
  static from(record: Readonly<Record<string, HostTensor>>): State {
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
  spec(name: string): TensorSpec {
    const { shape, dtype } = fromRuntimeTensor(this.#slot(name).current);
    return { shape, dtype };
  }

  /**
   * A copy of a tensor.
   * @throws {@link EngineError} `STATE_MISSING`
   */
  get(name: string): HostTensor {
    const { data, shape, dtype } = fromRuntimeTensor(this.#slot(name).current);
    return { data: data.slice(), shape, dtype };
  }

  /**
   * Sets or adds a tensor; the data are copied.
   * @throws {@link EngineError} `INPUT_SHAPE`, `INPUT_DTYPE`
   */
  set(name: string, tensor: HostTensor): void {
    checkHostTensor(name, tensor);
    this.#slots.set(name, {
      current: toRuntimeTensor({ ...tensor, data: tensor.data.slice() }),
      spare: undefined,
    });
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
  nextBuffer(name: string, { shape, dtype }: TensorSpec): Tensor {
    const spare = this.#slots.get(name)?.spare;
    if (spare !== undefined && spare.type === dtype && sameShape(spare.dims, shape)) return spare;
    const size = shape.reduce((product, dim) => product * dim, 1);
    return toRuntimeTensor({ data: new arrayClass[dtype](size), shape, dtype });
  }

  /**
   * Makes a filled buffer the value of a name and keeps the old value's buffer for the run after.
   * @internal
   */
  commit(name: string, next: Tensor): void {
    this.#slots.set(name, { current: next, spare: this.#slots.get(name)?.current });
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
