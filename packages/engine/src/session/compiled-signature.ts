import type { CpuFallback } from '../devices/cpu-fallbacks.js';
import type { DeviceKind } from '../devices/device.js';
import type { GraphReport } from '../inspection/graph-report.js';
import type { RunProfile } from '../inspection/run-profile.js';

/** One compiled signature, as `JitFunction.inspect` reports it. */
export interface CompiledSignature extends GraphReport {
  /** Inputs and state with dtype and shape, for example `x:float32[2,3]`. */
  readonly signature: string;
  /** Milliseconds spent in tracing the function. */
  readonly traceMs: number;
  /** Milliseconds spent in the graph passes. */
  readonly passesMs: number;
  /** Milliseconds spent in creating the session, the cache on disk included. */
  readonly sessionMs: number;
  /** Bytes of the model that went to ONNX Runtime; constants that lie in files are not part of it. */
  readonly modelBytes: number;
  /** Whether the optimised graph came from the cache on disk. */
  readonly fromCache: boolean;
  /** Where it runs, and why there. */
  readonly device: { readonly kind: DeviceKind; readonly reason: string };
  /** Time and provider of each operator; only with the option `profile`. */
  readonly profile?: RunProfile;
  /** Operators that ONNX Runtime left to the CPU; on `webgpu` and `cuda`, known after the first run. */
  readonly cpuFallbacks?: readonly CpuFallback[];
}
