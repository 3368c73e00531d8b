import type { OnnxGraph } from '../onnx/onnx-graph.js';

/** What a graph is rewritten for. */
export interface PassTarget {
  /** Where the graph runs: operators that a provider lacks would fall back to the CPU. */
  readonly device: 'cpu' | 'webgpu' | 'cuda';
  /** Format of the operands of matrix products; see `reducePrecision`. */
  readonly precision: 'float32' | 'float16' | 'bfloat16';
}

/**
 * Rewrites a graph into one that computes the same outputs from the same inputs. Values that a pass adds are entered
 * in `values`; names of graph inputs and outputs stay. Time and memory are linear in the number of nodes.
 */
export type GraphPass = (graph: OnnxGraph, target: PassTarget) => OnnxGraph;
