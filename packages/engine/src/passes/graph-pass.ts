import type { OnnxGraph } from '../onnx/onnx-graph.js';

/**
 * Rewrites a graph into one that computes the same outputs from the same inputs. Values that a pass adds are entered
 * in `values`; names of graph inputs and outputs stay.
 */
export type GraphPass = (graph: OnnxGraph) => OnnxGraph;
