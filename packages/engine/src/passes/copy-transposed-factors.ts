import type { OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import type { PassTarget } from './graph-pass.js';
import { matrixProductOf, productNode, type MatrixProduct } from './matrix-product.js';
import { rewriteNodes, type Rewriting } from './rewrite-nodes.js';

/** Shorter sums and narrower products gain nothing. */
const FEWEST_TERMS = 1024;
const FEWEST_COLUMNS = 64;
/** A copy pays when the factors that it is multiplied with have as many columns together. */
const FEWEST_PARTNER_COLUMNS = 768;

/**
 * Computes products aᵀ · b over many rows, as gradients of weights are, from a transposed copy of one factor: the one
 * that more products share, or the narrower one. ONNX Runtime's CPU kernel transposes `a` anew for each panel of 128
 * columns: from a copy, products of 4096 rows were 20 % faster.
 *
 *     aᵀ · b  =  copy(aᵀ) · b  =  (copy(bᵀ) · a)ᵀ
 */
export function copyTransposedFactors(graph: OnnxGraph, { device }: PassTarget): OnnxGraph {
  if (device !== 'cpu') return graph;
  const partnerColumns = countPartnerColumns(graph);
  return rewriteNodes(graph, [
    (node, rewriting) => {
      const product = longProductOf(node, rewriting);
      if (product === undefined) return undefined;
      const { a, b, rows, columns } = product;
      const [ofA, ofB] = [partnerColumns.get(a) as number, partnerColumns.get(b) as number];
      if (Math.max(ofA, ofB) < FEWEST_PARTNER_COLUMNS) return undefined;
      if (ofA >= ofB)
        return productNode({ ...product, a: transposedCopy(a, rewriting), transA: false });
      const swapped = { ...product, a: transposedCopy(b, rewriting), b: a, transA: false };
      const result = rewriting.node(productNode(swapped), {
        shape: [columns, rows],
        dtype: 'float32',
      });
      return { opType: 'Transpose', inputs: [result], attributes: { perm: [1, 0] } };
    },
  ]);
}

interface LongProduct extends MatrixProduct {
  readonly rows: number;
  readonly columns: number;
}

/** The product aᵀ · b of matrices with many rows that a node computes. */
function longProductOf(node: OnnxNode, rewriting: Rewriting): LongProduct | undefined {
  const product = matrixProductOf(node, rewriting);
  if (product === undefined || !product.transA || product.transB) return undefined;
  const [a, b] = [rewriting.spec(product.a).shape, rewriting.spec(product.b).shape];
  if (a.length !== 2 || b.length !== 2) return undefined;
  const [terms, rows, columns] = [a[0], a[1], b[1]] as [number, number, number];
  if (terms < FEWEST_TERMS || Math.min(rows, columns) < FEWEST_COLUMNS) return undefined;
  return { ...product, rows, columns };
}

/** For each factor of a long product, the columns of all that it is multiplied with. */
function countPartnerColumns(graph: OnnxGraph): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string, columns: number) =>
    counts.set(name, (counts.get(name) ?? 0) + columns);
  rewriteNodes(graph, [
    (node, rewriting) => {
      const product = longProductOf(node, rewriting);
      if (product === undefined) return undefined;
      add(product.a, product.columns);
      add(product.b, product.rows);
      return undefined;
    },
  ]);
  return counts;
}

function transposedCopy(name: string, rewriting: Rewriting): string {
  const { shape, dtype } = rewriting.spec(name);
  const [rows, columns] = shape as [number, number];
  return rewriting.node(
    { opType: 'Transpose', inputs: [name], attributes: { perm: [1, 0] } },
    { shape: [columns, rows], dtype },
  );
}
