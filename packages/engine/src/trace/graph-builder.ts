import type {
  ConstantData,
  ExternalData,
  OnnxAttribute,
  OnnxGraph,
  OnnxInitializer,
  OnnxNode,
  OnnxValueInfo,
} from '../onnx/onnx-graph.js';
import { onnxDataType } from '../onnx/encode-model.js';
import { arrayClass } from '../host-tensor.js';
import {
  sameShape,
  sizeOf,
  tracedDtype,
  type GraphDtype,
  type HostDtype,
  type StorageDtype,
  type TensorSpec,
} from '../tensor-spec.js';
import type { GraphValue, Operand } from './graph-value.js';

/** Constants up to this many elements are compared with earlier ones, so that equal ones are stored once. */
const DEDUPLICATED_ELEMENTS = 4096;

/** Extra settings of {@link GraphBuilder.node}. */
export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  /** Default: ai.onnx. */
  readonly domain?: 'com.microsoft';
}

/**
 * Collects ONNX nodes while a function is traced. Equal small constants are kept once; all else is left to the graph
 * passes, which merge equal nodes and drop what no output needs.
 */
export class GraphBuilder {
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxInitializer>();
  readonly #inputs: OnnxValueInfo[] = [];
  readonly #values = new Map<string, TensorSpec<GraphDtype>>();
  /** Stored operands by the name of the `Cast` as which they appear to TF.js. */
  readonly #stored = new Map<string, Operand>();
  readonly #constants = new Map<string, Operand>();
  #nextName = 0;

  /** Declares a graph input. */
  input(name: string, { shape, dtype }: TensorSpec<StorageDtype>): GraphValue {
    this.#inputs.push({ name, shape, dtype });
    this.#values.set(name, { shape, dtype });
    return this.stored({ name, shape, dtype });
  }

  /** A constant of the traced program. One whose elements are all equal becomes a lazily broadcast scalar. */
  constant(data: ConstantData, { shape, dtype }: TensorSpec<StorageDtype>): GraphValue {
    const first = data[0];
    if (dtype === tracedDtype(dtype) && data.length > 0) {
      if (data.every((element: unknown) => Object.is(element, first)))
        return this.uniform(first as number, { shape, dtype: tracedDtype(dtype) });
    }
    return this.stored(this.operand(data, shape, dtype));
  }

  /** A constant whose bytes lie in a file. */
  externalConstant(external: ExternalData, spec: TensorSpec<StorageDtype>): GraphValue {
    const { shape, dtype } = spec;
    const name = this.#name(spec);
    this.#initializers.set(name, { name, shape, dtype, external });
    return this.stored({ name, shape, dtype });
  }

  /** Whether a value is a constant of the model, stored in it or in a file. */
  isConstant(value: GraphValue): boolean {
    return this.#initializers.has(this.storedOperand(value).name);
  }

  /**
   * The value as which an operand appears to TF.js: through a `Cast`, where TF.js does not know its dtype. The `Cast`
   * is dropped if all that uses the value reads {@link GraphBuilder.storedOperand}.
   */
  stored(operand: Operand): GraphValue {
    const dtype = tracedDtype(operand.dtype as StorageDtype);
    if (dtype === operand.dtype) return asValue(operand);
    const attributes = { to: onnxDataType(dtype) };
    const [cast] = this.node('Cast', [operand], [{ shape: operand.shape, dtype }], { attributes });
    this.#stored.set((cast as Operand).name, operand);
    return asValue(cast as Operand);
  }

  /** The operand of a value in the dtype in which it is stored; the dense operand of all other values. */
  storedOperand(value: GraphValue): Operand {
    const dense = this.dense(value);
    return this.#stored.get(dense.name) ?? dense;
  }

  /** A value whose elements all equal `element`. */
  uniform(element: number, { shape, dtype }: TensorSpec): GraphValue {
    return {
      shape,
      dtype,
      base: this.operand(arrayClass[dtype].of(element), [], dtype) as GraphValue['base'],
    };
  }

  /** A scalar constant as an operand. */
  scalar(element: number, dtype: HostDtype): Operand {
    return this.operand(arrayClass[dtype].of(element), [], dtype);
  }

  /** A one-dimensional int64 constant, as ONNX wants axes, shapes and indices. */
  int64(elements: readonly number[]): Operand {
    return this.operand(
      BigInt64Array.from(elements, (element) => BigInt(element)),
      [elements.length],
      'int64',
    );
  }

