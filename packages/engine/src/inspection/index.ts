/**
 * What `JitFunction.inspect` tells of a compiled function. Types alone: nothing is loaded.
 * @module
 */
export type { CpuFallback } from '../devices/cpu-fallbacks.js';
export type { GraphReport } from './graph-report.js';
export type { OperatorTime, RunProfile } from './run-profile.js';
export type { CompiledSignature } from '../session/compiled-signature.js';
