import type { OnnxGraph } from '../onnx/onnx-graph.js';
import { bytesPerElement, sizeOf } from '../tensor-spec.js';

/** Operators whose output is the input's memory. */
const VIEWS: ReadonlySet<string> = new Set([
  'Reshape',
  'Identity',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
]);

/**
 * Bytes of intermediate values that are alive while each node runs, its outputs included: a value lives from the node
 * that computes it to the last one that reads it. Inputs, constants and graph outputs, whose memory belongs to the
 * caller, do not count; reshapes share memory. ONNX Runtime reuses buffers in place beyond that, and its allocator
 * rounds up, so this is a model of its memory, not a measurement.
 */
export function liveBytes(graph: OnnxGraph): number[] {
  const root = new Map<string, string>();
  const rootOf = (name: string): string => root.get(name) ?? name;
  const lastUse = new Map<string, number>();
  const produced = new Set<string>();
  graph.nodes.forEach((node, index) => {
    for (const input of node.inputs) lastUse.set(rootOf(input), index);
    for (const output of node.outputs) {
      if (VIEWS.has(node.opType)) root.set(output, rootOf(node.inputs[0] as string));
      else produced.add(output);
      lastUse.set(rootOf(output), index);
    }
  });
  for (const { name } of graph.outputs) produced.delete(rootOf(name));
  const freedAfter = new Map<number, number>();
  const bytesOf = (name: string): number => {
    const spec = graph.values.get(name);
    return spec === undefined ? 0 : sizeOf(spec.shape) * bytesPerElement[spec.dtype];
  };
  for (const name of produced) {
    const index = lastUse.get(name) as number;
    freedAfter.set(index, (freedAfter.get(index) ?? 0) + bytesOf(name));
  }
  let alive = 0;
  return graph.nodes.map(({ outputs }, index) => {
    for (const output of outputs) if (produced.has(output)) alive += bytesOf(output);
    const during = alive;
    alive -= freedAfter.get(index) ?? 0;
    return during;
  });
}
