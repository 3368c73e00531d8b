import type { OnnxGraph } from '../onnx/onnx-graph.js';
import { bytesPerElement, sizeOf } from '../tensor-spec.js';
import { nodeFlops } from './flops.js';
import { liveBytes } from './liveness.js';

/** What can be said of a graph without running it. */
export interface GraphReport {
  /** ONNX nodes as they go to ONNX Runtime, after the engine's passes. */
  readonly nodeCount: number;
  /** Nodes by operator, the most frequent first. */
  readonly operators: Readonly<Record<string, number>>;
  /** Nodes as traced, before the passes. */
  readonly tracedNodeCount: number;
  /** Nodes by operator, before the passes. */
  readonly tracedOperators: Readonly<Record<string, number>>;
  /**
   * Floating-point operations of one run: 2·M·N·K for a matrix product, one per input element for a reduction, one per
   * output element for element-wise operators, none for what only moves data.
   */
  readonly flops: number;
  /** Floating-point operations by operator. */
  readonly flopsByOperator: Readonly<Record<string, number>>;
  /** Largest sum of intermediate values that are alive at the same time, in bytes. */
  readonly peakBytes: number;
  /** Bytes of intermediate values alive while each node runs, in the order of nodes. */
  readonly liveBytes: readonly number[];
  /** Bytes of constants stored in the graph. */
  readonly initializerBytes: number;
  /** Bytes of constants that lie in files beside the graph. */
  readonly externalBytes: number;
  /** Bytes of the inputs of a run, state included. */
  readonly inputBytes: number;
}

/** Describes a graph as traced and as rewritten by the passes. */
export function reportGraph(traced: OnnxGraph, graph: OnnxGraph): GraphReport {
  const flopsByOperator: Record<string, number> = {};
  let flops = 0;
  for (const node of graph.nodes) {
    const count = nodeFlops(node, graph.values);
    if (count === 0) continue;
    flops += count;
    flopsByOperator[node.opType] = (flopsByOperator[node.opType] ?? 0) + count;
  }
  const live = liveBytes(graph);
  const sum = (bytes: readonly number[]) => bytes.reduce((total, each) => total + each, 0);
  return {
    nodeCount: graph.nodes.length,
    operators: countOperators(graph),
    tracedNodeCount: traced.nodes.length,
    tracedOperators: countOperators(traced),
    flops,
    flopsByOperator: descending(flopsByOperator),
    peakBytes: live.reduce((peak, bytes) => Math.max(peak, bytes), 0),
    liveBytes: live,
    initializerBytes: sum(graph.initializers.map(({ data }) => data?.byteLength ?? 0)),
    externalBytes: sum(graph.initializers.map(({ external }) => external?.length ?? 0)),
    inputBytes: sum(graph.inputs.map(({ shape, dtype }) => sizeOf(shape) * bytesPerElement[dtype])),
  };
}

function countOperators({ nodes }: OnnxGraph): Record<string, number> {
  const operators: Record<string, number> = {};
  for (const { opType } of nodes) operators[opType] = (operators[opType] ?? 0) + 1;
  return descending(operators);
}

function descending(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a));
}
