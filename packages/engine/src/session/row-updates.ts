import { EngineError } from '../engine-error.js';
import { fromRuntimeTensor } from '../runtime/runtime-tensor.js';
import type { InlineInitializer, OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import { removeDeadCode } from '../passes/remove-dead-code.js';
import type { State } from '../state.js';
import { sizeOf, type GraphDtype, type TensorSpec } from '../tensor-spec.js';
import { NEW_STATE_PREFIX, STATE_PREFIX } from '../trace/trace-function.js';
import type { RuntimeTensors } from './run-graph.js';

/**
 * A change of some rows of a state tensor, in place of its whole new value.
 *
 * ONNX Runtime's binding for Node copies every output into new memory, buffers that it was given included: a cache of
 * 1,024 tokens in 24 layers, 25 MB, costs more than the attention over it. So what a run gives back of a key-value
 * cache are the rows that it wrote, which then go to their places in the state's buffer.
 */
export interface RowUpdate {
  /** Name of the state tensor. */
  readonly state: string;
  /** Graph output with the new rows. */
  readonly rows: string;
  /** Graph output with an index tuple per row, int32 or int64, shape (…, rank of the tuple). */
  readonly indices: string;
  /** Axes that an index tuple counts along; a row is what lies below them. */
  readonly axes: readonly number[];
}

/** Prefix of graph outputs that are part of a row update. */
const ROWS_PREFIX = 'rows:';

/** Replaces the new values of shared state by row updates, where a graph changes rows only. */
export function extractRowUpdates(
  graph: OnnxGraph,
  shared: ReadonlySet<string>,
): { readonly graph: OnnxGraph; readonly updates: readonly RowUpdate[] } {
  const rewritten = new RowExtraction(graph);
  for (const name of shared) rewritten.extract(name);
  return rewritten.finish();
}

/**
 * Writes rows to their places.
 * @throws {@link EngineError} `RUN_FAILED` for an index outside the state tensor; nothing has been written then
 */
export function applyRowUpdates(
  fn: string,
  updates: readonly RowUpdate[],
  results: RuntimeTensors,
  state: State,
): void {
  const writes = updates.map((update) => {
    const { data: rows } = fromRuntimeTensor(results[update.rows]!);
    const { data: target } = fromRuntimeTensor(state.runtimeTensor(update.state));
    const rowSize = target.length / sizeOf(update.axes);
    return { rows, target, rowSize, places: placesOf(fn, update, results) };
  });
  for (const { rows, target, rowSize, places } of writes)
    places.forEach((place, index) =>
      target.set(rows.subarray(index * rowSize, (index + 1) * rowSize), place * rowSize),
    );
}

function placesOf(fn: string, update: RowUpdate, results: RuntimeTensors): number[] {
  const indices = results[update.indices]!.data as Int32Array | BigInt64Array;
  const rank = update.axes.length;
  const places: number[] = [];
  for (let start = 0; start < indices.length; start += rank) {
    let place = 0;
    for (let axis = 0; axis < rank; axis++) {
      const size = update.axes[axis]!;
      const given = Number(indices[start + axis]);
      const index = given < 0 ? given + size : given; // as ONNX counts
      if (index < 0 || index >= size) {
        throw new EngineError(
          'RUN_FAILED',
          `${fn}: expected indices of state "${update.state}" below ${size}, got ${given}. Check the indices of the update.`,
        );
      }
      place = place * size + index;
    }
    places.push(place);
  }
  return places;
}

class RowExtraction {
  readonly #graph: OnnxGraph;
  readonly #producers: ReadonlyMap<string, OnnxNode>;
  readonly #values: Map<string, TensorSpec<GraphDtype>>;
  readonly #nodes: OnnxNode[];
  readonly #initializers: OnnxGraph['initializers'][number][];
  #outputs: OnnxGraph['outputs'];
  readonly #updates: RowUpdate[] = [];

  constructor(graph: OnnxGraph) {
    this.#graph = graph;
    this.#producers = new Map(
      graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])),
    );
    this.#values = new Map(graph.values);
    this.#nodes = [...graph.nodes];
    this.#initializers = [...graph.initializers];
    this.#outputs = graph.outputs;
  }

  /** Replaces one new state value, if its writer changes rows only. */
  extract(name: string): void {
    const output = NEW_STATE_PREFIX + name;
    let value = output;
    let writer = this.#producers.get(value);
    while (writer?.opType === 'Identity') {
      value = writer.inputs[0] as string;
      writer = this.#producers.get(value);
    }
    if (writer === undefined) return;
    const place = writer.outputs.indexOf(value);
    const state = STATE_PREFIX + name;
    if (writer.opType === 'ScatterND' && writer.inputs[0] === state) this.#scatter(name, writer);
    else if (
      writer.opType === 'GroupQueryAttention' &&
      place > 0 &&
      writer.inputs[2 + place] === state
    )
      this.#attention(name, writer, value);
    else return;
    this.#outputs = this.#outputs.filter((each) => each.name !== output);
  }

  finish(): { readonly graph: OnnxGraph; readonly updates: readonly RowUpdate[] } {
    if (this.#updates.length === 0) return { graph: this.#graph, updates: [] };
    const graph = removeDeadCode({
      ...this.#graph,
      nodes: this.#nodes,
      initializers: this.#initializers,
      outputs: this.#outputs,
      values: this.#values,
    });
    return { graph, updates: this.#updates };
  }

  /** The rows and indices that `ScatterND` is given. */
  #scatter(name: string, writer: OnnxNode): void {
    const [data, indices, rows] = writer.inputs as [string, string, string];
    const rank = this.#spec(indices).shape.at(-1) as number;
    this.#update(name, this.#spec(data).shape.slice(0, rank), { indices, rows });
  }

  /** The rows (B, K, T, D) that attention wrote into the cache (B, K, L, D), by their numbers among B·K·L. */
  #attention(name: string, writer: OnnxNode, present: string): void {
    const { shape, dtype } = this.#spec(present);
    const [B, K, L, D] = shape as [number, number, number, number];
    const T = this.#spec(writer.inputs[0] as string).shape[1] as number;
    const at = (part: string) => `${ROWS_PREFIX}${name}:${part}`;
    const firsts = Int32Array.from({ length: B * K }, (_, row) => row * L);
    const prefill = this.#initializers.some((each) => each.name === writer.inputs[6]);
    const steps = Int32Array.from({ length: T }, (_, t) => (prefill ? t : t + 1 - T));
    const numbers = { shape: [B, K, T], dtype: 'int32' as const };
    this.#constant(at('firsts'), firsts, [B, K, 1]);
    this.#constant(at('steps'), steps, [1, 1, T]);
    this.#constant(at('perRow'), BigInt64Array.of(BigInt(B), 1n, 1n), [3]);
    this.#constant(at('flat'), BigInt64Array.of(BigInt(B * K * L), BigInt(D)), [2]);
    this.#constant(at('column'), BigInt64Array.of(BigInt(B * K * T), 1n), [2]);
    this.#node('Add', [at('firsts'), at('steps')], at('offsets'), numbers);
    let places = at('offsets');
    if (!prefill) {
      const last = { shape: [B, 1, 1], dtype: 'int32' as const }; // position of each row's last token
      this.#node('Reshape', [writer.inputs[5] as string, at('perRow')], at('last'), last);
      this.#node('Add', [places, at('last')], at('places'), numbers);
      places = at('places');
    }
    this.#node('Reshape', [present, at('flat')], at('cache'), { shape: [B * K * L, D], dtype });
    this.#node('Gather', [at('cache'), places], at('gathered'), { shape: [B, K, T, D], dtype });
    const column = { shape: [B * K * T, 1], dtype: 'int32' as const };
    this.#node('Reshape', [places, at('column')], at('tuples'), column);
    this.#update(name, [B * K * L], { indices: at('tuples'), rows: at('gathered') });
  }

  #update(
    state: string,
    axes: readonly number[],
    from: { readonly indices: string; readonly rows: string },
  ): void {
    const [indices, rows] = [`${ROWS_PREFIX}${state}:indices`, `${ROWS_PREFIX}${state}:rows`];
    for (const [name, source] of [
      [indices, from.indices],
      [rows, from.rows],
    ] as const) {
      const spec = this.#spec(source);
      this.#node('Identity', [source], name, spec);
      this.#outputs = [...this.#outputs, { name, ...spec }];
    }
    this.#updates.push({ state, rows, indices, axes });
  }

  #spec(name: string): TensorSpec<GraphDtype> {
    return this.#values.get(name) as TensorSpec<GraphDtype>;
  }

  #constant(name: string, data: InlineInitializer['data'], shape: readonly number[]): void {
    const dtype = data instanceof Int32Array ? 'int32' : 'int64';
    this.#initializers.push({ name, data, shape, dtype });
    this.#values.set(name, { shape, dtype });
  }

  #node(
    opType: string,
    inputs: readonly string[],
    output: string,
    spec: TensorSpec<GraphDtype>,
  ): void {
    this.#nodes.push({ opType, domain: '', inputs, outputs: [output], attributes: {} });
    this.#values.set(output, { shape: spec.shape, dtype: spec.dtype });
  }
}
