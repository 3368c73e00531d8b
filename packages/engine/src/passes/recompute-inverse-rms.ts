import type { InlineInitializer, OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import type { GraphDtype, TensorSpec } from '../tensor-spec.js';
import type { GraphPass } from './graph-pass.js';

/**
 * On WebGPU, computes the second output of `SimplifiedLayerNormalization`, 1 / √(mean(x²) + ε) per row, by nodes of
 * its own. ONNX Runtime 1.30 gives other values there on that provider, so that gradients, which read it, came out
 * wrong: a weight's gradient of 2,704 by 2,680.
 */
export const recomputeInverseRms: GraphPass = (graph, { device }) => {
  if (device !== 'webgpu') return graph;
  const used = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
  for (const { name } of graph.outputs) used.add(name);
  const isWrong = ({ opType, outputs }: OnnxNode) =>
    opType === 'SimplifiedLayerNormalization' && used.has(outputs[1] ?? '');
  if (!graph.nodes.some(isWrong)) return graph;
  const addition = new Addition(graph);
  const nodes = graph.nodes.flatMap((node) =>
    isWrong(node) ? addition.replacement(node) : [node],
  );
  return { ...graph, ...addition.finish(), nodes };
};

/** What the pass adds to a graph. */
class Addition {
  readonly #graph: OnnxGraph;
  readonly #values: Map<string, TensorSpec<GraphDtype>>;
  readonly #initializers: InlineInitializer[] = [];

  constructor(graph: OnnxGraph) {
    this.#graph = graph;
    this.#values = new Map(graph.values);
  }

  /** The node without its second output, and the nodes that compute it. */
  replacement(node: OnnxNode): OnnxNode[] {
    const [normalised, inverse] = node.outputs as [string, string];
    const x = node.inputs[0] as string;
    const epsilon = (node.attributes['epsilon'] as { readonly float: number }).float;
    const full = this.#spec(x);
    const row = this.#spec(inverse);
    const square = this.#value(`${inverse}.square`, full);
    const mean = this.#value(`${inverse}.mean`, row);
    const shifted = this.#value(`${inverse}.shifted`, row);
    const root = this.#value(`${inverse}.root`, row);
    const axis = this.#constant(`${inverse}.axis`, BigInt64Array.of(-1n), {
      shape: [1],
      dtype: 'int64',
    });
    const floor = this.#constant(`${inverse}.epsilon`, Float32Array.of(epsilon), {
      shape: [],
      dtype: 'float32',
    });
    const plain = (opType: string, inputs: readonly string[], output: string): OnnxNode => ({
      opType,
      domain: '',
      inputs,
      outputs: [output],
      attributes: opType === 'ReduceMean' ? { keepdims: 1 } : {},
    });
    return [
      { ...node, outputs: [normalised] },
      plain('Mul', [x, x], square),
      plain('ReduceMean', [square, axis], mean),
      plain('Add', [mean, floor], shifted),
      plain('Sqrt', [shifted], root),
      plain('Reciprocal', [root], inverse),
    ];
  }

  finish(): Pick<OnnxGraph, 'initializers' | 'values'> {
    return {
      initializers: [...this.#graph.initializers, ...this.#initializers],
      values: this.#values,
    };
  }

  #spec(name: string): TensorSpec<GraphDtype> {
    return this.#graph.values.get(name) as TensorSpec<GraphDtype>;
  }

  #value(name: string, { shape, dtype }: TensorSpec<GraphDtype>): string {
    this.#values.set(name, { shape, dtype });
    return name;
  }

  #constant(
    name: string,
    data: InlineInitializer['data'],
    { shape, dtype }: TensorSpec<GraphDtype>,
  ): string {
    this.#initializers.push({ name, shape, dtype, data });
    return this.#value(name, { shape, dtype });
  }
}
