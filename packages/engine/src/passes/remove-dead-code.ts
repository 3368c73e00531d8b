import type { GraphDtype, TensorSpec } from '../tensor-spec.js';
import type { OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';

/** Leaves out nodes, constants and inputs that no output needs. */
export function removeDeadCode(graph: OnnxGraph): OnnxGraph {
  const needed = new Set(graph.outputs.map(({ name }) => name));
  const nodes: OnnxNode[] = [];
  for (let index = graph.nodes.length - 1; index >= 0; index--) {
    const node = graph.nodes[index] as OnnxNode;
    if (!node.outputs.some((output) => needed.has(output))) continue;
    nodes.push(node);
    for (const input of node.inputs) if (input !== '') needed.add(input);
    for (const output of node.outputs) if (output !== '') needed.add(output);
  }
  const values = new Map<string, TensorSpec<GraphDtype>>();
  for (const [name, spec] of graph.values) if (needed.has(name)) values.set(name, spec);
  return {
    ...graph,
    nodes: nodes.reverse(),
    initializers: graph.initializers.filter(({ name }) => needed.has(name)),
    inputs: graph.inputs.filter(({ name }) => needed.has(name)),
    values,
  };
}
