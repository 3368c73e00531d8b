import { EagerProgram } from '../devices/eager-program.js';
import { eagerReport } from '../devices/eager-report.js';
import type { HostTensor, StoredTensor } from '../host-tensor.js';
import { fromRuntimeTensor } from '../runtime/runtime-tensor.js';
import type { State } from '../state.js';
import type { CompiledSignature } from './compiled-signature.js';
import { checkFinite } from './non-finite.js';
import { checkFiniteRun } from './debug-run.js';
import type { JitOptions } from './jit-options.js';
import type { ProgramSource } from './compiled-program.js';
import type { JitProgram } from './jit-program.js';
import { signatureOf } from './signature.js';

/** A function that runs operation by operation on a TF.js backend; nothing is compiled. */
export class EagerJitProgram implements JitProgram {
  readonly #program: EagerProgram;
  readonly #source: ProgramSource;
  readonly #debug: boolean;
  readonly #reports = new Map<string, CompiledSignature>();

  /** @param backend - a TF.js backend that has been initialised */
  constructor(source: ProgramSource, options: JitOptions, backend: string) {
    const { fn, name, constants } = source;
    this.#program = new EagerProgram(fn, { name, backend, constants });
    this.#source = source;
    this.#debug = options.debug ?? false;
  }

  async run(
    inputs: Readonly<Record<string, StoredTensor>>,
    state: State,
  ): Promise<Record<string, HostTensor>> {
    const { name, constants } = this.#source;
    const { text } = signatureOf(inputs, state, constants);
    if (this.#debug) checkFiniteRun(name, inputs, state);
    const stored = state
      .names()
      .filter((each) => !constants.has(each))
      .map((each) => [each, fromRuntimeTensor(state.runtimeTensor(each))] as const);
    const result = await this.#program.run(new Map(Object.entries(inputs)), new Map(stored), {
      countKernels: !this.#reports.has(text),
    });
    if (result.kernels !== undefined)
      this.#reports.set(text, eagerReport(text, this.#source, result.kernels));
    if (this.#debug) {
      for (const [each, tensor] of Object.entries(result.outputs))
        checkFinite(name, `output "${each}"`, tensor);
      for (const [each, tensor] of Object.entries(result.state))
        checkFinite(name, `new state "${each}"`, tensor);
    }
    for (const [each, tensor] of Object.entries(result.state)) state.set(each, tensor);
    return result.outputs;
  }

  /** The signatures that have run. */
  inspect(): CompiledSignature[] {
    return [...this.#reports.values()];
  }

  dispose(): Promise<void> {
    this.#program.dispose();
    return Promise.resolve();
  }
}
