import type { OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import type { GraphDtype, TensorSpec } from '../tensor-spec.js';

/**
 * Lets the node that computes a graph output write it itself, instead of an `Identity` that copies it. The `Identity`
 * stays where an output is an input, a constant, or another output too.
 */
export function nameOutputs(graph: OnnxGraph): OnnxGraph {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const computed = new Set(graph.nodes.flatMap((node) => node.outputs));
  const renamed = new Map<string, string>();
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes) {
    const [source, output] = [node.inputs[0] as string, node.outputs[0] as string];
    const replaceable = computed.has(source) && !outputs.has(source) && !renamed.has(source);
    if (node.opType === 'Identity' && outputs.has(output) && replaceable)
      renamed.set(source, output);
    else nodes.push(node);
  }
  if (renamed.size === 0) return graph;
  const nameOf = (name: string) => renamed.get(name) ?? name;
  const values = new Map<string, TensorSpec<GraphDtype>>();
  for (const [name, spec] of graph.values) if (!renamed.has(name)) values.set(name, spec);
  return {
    ...graph,
    nodes: nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(nameOf),
      outputs: node.outputs.map(nameOf),
    })),
    values,
  };
}
