import type { OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape } from '../tensor-spec.js';
import { matrixProductOf, productNode } from './matrix-product.js';
import { rewriteNodes, type Rewriting } from './rewrite-nodes.js';

/**
 * Makes multiplications by a constant part of the matrix product before or after them: (c · a) · b and c · (a · b)
 * become one product with the factor alpha = c.
 */
export function foldScalesIntoProducts(graph: OnnxGraph): OnnxGraph {
  return rewriteNodes(graph, (node, rewriting) => {
    const product = matrixProductOf(node, rewriting);
    if (product !== undefined) {
      const a = scaledValue(rewriting.producerOf(product.a), rewriting);
      const b = scaledValue(rewriting.producerOf(product.b), rewriting);
      if (a === undefined && b === undefined) return undefined;
      const alpha = product.alpha * (a?.factor ?? 1) * (b?.factor ?? 1);
      return productNode({ ...product, a: a?.value ?? product.a, b: b?.value ?? product.b, alpha });
    }
    const scaled = scaledValue(node, rewriting);
    if (scaled === undefined || rewriting.usesOf(scaled.value) !== 1) return undefined;
    const inner = matrixProductOf(rewriting.producerOf(scaled.value), rewriting);
    return inner && productNode({ ...inner, alpha: inner.alpha * scaled.factor });
  });
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
