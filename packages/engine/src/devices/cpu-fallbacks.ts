import type { RunProfile } from '../inspection/run-profile.js';

/** Nodes of one operator that run on the CPU although the graph runs on another device. */
export interface CpuFallback {
  /** ONNX operator type. */
  readonly operator: string;
  /** How many nodes of that operator. */
  readonly nodeCount: number;
}

/**
 * The operators of a recorded run on WebGPU or CUDA that ONNX Runtime left to the CPU, most frequent first. Each one
 * costs copies between the device and the host.
 */
export function cpuFallbacks(profile: RunProfile): CpuFallback[] {
  return profile.operators
    .filter(({ provider }) => provider === 'CPU')
    .map(({ operator, nodeCount }) => ({ operator, nodeCount }))
    .sort((a, b) => b.nodeCount - a.nodeCount || a.operator.localeCompare(b.operator));
}
