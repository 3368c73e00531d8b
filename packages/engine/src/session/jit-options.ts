import type { DeviceName } from '../devices/device.js';
import type { DynamicShapes } from '../dynamic/dynamic-shapes.js';
import type { StoredTensor } from '../host-tensor.js';
import type { PassTarget } from '../passes/graph-pass.js';
import type { ExternalConstant } from '../safetensors/external-constant.js';
import type { EngineWarning } from './engine-warning.js';
import type { SessionOptions } from './session-options.js';

/** Settings of {@link jit}. */
export interface JitOptions extends SessionOptions {
  /** Name in messages and in `inspect()`. Default: the name of the function. */
  readonly name?: string;
  /** Where the graph runs; see {@link DeviceName}. Default `cpu`. */
  readonly device?: DeviceName;
  /** Format of the operands of matrix products; sums and weights stay float32. Default `float32`. */
  readonly precision?: PassTarget['precision'];
  /**
   * State tensors that never change. A tensor in memory is stored in the graph: ONNX Runtime then lays weights out for
   * its matrix kernels once, which makes inference faster, at the price of one copy per signature. An
   * {@link ExternalConstant} stays in its file, which ONNX Runtime maps into memory: no bytes pass through JavaScript,
   * and all signatures and processes share them. Constants need not be in the state of a run.
   */
  readonly constants?: Readonly<Record<string, StoredTensor | ExternalConstant>>;
  /**
   * State with one buffer instead of two, overwritten where it lies: key-value caches, moments. A run that fails leaves
   * these names undefined. Refused with `SHARED_STATE_HAZARD` where something would read the old value too late.
   */
  readonly sharedState?: readonly string[];
  /** Axes whose sizes change from run to run, rounded up to few sizes; see {@link DynamicShapes}. */
  readonly dynamic?: DynamicShapes;
  /** Compiled signatures kept; beyond them the least recently used one is released. Default: all. */
  readonly maxSignatures?: number;
  /**
   * Whether optimised graphs are kept on disk, so that a second process starts warm. Default: whether `cacheFolder` is
   * given. Only for device `cpu`; elsewhere it has no effect.
   */
  readonly cache?: boolean;
  /** Folder of that cache. Default: `graphs` in the environment's `MOMQ_CACHE_DIR`, else `~/.cache/momq/graphs`. */
  readonly cacheFolder?: string;
  /**
   * Whether constants, inputs, state and results are searched for NaN and infinities: `NON_FINITE_VALUE` names the first
   * tensor, and for a result the first operation that gave one. Costs a pass over all of them per run, over constants
   * once; those in files are read for that. Default false.
   */
  readonly debug?: boolean;
  /** Hears of what was worked around, such as an unusable cache file. Default: `process.emitWarning`. */
  readonly onWarning?: (warning: EngineWarning) => void;
}
