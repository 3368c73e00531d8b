import type { Tensor } from 'onnxruntime-node';
import { CompiledGraph, type SessionOptions } from './compiled-graph.js';
import { EngineError } from './engine-error.js';
import { registerGradients } from './gradients/register-gradients.js';
import {
  checkHostTensor,
  fromRuntimeTensor,
  toRuntimeTensor,
  type HostTensor,
} from './host-tensor.js';
import { reportGraph, type GraphReport } from './inspection/graph-report.js';
import { registerKernels } from './kernels/register-kernels.js';
import { runPasses } from './passes/run-passes.js';
import { State } from './state.js';
import type { TensorSpec } from './tensor-spec.js';
import {
  INPUT_PREFIX,
  NEW_STATE_PREFIX,
  OUTPUT_PREFIX,
  STATE_PREFIX,
  traceFunction,
  type TraceableFunction,
} from './trace/trace-function.js';

/** Settings of {@link jit}. */
export interface JitOptions extends SessionOptions {
  /** Name in messages and in `inspect()`. Default: the name of the function. */
  readonly name?: string;
  /** Where the graph runs. Default and only value: `cpu`. */
  readonly device?: 'cpu';
  /**
   * State tensors that never change, stored in the graph: ONNX Runtime then lays weights out for its matrix kernels
   * once, which makes inference faster, at the price of one copy per signature. They need not be in the state of a run.
   */
  readonly constants?: Readonly<Record<string, HostTensor>>;
}

/** One compiled signature, as {@link JitFunction.inspect} reports it. */
export interface CompiledSignature extends GraphReport {
  /** Inputs and state with dtype and shape, for example `x:float32[2,3]`. */
  readonly signature: string;
  /** Milliseconds spent in tracing the function. */
  readonly traceMs: number;
  /** Milliseconds spent in the graph passes. */
  readonly passesMs: number;
  /** Milliseconds spent in creating the session. */
  readonly sessionMs: number;
}

/** A function compiled by {@link jit}. */
export interface JitFunction {
  /**
   * Runs the function; the first call with a new combination of names, shapes and dtypes traces and compiles it.
   * @param inputs - named host tensors; their data are read, never written
   * @param state - tensors that outlive the run; those that the function returns are replaced
   * @returns the outputs by name, in memory of their own
   * @throws {@link EngineError} any code but `STATE_MISSING`
   */
  run(
    inputs: Readonly<Record<string, HostTensor>>,
    state?: State,
  ): Promise<Record<string, HostTensor>>;
  /** The signatures compiled so far. */
  inspect(): CompiledSignature[];
  /** Waits for the runs under way and frees all sessions. Later runs throw `DISPOSED`. */
  dispose(): Promise<void>;
}

/**
 * Compiles a function of TF.js operations, gradients included, into one ONNX graph per signature, run by ONNX Runtime.
 *
 * @example
 * ```ts
 * const double = jit(({ x }) => ({ outputs: { y: tf.mul(x, 2) } }));
 * const { y } = await double.run({ x: hostTensor([1, 2, 3]) }); // y.data: 2, 4, 6
 * ```
 */
export function jit(fn: TraceableFunction, options: JitOptions = {}): JitFunction {
  registerKernels();
  registerGradients();
  const name = options.name ?? (fn.name || 'jit');
  const constants = new Map(Object.entries(options.constants ?? {}));
  for (const [constantName, tensor] of constants) checkHostTensor(constantName, tensor);
  const cache = new Map<string, Promise<CompiledGraph>>();
  const reports: CompiledSignature[] = [];
  const running = new Set<Promise<unknown>>();
  let disposed = false;

  async function compile(
    signature: string,
    inputs: Map<string, TensorSpec>,
    state: Map<string, TensorSpec>,
  ): Promise<CompiledGraph> {
    const started = performance.now();
    const traced = traceFunction(fn, { name, inputs, state, constants });
    const tracedAt = performance.now();
    const graph = runPasses(traced);
    const rewrittenAt = performance.now();
    const session = await CompiledGraph.create(graph, options);
    const report = {
      signature,
      traceMs: tracedAt - started,
      passesMs: rewrittenAt - tracedAt,
      sessionMs: performance.now() - rewrittenAt,
      ...reportGraph(traced, graph),
    };
    reports.push(report);
    return session;
  }

  async function runNow(
    inputs: Readonly<Record<string, HostTensor>>,
    state: State,
  ): Promise<Record<string, HostTensor>> {
    const inputSpecs = new Map<string, TensorSpec>();
    const stateSpecs = new Map<string, TensorSpec>();
    for (const inputName of Object.keys(inputs).sort()) {
      const tensor = inputs[inputName] as HostTensor;
      checkHostTensor(inputName, tensor);
      inputSpecs.set(inputName, { shape: tensor.shape, dtype: tensor.dtype });
    }
    for (const stateName of state.names().sort())
      if (!constants.has(stateName)) stateSpecs.set(stateName, state.spec(stateName));
    const signature = `${signatureOf(inputSpecs)} | ${signatureOf(stateSpecs)}`;
    let compiling = cache.get(signature);
    if (compiling === undefined) {
      compiling = compile(signature, inputSpecs, stateSpecs);
      cache.set(signature, compiling);
      compiling.catch(() => cache.delete(signature)); // the caller gets the error; a later call may try again
    }
    const graph = await compiling;
    const feeds: Record<string, Tensor> = {};
    for (const { name: graphName } of graph.inputs) {
      feeds[graphName] = graphName.startsWith(STATE_PREFIX)
        ? state.runtimeTensor(graphName.slice(STATE_PREFIX.length))
        : toRuntimeTensor(inputs[graphName.slice(INPUT_PREFIX.length)] as HostTensor);
    }
    const fetches: Record<string, Tensor | null> = {};
    for (const output of graph.outputs) {
      fetches[output.name] = output.name.startsWith(NEW_STATE_PREFIX)
        ? state.nextBuffer(output.name.slice(NEW_STATE_PREFIX.length), output as TensorSpec)
        : null;
    }
    const results = await graph.run(feeds, fetches);
    const outputs: Record<string, HostTensor> = {};
    for (const [resultName, tensor] of Object.entries(results)) {
      if (resultName.startsWith(NEW_STATE_PREFIX))
        state.commit(resultName.slice(NEW_STATE_PREFIX.length), tensor);
      else outputs[resultName.slice(OUTPUT_PREFIX.length)] = fromRuntimeTensor(tensor);
    }
    return outputs;
  }

  return {
    run: async (inputs, state = new State()) => {
      if (disposed) {
        throw new EngineError(
          'DISPOSED',
          `${name}: expected a live function, got one that was disposed. Create a new one with jit().`,
        );
      }
      const run = state.exclusively(() => runNow(inputs, state));
      running.add(run);
      const forget = () => running.delete(run);
      run.then(forget, forget);
      return run;
    },
    inspect: () => [...reports],
    dispose: async () => {
      disposed = true;
      await Promise.allSettled(running);
      const compiled = await Promise.allSettled(cache.values());
      cache.clear();
      for (const result of compiled)
        if (result.status === 'fulfilled') await result.value.release();
    },
  };
}

function signatureOf(specs: ReadonlyMap<string, TensorSpec>): string {
  return [...specs]
    .map(([name, { shape, dtype }]) => `${name}:${dtype}[${shape.join()}]`)
    .join(' ');
}
