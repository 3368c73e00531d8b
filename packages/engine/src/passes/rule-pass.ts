import type { OnnxGraph } from '../onnx/onnx-graph.js';
import type { GraphPass, PassTarget } from './graph-pass.js';
import { rewriteNodes, type RewriteRule } from './rewrite-nodes.js';

/** A pass that looks at one node at a time. */
export interface RulePass extends GraphPass {
  /** The rule for a graph and a target. */
  readonly ruleFor: (graph: OnnxGraph, target: PassTarget) => RewriteRule;
}

const CPU: PassTarget = { device: 'cpu', precision: 'float32' };

/** Makes a rule a pass. */
export function rulePass(
  ruleFor: RulePass['ruleFor'],
): RulePass & ((graph: OnnxGraph) => OnnxGraph) {
  const pass = (graph: OnnxGraph, target: PassTarget = CPU) =>
    rewriteNodes(graph, [ruleFor(graph, target)]);
  return Object.assign(pass, { ruleFor });
}

/** Applies several rules to each node in turn, in a single walk over the graph. */
export function together(...passes: readonly RulePass[]): GraphPass {
  return (graph, target) =>
    rewriteNodes(
      graph,
      passes.map((pass) => pass.ruleFor(graph, target)),
    );
}
