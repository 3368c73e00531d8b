import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { arrayClass, type HostTensor } from '../host-tensor.js';
import { hostDtype, sizeOf } from '../tensor-spec.js';
import { GraphBuilder } from './graph-builder.js';
import { uniformValue, type GraphValue } from './graph-value.js';
import { rejectRandomNumbers } from './random-operation.js';

/** Name under which the tracing backend and its kernels are registered with TF.js. */
export const TRACE_BACKEND = 'momq-trace';

interface Entry {
  readonly value: GraphValue;
  references: number;
}

/** TF.js backend whose tensors are values of an ONNX graph under construction. */
export class TraceBackend extends tf.KernelBackend {
  readonly graph = new GraphBuilder();
  /** Tensors of another backend that the traced function captured; they became constants. */
  readonly captured = new Set<object>();
  readonly #entries = new Map<object, Entry>();

  /** Stores a graph value and returns what a TF.js kernel returns. */
  tensorInfo(value: GraphValue): tf.TensorInfo {
    const dataId = {};
    this.#entries.set(dataId, { value, references: 1 });
    return { dataId, shape: [...value.shape], dtype: value.dtype };
  }

  /** The graph value behind a TF.js tensor. */
  graphValueOf(info: tf.TensorInfo): GraphValue {
    const entry = this.#entries.get(info.dataId);
    if (entry !== undefined) return entry.value;
    // A tensor from outside the traced function lives on another backend: move it here, as a constant.
    tf.engine().moveData(this, info.dataId);
    this.captured.add(info.dataId);
    return (this.#entries.get(info.dataId) as Entry).value;
  }

  override write(
    values: tf.backend_util.BackendValues,
    shape: number[],
    dtype: tf.DataType,
  ): object {
    rejectRandomNumbers();
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  // eslint-disable-next-line @typescript-eslint/max-params -- the signature is TF.js's
  override move(
    dataId: object,
    values: tf.backend_util.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    const spec = { shape, dtype: hostDtype(dtype, 'constant in a traced function') };
    const Class = arrayClass[spec.dtype];
    const data = values instanceof Class ? values : Class.from(values as ArrayLike<number>);
    this.#entries.set(dataId, {
      value: this.graph.constant(data as HostTensor['data'], spec),
      references,
    });
  }

  override readSync(dataId: object): tf.backend_util.BackendValues {
    const { base, shape, dtype } = (this.#entries.get(dataId) as Entry).value;
    const uniform = uniformValue({ base, shape, dtype });
    if (uniform !== undefined) return new arrayClass[dtype](sizeOf(shape)).fill(uniform);
    if (base.data !== undefined && base.data.length === sizeOf(shape))
      return base.data as HostTensor['data'];
    const producer = this.graph.producerOf(base);
    const origin = producer === undefined ? `the input "${base.name}"` : `computed by ${producer}`;
    throw new EngineError(
      'TRACE_READ_VALUE',
      `A traced function read the value of a symbolic ${dtype} tensor of shape [${shape.join(', ')}], ${origin}. ` +
        'Values exist only when the graph runs: return the tensor as an output, or express the decision with tf.where.',
    );
  }

  override read(dataId: object): Promise<tf.backend_util.BackendValues> {
    return new Promise((resolve) => resolve(this.readSync(dataId)));
  }

  override incRef(dataId: object): void {
    const entry = this.#entries.get(dataId);
    if (entry !== undefined) entry.references += 1;
  }

  override refCount(dataId: object): number {
    return this.#entries.get(dataId)?.references ?? 0;
  }

  override disposeData(dataId: object, force = false): boolean {
    const entry = this.#entries.get(dataId);
    if (entry === undefined) return true;
    entry.references -= 1;
    if (!force && entry.references > 0) return false;
    return this.#entries.delete(dataId);
  }

  override numDataIds(): number {
    return this.#entries.size;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.#entries.clear();
  }
}
