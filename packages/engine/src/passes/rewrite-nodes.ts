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

/** Looks at a node, and at what lies before it, and says what to make of it. */
export type RewriteRule = (node: OnnxNode, rewriting: Rewriting) => Rewritten;

/**
 * A graph while {@link rewriteNodes} walks it from inputs to outputs: what lies before the present node has been
 * rewritten already.
 */
export class Rewriting {
  readonly #graph: OnnxGraph;
  /** What the rules have added to the graph. */
  readonly #values = new Map<string, TensorSpec<GraphDtype>>();
  readonly #added: InlineInitializer[] = [];
  readonly #constants = new Map<string, OnnxInitializer>();
  readonly #producers = new Map<string, OnnxNode>();
  readonly #replaced = new Map<string, string>();
  readonly #outputs: ReadonlySet<string>;
  readonly #nodes: OnnxNode[] = [];
  #uses: Map<string, number> | undefined;
  #changed = false;
  #nextName = 0;

  /** Starts with an empty list of nodes. */
  constructor(graph: OnnxGraph) {
    this.#graph = graph;
    this.#outputs = new Set(graph.outputs.map(({ name }) => name));
    for (const initializer of graph.initializers)
      this.#constants.set(initializer.name, initializer);
  }

  /** Shape and dtype of a value. */
  spec(name: string): TensorSpec<GraphDtype> {
    return (this.#graph.values.get(name) ?? this.#values.get(name)) as TensorSpec<GraphDtype>;
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
    return this.#useCounts().get(name) ?? 0;
  }

  /** Adds a constant and returns its name. */
  constant(data: ConstantData, spec: TensorSpec<GraphDtype>): string {
    const name = this.#fresh(spec);
    const { shape, dtype } = spec;
    const constant = { name, shape, dtype, data };
    this.#constants.set(name, constant);
    this.#added.push(constant);
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
    this.#keep(complete(node, [name]));
    return name;
  }

  /**
   * Applies rules to the next node of the graph, each to what the one before made of it.
   * @internal
   */
  visit(node: OnnxNode, rules: readonly RewriteRule[]): void {
    let current = this.#withReplacedInputs(node);
    for (const rule of rules) {
      const rewritten = rule(current, this);
      if (rewritten === undefined) continue;
      this.#changed = true;
      for (const input of current.inputs) this.#count(input, -1);
      if (typeof rewritten === 'string') {
        this.#replace(node.outputs[0] as string, rewritten);
        return;
      }
      for (const input of rewritten.inputs) this.#count(input, 1);
      current = complete(rewritten, node.outputs);
    }
    this.#keep(current);
  }

  /**
   * The rewritten graph; the graph itself when no rule applied.
   * @internal
   */
  finish(): OnnxGraph {
    if (!this.#changed) return this.#graph;
    return {
      ...this.#graph,
      nodes: this.#nodes,
      initializers: [...this.#graph.initializers, ...this.#added],
      values: new Map([...this.#graph.values, ...this.#values]),
    };
  }

  #withReplacedInputs(node: OnnxNode): OnnxNode {
    if (!node.inputs.some((input) => this.#replaced.has(input))) return node;
    return { ...node, inputs: node.inputs.map((input) => this.#replaced.get(input) ?? input) };
  }

  #replace(output: string, by: string): void {
    if (this.#outputs.has(output)) {
      this.#count(by, 1);
      this.#keep(complete({ opType: 'Identity', inputs: [by] }, [output]));
      return;
    }
    this.#replaced.set(output, by);
    this.#count(by, this.usesOf(output));
  }

  #keep(node: OnnxNode): void {
    this.#nodes.push(node);
    for (const output of node.outputs) this.#producers.set(output, node);
  }

  #count(name: string, change: number): void {
    const uses = this.#useCounts();
    uses.set(name, (uses.get(name) ?? 0) + change);
  }

  /** Counted when a rule first applies or asks, which many passes never need. */
  #useCounts(): Map<string, number> {
    if (this.#uses !== undefined) return this.#uses;
    const uses = new Map<string, number>();
    for (const name of this.#outputs) uses.set(name, 1);
    for (const { inputs } of this.#graph.nodes)
      for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
    this.#uses = uses;
    return uses;
  }

  #fresh({ shape, dtype }: TensorSpec<GraphDtype>): string {
    while (this.#graph.values.has(`p${this.#nextName}`)) this.#nextName += 1;
    const name = `p${this.#nextName++}`;
    this.#values.set(name, { shape, dtype });
    return name;
  }
}

function complete(
  { opType, domain, inputs, attributes = {} }: NewNode,
  outputs: readonly string[],
): OnnxNode {
  return { opType, domain: domain ?? '', inputs, outputs, attributes };
}

/**
 * Walks a graph once and rewrites its nodes by rules. What becomes unused stays in the graph until
 * {@link removeDeadCode}.
 */
export function rewriteNodes(graph: OnnxGraph, rules: readonly RewriteRule[]): OnnxGraph {
  const rewriting = new Rewriting(graph);
  for (const node of graph.nodes) rewriting.visit(node, rules);
  return rewriting.finish();
}
