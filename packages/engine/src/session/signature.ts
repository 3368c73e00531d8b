import type { StoredTensor } from '../host-tensor.js';
import { checkPassedTensor } from '../runtime/runtime-tensor.js';
import type { State } from '../state.js';
import type { StorageDtype, TensorSpec } from '../tensor-spec.js';

/** Shapes and dtypes for which a function is compiled, by name in sorted order. */
export interface Signature {
  readonly inputs: ReadonlyMap<string, TensorSpec<StorageDtype>>;
  readonly state: ReadonlyMap<string, TensorSpec<StorageDtype>>;
  /** The same as text: `x:float32[2,3] | w:float16[3]`. */
  readonly text: string;
}

/**
 * The signature of a run.
 * @param constants - names that are stored in the graph, and so are no part of the state
 * @throws {@link EngineError} `INPUT_SHAPE`, `INPUT_DTYPE`, `UNSUPPORTED_DTYPE`
 */
export function signatureOf(
  inputs: Readonly<Record<string, StoredTensor>>,
  state: State,
  constants: ReadonlyMap<string, unknown>,
): Signature {
  const inputSpecs = new Map<string, TensorSpec<StorageDtype>>();
  const stateSpecs = new Map<string, TensorSpec<StorageDtype>>();
  for (const name of Object.keys(inputs).sort()) {
    const tensor = inputs[name] as StoredTensor;
    checkPassedTensor(name, tensor);
    inputSpecs.set(name, { shape: tensor.shape, dtype: tensor.dtype });
  }
  for (const name of state.names().sort())
    if (!constants.has(name)) stateSpecs.set(name, state.spec(name));
  return {
    inputs: inputSpecs,
    state: stateSpecs,
    text: `${textOf(inputSpecs)} | ${textOf(stateSpecs)}`,
  };
}

function textOf(specs: ReadonlyMap<string, TensorSpec<StorageDtype>>): string {
  return [...specs]
    .map(([name, { shape, dtype }]) => `${name}:${dtype}[${shape.join()}]`)
    .join(' ');
}
