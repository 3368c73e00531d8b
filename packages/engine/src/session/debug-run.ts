import type { CompileOptions } from '../compiled-graph.js';
import { EngineError } from '../engine-error.js';
import type { StoredTensor } from '../host-tensor.js';
import { fromRuntimeTensor } from '../runtime/runtime-tensor.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import type { State } from '../state.js';
import {
  INPUT_PREFIX,
  NEW_STATE_PREFIX,
  OUTPUT_PREFIX,
  STATE_PREFIX,
} from '../trace/trace-function.js';
import { widen } from '../widen.js';
import { firstNonFiniteNode } from './first-non-finite-node.js';
import { checkFinite, firstNonFinite, nonFinite } from './non-finite.js';
import type { RuntimeTensors } from './run-graph.js';

/**
 * Checks what goes into a run.
 * @throws {@link EngineError} `NON_FINITE_VALUE`
 */
export function checkFiniteRun(
  fn: string,
  inputs: Readonly<Record<string, StoredTensor>>,
  state: State,
): void {
  for (const [name, tensor] of Object.entries(inputs)) checkFinite(fn, `input "${name}"`, tensor);
  for (const name of state.names())
    checkFinite(fn, `state "${name}"`, fromRuntimeTensor(state.runtimeTensor(name)));
}

/** What a run can be repeated with. */
export interface DebuggedGraph {
  readonly graph: OnnxGraph;
  readonly options: CompileOptions;
  /** Whether the tensors that were fed still have their values: shared state has not. */
  readonly repeatable: boolean;
}

/**
 * Checks what comes out of a run and names the operation where it went wrong.
 * @throws {@link EngineError} `NON_FINITE_VALUE`
 */
export async function checkFiniteResults(
  { graph, options, repeatable }: DebuggedGraph,
  feeds: RuntimeTensors,
  results: RuntimeTensors,
): Promise<void> {
  for (const [name, runtimeTensor] of Object.entries(results)) {
    if (!name.startsWith(OUTPUT_PREFIX) && !name.startsWith(NEW_STATE_PREFIX)) continue; // rows of padding
    const tensor = fromRuntimeTensor(runtimeTensor);
    const index = firstNonFinite(tensor);
    if (index < 0) continue;
    const error = nonFinite(graph.name, describe(name), tensor, index);
    const wanted = (widen(tensor).data as Float32Array).some(Number.isNaN) ? 'NaN' : 'infinity';
    const origin = repeatable && (await firstNonFiniteNode(graph, options, feeds, wanted));
    if (!origin) throw error;
    throw new EngineError(error.code, `${error.message} It first appeared in ${origin}.`);
  }
}

function describe(name: string): string {
  for (const [prefix, kind] of [
    [INPUT_PREFIX, 'input'],
    [STATE_PREFIX, 'state'],
    [NEW_STATE_PREFIX, 'new state'],
    [OUTPUT_PREFIX, 'output'],
  ] as const)
    if (name.startsWith(prefix)) return `${kind} "${name.slice(prefix.length)}"`;
  return name;
}