  /** A constant operand; equal small ones are stored once. */
  operand(data: ConstantData, shape: readonly number[], dtype: GraphDtype): Operand {
    const key =
      data.length <= DEDUPLICATED_ELEMENTS
        ? `${dtype}[${shape.join()}]${Array.from(data as ArrayLike<unknown>, (each) => (Object.is(each, -0) ? '-0' : String(each))).join()}`
        : undefined;
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known !== undefined) return known;
    const operand = { name: this.#name({ shape, dtype }), shape, dtype, data };
    this.#initializers.set(operand.name, operand);
    if (key !== undefined) this.#constants.set(key, operand);
    return operand;
  }

  /** Appends a node and returns its outputs. */
  node(
    opType: string,
    inputs: readonly (Operand | undefined)[],
    outputs: readonly TensorSpec<GraphDtype>[],
    { attributes = {}, domain }: NodeOptions = {},
  ): readonly Operand[] {
    const names = inputs.map((input) => input?.name ?? '');
    const results = outputs.map(({ shape, dtype }) => ({
      name: this.#name({ shape, dtype }),
      shape,
      dtype,
    }));
    this.#nodes.push({
      opType,
      domain: domain ?? '',
      inputs: names,
      outputs: results.map(({ name }) => name),
      attributes,
    });
    return results;
  }

  /** Operator that computes a value, for messages; `undefined` for inputs and constants. */
  producerOf(operand: Operand): string | undefined {
    return this.#nodes.find((node) => node.outputs.includes(operand.name))?.opType;
  }

  /** The dense operand of a value: appends an `Expand` when the value is a lazy broadcast. */
  dense(value: GraphValue): GraphValue['base'] {
    if (sameShape(value.base.shape, value.shape)) return value.base;
    if (value.base.data !== undefined && sizeOf(value.shape) === 1) {
      return this.operand(value.base.data, value.shape, value.dtype) as GraphValue['base'];
    }
    const [expanded] = this.node('Expand', [value.base, this.int64(value.shape)], [value]);
    return expanded as GraphValue['base'];
  }

  /**
   * The finished graph.
   * @param outputs - results by the name that the graph gives them
   * @param storage - dtypes in which results are to be stored, by the same names; default: the dtype of the value
   */
  finish(
    name: string,
    outputs: ReadonlyMap<string, GraphValue>,
    storage: ReadonlyMap<string, StorageDtype> = new Map(),
  ): OnnxGraph {
    const results: OnnxValueInfo[] = [];
    for (const [outputName, value] of outputs) {
      const operand = this.#inStorage(value, storage.get(outputName) ?? value.dtype);
      // A graph output needs a node of its own: the value may be an input, a constant or another output too.
      this.#nodes.push({
        opType: 'Identity',
        domain: '',
        inputs: [operand.name],
        outputs: [outputName],
        attributes: {},
      });
      const spec = { shape: value.shape, dtype: operand.dtype };
      this.#values.set(outputName, spec);
      results.push({ name: outputName, ...spec });
    }
    return {
      name,
      nodes: this.#nodes,
      initializers: [...this.#initializers.values()],
      inputs: this.#inputs,
      outputs: results,
      values: this.#values,
    };
  }

  /** The operand of a value, converted to a storage dtype unless that stands for another TF.js dtype. */
  #inStorage(value: GraphValue, dtype: StorageDtype): Operand {
    const stored = this.storedOperand(value);
    if (stored.dtype === dtype) return stored;
    const dense = this.dense(value);
    if (tracedDtype(dtype) !== value.dtype || dtype === value.dtype) return dense;
    const attributes = { to: onnxDataType(dtype) };
    const [cast] = this.node('Cast', [dense], [{ shape: value.shape, dtype }], { attributes });
    return cast as Operand;
  }

  #name(spec: TensorSpec<GraphDtype>): string {
    const name = `v${this.#nextName++}`;
    this.#values.set(name, spec);
    return name;
  }
}

/** A value that is its operand, without a pending broadcast. */
export function asValue(operand: Operand): GraphValue {
  return {
    shape: operand.shape,
    dtype: operand.dtype as HostDtype,
    base: operand as GraphValue['base'],
  };
}
