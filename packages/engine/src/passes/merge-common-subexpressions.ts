import type { OnnxGraph, OnnxInitializer, OnnxNode } from '../onnx/onnx-graph.js';

/** Operators that give other results each time they run. */
const RANDOM_OPERATORS: ReadonlySet<string> = new Set([
  'RandomUniform',
  'RandomUniformLike',
  'RandomNormal',
  'RandomNormalLike',
  'Bernoulli',
  'Multinomial',
]);

/** Constants up to this many elements are compared by value. */
const COMPARED_ELEMENTS = 4096;

/**
 * Computes equal things once: nodes of the same operator, attributes and inputs, and small constants of equal value.
 * Nodes that draw random numbers stay apart.
 */
export function mergeCommonSubexpressions(graph: OnnxGraph): OnnxGraph {
  const replaced = new Map<string, string>();
  const constants = new Map<string, string>();
  const initializers = graph.initializers.filter((initializer) => {
    const key = constantKey(initializer);
    if (key === undefined) return true;
    const known = constants.get(key);
    if (known === undefined) constants.set(key, initializer.name);
    else replaced.set(initializer.name, known);
    return known === undefined;
  });
  const results = new Map<string, readonly string[]>();
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const nodes: OnnxNode[] = [];
  for (const original of graph.nodes) {
    const node = original.inputs.some((input) => replaced.has(input))
      ? { ...original, inputs: original.inputs.map((input) => replaced.get(input) ?? input) }
      : original;
    // A graph output keeps a node of its own.
    if (!RANDOM_OPERATORS.has(node.opType) && !node.outputs.some((output) => outputs.has(output))) {
      const key = nodeKey(node);
      const known = results.get(key);
      if (known !== undefined) {
        node.outputs.forEach((output, index) => replaced.set(output, known[index] as string));
        continue;
      }
      results.set(key, node.outputs);
    }
    nodes.push(node);
  }
  return { ...graph, nodes, initializers };
}

function nodeKey({ opType, domain, inputs, outputs, attributes }: OnnxNode): string {
  const present = outputs.map((output) => (output === '' ? '0' : '1')).join('');
  const settings = Object.keys(attributes).length === 0 ? '' : JSON.stringify(attributes);
  return `${domain}:${opType}(${inputs.join()})${settings}${present}`;
}

function constantKey({ data, dtype, shape }: OnnxInitializer): string | undefined {
  if (data === undefined || data.length > COMPARED_ELEMENTS) return undefined;
  const { buffer, byteOffset, byteLength } = data;
  // Bytes tell NaN from NaN and 0 from -0, where numbers would not.
  return `${dtype}[${shape.join()}]${Buffer.from(buffer, byteOffset, byteLength).toString('latin1')}`;
}
