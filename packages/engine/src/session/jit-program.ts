import type { HostTensor, StoredTensor } from '../host-tensor.js';
import type { State } from '../state.js';
import type { CompiledSignature } from './compiled-signature.js';

/** What runs a jitted function on a device. */
export interface JitProgram {
  run(
    inputs: Readonly<Record<string, StoredTensor>>,
    state: State,
  ): Promise<Record<string, HostTensor>>;
  inspect(): CompiledSignature[];
  /** Frees everything; the runs must have ended. */
  dispose(): Promise<void>;
}
