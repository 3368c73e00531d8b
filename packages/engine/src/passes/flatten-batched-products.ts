import { sizeOf } from '../tensor-spec.js';
import { matrixProductOf, productNode } from './matrix-product.js';
import type { Rewriting } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/**
 * Computes the sum over a batch of products aᵀ · b as one product over batch and rows, as in the gradient of a weight
 * that a batch shares: the (batch, rows, columns) products never exist.
 *
 *     Σₙ a[n]ᵀ · b[n]  =  reshape(a, [N·K, rows])ᵀ · reshape(b, [N·K, columns])
 */
export const flattenBatchedProducts = rulePass(() => (node, rewriting) => {
  if (node.opType !== 'ReduceSum' || rewriting.usesOf(node.inputs[0] as string) !== 1)
    return undefined;
  const product = matrixProductOf(rewriting.producerOf(node.inputs[0] as string), rewriting);
  if (product === undefined || !product.transA || product.transB) return undefined;
  const [a, b] = [rewriting.spec(product.a).shape, rewriting.spec(product.b).shape];
  const rank = a.length;
  if (rank !== b.length || a.slice(0, -2).join() !== b.slice(0, -2).join()) return undefined;
  const axes = [...(rewriting.constantOf(node.inputs[1] ?? '')?.data ?? [])].map(Number).sort();
  if (
    rank === 2 ||
    axes.join() !==
      a
        .slice(0, -2)
        .map((_, axis) => axis)
        .join()
  )
    return undefined;
  const flat = productNode({
    ...product,
    a: flatten(product.a, rewriting),
    b: flatten(product.b, rewriting),
  });
  const { shape, dtype } = rewriting.spec(node.outputs[0] as string);
  if (shape.length === 2) return flat;
  const sum = rewriting.node(flat, { shape: shape.slice(-2), dtype });
  return {
    opType: 'Reshape',
    inputs: [sum, rewriting.int64(shape)],
    attributes: { allowzero: 1 },
  };
});

/** All axes but the last as one. */
function flatten(name: string, rewriting: Rewriting): string {
  const { shape, dtype } = rewriting.spec(name);
  const flat = [sizeOf(shape.slice(0, -1)), shape.at(-1) as number];
  return rewriting.node(
    { opType: 'Reshape', inputs: [name, rewriting.int64(flat)], attributes: { allowzero: 1 } },
    { shape: flat, dtype },
  );
}
