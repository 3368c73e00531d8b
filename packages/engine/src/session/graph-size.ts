import { EngineError } from '../engine-error.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';

/** The longest message that Protocol Buffers can hold, in bytes: https://protobuf.dev/programming-guides/proto-limits/ */
export const MAX_MODEL_BYTES = 2 ** 31 - 1;

/**
 * Refuses a graph that cannot be serialised, before memory is spent on it.
 * @throws {@link EngineError} `GRAPH_TOO_LARGE`
 */
export function checkGraphSize(graph: OnnxGraph): void {
  const bytes = inlineBytes(graph);
  if (bytes <= MAX_MODEL_BYTES - 64 * 1024 * 1024) return; // what nodes and names may need
  const [largest] = graph.initializers.toSorted(
    (a, b) => (b.data?.byteLength ?? 0) - (a.data?.byteLength ?? 0),
  );
  throw new EngineError(
    'GRAPH_TOO_LARGE',
    `${graph.name}: expected less than 2 GB of constants inside the graph, got ${(bytes / 1e9).toFixed(2)} GB (largest: shape [${largest?.shape.join(', ')}]). Give them as state, or as external constants: openSafetensors(path).constants().`,
  );
}

/** Bytes of constants inside a graph, without those in files. */
export function inlineBytes(graph: OnnxGraph): number {
  return graph.initializers.reduce((sum, { data }) => sum + (data?.byteLength ?? 0), 0);
}
