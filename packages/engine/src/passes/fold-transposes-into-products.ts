import { matrixProductOf, productNode } from './matrix-product.js';
import type { Rewriting } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/** Lets matrix products read a transposed operand where it lies: `Transpose` of the last two axes disappears. */
export const foldTransposesIntoProducts = rulePass(() => (node, rewriting) => {
  const product = matrixProductOf(node, rewriting);
  if (product === undefined) return undefined;
  const [a, b] = [beforeTranspose(product.a, rewriting), beforeTranspose(product.b, rewriting)];
  if (a === undefined && b === undefined) return undefined;
  return productNode({
    ...product,
    a: a ?? product.a,
    b: b ?? product.b,
    transA: product.transA !== (a !== undefined),
    transB: product.transB !== (b !== undefined),
  });
});

/** What a value was before its last two axes were swapped. */
function beforeTranspose(name: string, rewriting: Rewriting): string | undefined {
  const producer = rewriting.producerOf(name);
  if (producer?.opType !== 'Transpose') return undefined;
  const perm = producer.attributes['perm'] as readonly number[];
  const last = perm.length - 1;
  const swapsLast = perm.every(
    (axis, position) =>
      axis === (position === last ? last - 1 : position === last - 1 ? last : position),
  );
  return swapsLast ? producer.inputs[0] : undefined;
}
