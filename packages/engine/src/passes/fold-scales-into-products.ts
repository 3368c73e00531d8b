import type { OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape } from '../tensor-spec.js';
import { matrixProductOf, productNode } from './matrix-product.js';
import type { Rewriting } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/**
 * Makes multiplications by a constant part of the matrix product before or after them: (c · a) · b and c · (a · b)
 * become one product with the factor alpha = c. The product stays where it is: at the place of the multiplication, often
 * the optimiser's, it would keep its operands in memory until then.
 */
export const foldScalesIntoProducts = rulePass((graph) => {
  const scalings = scalingsByValue(graph);
  const absorbed = new Set<string>();
  return (node, rewriting) => {
    const output = node.outputs[0] as string;
    if (absorbed.has(output)) return scaledValue(node, rewriting)?.value;
    const product = matrixProductOf(node, rewriting);
    if (product === undefined) return undefined;
    const a = scaledValue(rewriting.producerOf(product.a), rewriting);
    const b = scaledValue(rewriting.producerOf(product.b), rewriting);
    const later = rewriting.usesOf(output) === 1 ? scalings.get(output) : undefined;
    const after = scaledValue(later, rewriting);
    if (a === undefined && b === undefined && after === undefined) return undefined;
    if (later !== undefined && after !== undefined) absorbed.add(later.outputs[0] as string);
    return productNode({
      ...product,
      a: a?.value ?? product.a,
      b: b?.value ?? product.b,
      alpha: product.alpha * (a?.factor ?? 1) * (b?.factor ?? 1) * (after?.factor ?? 1),
    });
  };
});

/** The nodes that may multiply by a constant, by the values that they read. */
function scalingsByValue(graph: OnnxGraph): Map<string, OnnxNode> {
  const scalings = new Map<string, OnnxNode>();
  for (const node of graph.nodes)
    if (node.opType === 'Mul' || node.opType === 'Div' || node.opType === 'Neg')
      for (const input of node.inputs) scalings.set(input, node);
  return scalings;
}

/** What a node multiplies by a finite constant. */
function scaledValue(
  node: OnnxNode | undefined,
  rewriting: Rewriting,
): { value: string; factor: number } | undefined {
  if (node?.opType === 'Neg') return { value: node.inputs[0] as string, factor: -1 };
  if (node?.opType !== 'Mul' && node?.opType !== 'Div') return undefined;
  const [left, right] = node.inputs as [string, string];
  const { shape, dtype } = rewriting.spec(node.outputs[0] as string);
  if (dtype !== 'float32') return undefined;
  const [onLeft, onRight] = [rewriting.scalarOf(left), rewriting.scalarOf(right)];
  const found =
    onRight !== undefined
      ? { value: left, factor: node.opType === 'Div' ? 1 / onRight : onRight }
      : onLeft !== undefined && node.opType === 'Mul'
        ? { value: right, factor: onLeft }
        : undefined;
  if (found === undefined || !Number.isFinite(found.factor)) return undefined;
  return sameShape(rewriting.spec(found.value).shape, shape) ? found : undefined;
}
