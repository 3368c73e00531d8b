import { DynamicAxes } from './dynamic/dynamic-axes.js';
import { EngineError } from './engine-error.js';
import { registerGradients } from './gradients/register-gradients.js';
import { checkHostTensor, type HostTensor, type StoredTensor } from './host-tensor.js';
import { registerKernels } from './kernels/register-kernels.js';
import { checkExternalConstant, isExternalConstant } from './safetensors/external-constant.js';
import { checkJitOptions } from './session/check-options.js';
import type { CompiledSignature } from './session/compiled-signature.js';
import { checkFiniteConstants } from './session/debug-constants.js';
import type { JitOptions } from './session/jit-options.js';
import type { JitProgram } from './session/jit-program.js';
import { openProgram } from './session/open-program.js';
import { State } from './state.js';
import type { TraceableFunction, TracedConstant } from './trace/trace-function.js';

/** A function compiled by {@link jit}. */
export interface JitFunction {
  /**
   * Runs the function; the first call with a new combination of names, shapes and dtypes traces and compiles it.
   * @param inputs - named tensors; their data are read, never written
   * @param state - tensors that outlive the run; those that the function returns are replaced
   * @returns the outputs by name, in memory of their own
   * @throws {@link EngineError} any code but those of options; `STATE_MISSING` for a name of `sharedState` that the
   *   state lacks
   */
  run(
    inputs: Readonly<Record<string, StoredTensor>>,
    state?: State,
  ): Promise<Record<string, HostTensor>>;
  /** The signatures that are compiled now. */
  inspect(): CompiledSignature[];
  /** Waits for the runs under way and frees all sessions. Later runs throw `DISPOSED`. */
  dispose(): Promise<void>;
}

/**
 * Compiles a function of TF.js operations, gradients included, into one ONNX graph per signature, run by ONNX Runtime.
 *
 * @throws {@link EngineError} for an option that cannot be meant: `OPTION_INVALID`, `DEVICE_UNKNOWN`,
 *   `DYNAMIC_DECLARATION`; of a constant `INPUT_SHAPE`, `INPUT_DTYPE` or `EXTERNAL_DATA`
 * @example
 * ```ts
 * const double = jit(({ x }) => ({ outputs: { y: tf.mul(x, 2) } }));
 * const { y } = await double.run({ x: hostTensor([1, 2, 3]) }); // y.data: 2, 4, 6
 * ```
 */
export function jit(fn: TraceableFunction, options: JitOptions = {}): JitFunction {
  checkJitOptions(fn, options);
  registerKernels();
  registerGradients();
  const name = options.name ?? (fn.name || 'jit');
  const constants = tracedConstants(options.constants ?? {});
  const axes = options.dynamic && new DynamicAxes(name, options.dynamic);
  const running = new Set<Promise<unknown>>();
  let opening: Promise<JitProgram> | undefined;
  let program: JitProgram | undefined;
  let disposed = false;

  async function runNow(
    inputs: Readonly<Record<string, StoredTensor>>,
    state: State,
  ): Promise<Record<string, HostTensor>> {
    for (const each of options.sharedState ?? []) state.spec(each); // throws STATE_MISSING
    if (program === undefined) {
      if (options.debug) checkFiniteConstants(name, constants);
      opening ??= openProgram({ fn, name, constants }, options);
      program = await opening.catch((error: unknown) => {
        opening = undefined; // the caller gets the error; a later call may try again
        throw error;
      });
    }
    if (axes === undefined) return program.run(inputs, state);
    const sizes = axes.measure(inputs);
    return axes.cut(await program.run(axes.pad(inputs, sizes), state), sizes);
  }

  return {
    run: async (inputs, state = new State()) => {
      if (disposed) {
        throw new EngineError(
          'DISPOSED',
          `${name}: expected a live function, got one that was disposed. Create a new one with jit().`,
        );
      }
      checkArguments(name, inputs, state);
      const run = state.exclusively(() => runNow(inputs, state));
      running.add(run);
      const forget = () => running.delete(run);
      run.then(forget, forget);
      return run;
    },
    inspect: () => program?.inspect() ?? [],
    dispose: async () => {
      disposed = true;
      await Promise.allSettled(running);
      await program?.dispose();
    },
  };
}

function tracedConstants(
  constants: NonNullable<JitOptions['constants']>,
): Map<string, TracedConstant> {
  return new Map(
    Object.entries(constants).map(([name, constant]): [string, TracedConstant] => {
      if (!isExternalConstant(constant)) {
        checkHostTensor(name, constant);
        return [name, constant];
      }
      checkExternalConstant(name, constant);
      const { file, offset, length, shape, dtype } = constant;
      return [name, { shape, dtype, external: { file, offset, length } }];
    }),
  );
}

function checkArguments(name: string, inputs: unknown, state: unknown): void {
  const isRecord = typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs);
  if (isRecord && state instanceof State) return;
  const [expected, got] = isRecord ? ['a State', state] : ['a record of inputs', inputs];
  throw new EngineError(
    'INPUT_DTYPE',
    `${name}: expected ${expected}, got ${String(got)}. Call run({ x: hostTensor(values, shape) }, State.from({ … })).`,
  );
}
