import type { OnnxGraph } from '../onnx/onnx-graph.js';
import type { PassTarget } from './graph-pass.js';
import { matrixProductOf, productNode } from './matrix-product.js';
import { rewriteNodes, type Rewriting } from './rewrite-nodes.js';

/** Shorter sums and narrower products do not pay for the copy. */
const FEWEST_TERMS = 1024;
const FEWEST_COLUMNS = 64;

/**
 * Computes products aᵀ · b over many rows, as gradients of weights are, from a transposed copy of the narrower factor.
 * ONNX Runtime's CPU kernel transposes `a` anew for each panel of 128 columns: from a copy, products of 4096 rows were
 * 20 % faster. Products that share a factor share the copy.
 *
 *     aᵀ · b  =  copy(aᵀ) · b  =  (copy(bᵀ) · a)ᵀ
 */
export function copyTransposedFactors(graph: OnnxGraph, { device }: PassTarget): OnnxGraph {
  if (device !== 'cpu') return graph;
  return rewriteNodes(graph, [
    (node, rewriting) => {
      const product = matrixProductOf(node, rewriting);
      if (product === undefined || !product.transA || product.transB) return undefined;
      const [a, b] = [rewriting.spec(product.a).shape, rewriting.spec(product.b).shape];
      if (a.length !== 2 || b.length !== 2) return undefined;
      const [terms, rows, columns] = [a[0], a[1], b[1]] as [number, number, number];
      if (terms < FEWEST_TERMS || Math.min(rows, columns) < FEWEST_COLUMNS) return undefined;
      if (rows <= columns)
        return productNode({
          ...product,
          a: transposedCopy(product.a, rewriting),
          transA: false,
        });
      const swapped = productNode({
        ...product,
        a: transposedCopy(product.b, rewriting),
        b: product.a,
        transA: false,
      });
      const result = rewriting.node(swapped, { shape: [columns, rows], dtype: 'float32' });
      return { opType: 'Transpose', inputs: [result], attributes: { perm: [1, 0] } };
    },
  ]);
}

function transposedCopy(name: string, rewriting: Rewriting): string {
  const { shape, dtype } = rewriting.spec(name);
  const [rows, columns] = shape as [number, number];
  return rewriting.node(
    { opType: 'Transpose', inputs: [name], attributes: { perm: [1, 0] } },
    { shape: [columns, rows], dtype },
  );
}
