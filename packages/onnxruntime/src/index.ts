import path from 'node:path';
import type { Env, InferenceSession as Session, Tensor as Value } from 'onnxruntime-common';
import { loadRuntime, type SupportedBackend } from './load-runtime.js';

export type { SupportedBackend } from './load-runtime.js';

// some bundlers leave a module without an address
const own = import.meta.url as string | undefined;
const program = path.resolve(process.argv[1] ?? 'main.js');
const loaded = loadRuntime(own?.startsWith('file:') === true ? [own, program] : [program]);

/** Creates sessions, as onnxruntime-node exports it. */
export const InferenceSession: typeof Session = loaded.module.InferenceSession;

/** Makes tensors, as onnxruntime-node exports it. */
export const Tensor: typeof Value = loaded.module.Tensor;

/** A tensor of ONNX Runtime. */
export type Tensor = Value;

/** Settings and versions, as onnxruntime-node exports them. */
export const env: Env = loaded.module.env;

/** The execution providers that the native library was built with. */
export const listSupportedBackends = (): readonly SupportedBackend[] =>
  loaded.module.listSupportedBackends();

/** Folder of the native libraries that were loaded. */
export const libraryFolder: string = loaded.libraryFolder;
