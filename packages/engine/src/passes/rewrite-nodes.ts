import type {
  ConstantData,
  InlineInitializer,
  OnnxAttribute,
  OnnxGraph,
  OnnxInitializer,
  OnnxNode,
} from '../onnx/onnx-graph.js';
import type { GraphDtype, TensorSpec } from '../tensor-spec.js';

/** A node without the names of its outputs, as rules write them. */
export interface NewNode {
  readonly opType: string;
  /** Default: ai.onnx. */
  readonly domain?: 'com.microsoft';
  readonly inputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/**
 * What a rule makes of a node: `undefined` keeps it, a name replaces its only output by that value, a node computes
 * the same outputs another way.
 */
export type Rewritten = string | NewNode | undefined;

/**
 * A graph while {@link rewriteNodes} walks it from inputs to outputs: what lies before the present node has been
 * rewritten already.
 */
export class Rewriting {
  readonly #values: Map<string, TensorSpec<GraphDtype>>;
  readonly #constants = new Map<string, OnnxInitializer>();
  readonly #producers = new Map<string, OnnxNode>();
  readonly #uses = new Map<string, number>();
  readonly #replaced = new Map<string, string>();
  readonly #outputs: ReadonlySet<string>;
  readonly #nodes: OnnxNode[] = [];
  readonly #graph: OnnxGraph;
  #nextName = 0;

  /** Starts with an empty list of nodes. */
  constructor(graph: OnnxGraph) {
    this.#graph = graph;
    this.#values = new Map(graph.values);
    this.#outputs = new Set(graph.outputs.map(({ name }) => name));
    for (const initializer of graph.initializers)
      this.#constants.set(initializer.name, initializer);
    for (const name of this.#outputs) this.#uses.set(name, 1);
    for (const { inputs } of graph.nodes) for (const input of inputs) this.#count(input, 1);
  }

  /** Shape and dtype of a value. */
  spec(name: string): TensorSpec<GraphDtype> {
    return this.#values.get(name) as TensorSpec<GraphDtype>;
  }

  /** The node that computes a value; `undefined` for inputs and constants. */
  producerOf(name: string): OnnxNode | undefined {
    return this.#producers.get(name);
  }

  /** The constant of that name, if its data are in the model. */
  constantOf(name: string): InlineInitializer | undefined {
    const constant = this.#constants.get(name);
    return constant?.external === undefined ? constant : undefined;
  }

  /** The one number of a scalar constant, or of one with a single element. */
  scalarOf(name: string): number | undefined {
    const constant = this.constantOf(name);
    if (constant?.data.length !== 1 || constant.dtype !== 'float32') return undefined;
    return Number(constant.data[0]);
  }

  /** How many nodes and graph outputs read a value. */
  usesOf(name: string): number {
    return this.#uses.get(name) ?? 0;
  }

  /** Adds a constant and returns its name. */
  constant(data: ConstantData, spec: TensorSpec<GraphDtype>): string {
    const name = this.#fresh(spec);
    const { shape, dtype } = spec;
    this.#constants.set(name, { name, shape, dtype, data });
    return name;
  }

  /** Adds a one-dimensional int64 constant, as ONNX wants axes and shapes. */
  int64(elements: readonly number[]): string {
    const data = BigInt64Array.from(elements, (element) => BigInt(element));
    return this.constant(data, { shape: [data.length], dtype: 'int64' });
  }

  /** Adds a node with one output before the present node and returns the output's name. */
  node(node: NewNode, spec: TensorSpec<GraphDtype>): string {
    const name = this.#fresh(spec);
    for (const input of node.inputs) this.#count(input, 1);
    this.#append(node, [name]);
    return name;
  }

  /**
   * Applies a rule to the next node of the graph.
   * @internal
   */
  visit(node: OnnxNode, rule: (node: OnnxNode, rewriting: Rewriting) => Rewritten): void {
    const inputs = node.inputs.map((input) => this.#replaced.get(input) ?? input);
    const current = inputs.every((input, index) => input === node.inputs[index])
      ? node
      : { ...node, inputs };
    const rewritten = rule(current, this);
    if (rewritten === undefined) {
      this.#append(current, current.outputs);
      return;
    }
    for (const input of inputs) this.#count(input, -1);
    if (typeof rewritten === 'string') {
      this.#replace(node.outputs[0] as string, rewritten);
      return;
    }
    for (const input of rewritten.inputs) this.#count(input, 1);
    this.#append(rewritten, node.outputs);
  }

  /**
   * The rewritten graph.
   * @internal
   */
  finish(): OnnxGraph {
    return {
      ...this.#graph,
      nodes: this.#nodes,
      initializers: [...this.#constants.values()],
      values: this.#values,
    };
  }

  #replace(output: string, by: string): void {
    if (this.#outputs.has(output)) {
      this.#count(by, 1);
      this.#append({ opType: 'Identity', inputs: [by] }, [output]);
      return;
    }
    this.#replaced.set(output, by);
    this.#count(by, this.usesOf(output));
  }

  #append(
    { opType, domain, inputs, attributes = {} }: NewNode | OnnxNode,
    outputs: readonly string[],
  ): void {
    const node = { opType, domain: domain ?? '', inputs, outputs, attributes };
    this.#nodes.push(node);
    for (const output of outputs) this.#producers.set(output, node);
  }

  #count(name: string, change: number): void {
    this.#uses.set(name, this.usesOf(name) + change);
  }

  #fresh({ shape, dtype }: TensorSpec<GraphDtype>): string {
    while (this.#values.has(`p${this.#nextName}`)) this.#nextName += 1;
    const name = `p${this.#nextName}`;
    this.#values.set(name, { shape, dtype });
    return name;
  }
}

/**
 * Walks a graph once and rewrites its nodes by a rule. What becomes unused stays in the graph until
 * {@link removeDeadCode}.
 */
export function rewriteNodes(
  graph: OnnxGraph,
  rule: (node: OnnxNode, rewriting: Rewriting) => Rewritten,
): OnnxGraph {
  const rewriting = new Rewriting(graph);
  for (const node of graph.nodes) rewriting.visit(node, rule);
  return rewriting.finish();
}
