import type { Tensor } from 'onnxruntime-common';
import type { CompiledGraph } from '../compiled-graph.js';
import type { HostTensor, StoredTensor } from '../host-tensor.js';
import { fromRuntimeTensor, toRuntimeTensor } from '../runtime/runtime-tensor.js';
import type { OnnxValueInfo } from '../onnx/onnx-graph.js';
import type { State } from '../state.js';
import type { StorageDtype, TensorSpec } from '../tensor-spec.js';
import {
  INPUT_PREFIX,
  NEW_STATE_PREFIX,
  OUTPUT_PREFIX,
  STATE_PREFIX,
} from '../trace/trace-function.js';
import { widen } from '../widen.js';
import { applyRowUpdates, type RowUpdate } from './row-updates.js';

/** Tensors of a graph by the graph's own names. */
export type RuntimeTensors = Readonly<Record<string, Tensor>>;

/** What takes part in one run. */
export interface GraphRun {
  readonly inputs: Readonly<Record<string, StoredTensor>>;
  readonly state: State;
  /** State that has one buffer, read and written. */
  readonly shared: ReadonlySet<string>;
  /** Rows of shared state that the graph gives back instead of its whole new value. */
  readonly rowUpdates: readonly RowUpdate[];
  /** Looks at the results before the state takes them over; a throw leaves the state as it was. */
  readonly inspect?: (feeds: RuntimeTensors, results: RuntimeTensors) => Promise<void>;
}

/** Runs a graph on inputs and state, and makes what it returns for the state the state's new values. */
export async function runGraph(
  graph: CompiledGraph,
  { inputs, state, shared, rowUpdates, inspect }: GraphRun,
): Promise<Record<string, HostTensor>> {
  const feeds: Record<string, Tensor> = {};
  for (const { name } of graph.inputs) {
    feeds[name] = name.startsWith(STATE_PREFIX)
      ? state.runtimeTensor(name.slice(STATE_PREFIX.length))
      : toRuntimeTensor(inputs[name.slice(INPUT_PREFIX.length)] as StoredTensor);
  }
  const fetches: Record<string, Tensor | null> = {};
  for (const output of graph.outputs) fetches[output.name] = bufferFor(output, state, shared);
  const results = await graph.run(feeds, fetches);
  await inspect?.(feeds, results);
  applyRowUpdates(graph.name, rowUpdates, results, state);
  const outputs: Record<string, HostTensor> = {};
  for (const [name, tensor] of Object.entries(results)) {
    if (name.startsWith(OUTPUT_PREFIX))
      outputs[name.slice(OUTPUT_PREFIX.length)] = widen(fromRuntimeTensor(tensor));
    else if (name.startsWith(NEW_STATE_PREFIX))
      // the buffer that was written to: what the binding returns is a copy of it
      state.commit(name.slice(NEW_STATE_PREFIX.length), fetches[name] as Tensor);
  }
  return outputs;
}

/** Where a result is written: new memory for an output, a buffer of the state for a new state value. */
function bufferFor(
  output: OnnxValueInfo,
  state: State,
  shared: ReadonlySet<string>,
): Tensor | null {
  if (!output.name.startsWith(NEW_STATE_PREFIX)) return null;
  const name = output.name.slice(NEW_STATE_PREFIX.length);
  return shared.has(name)
    ? state.runtimeTensor(name)
    : state.nextBuffer(name, output as TensorSpec<StorageDtype>);
}
