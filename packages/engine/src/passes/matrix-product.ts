import type { OnnxNode } from '../onnx/onnx-graph.js';
import type { NewNode, Rewriting } from './rewrite-nodes.js';

/** A matrix product alpha · op(a) · op(b), where op transposes the last two axes or does nothing. */
export interface MatrixProduct {
  readonly a: string;
  readonly b: string;
  readonly transA: boolean;
  readonly transB: boolean;
  readonly alpha: number;
}

/** The product that a `MatMul`, `FusedMatMul` or `Gemm` without bias of float32 matrices computes; `undefined` for all other nodes. */
export function matrixProductOf(
  node: OnnxNode | undefined,
  rewriting: Rewriting,
): MatrixProduct | undefined {
  const plainGemm = node?.opType === 'Gemm' && node.inputs.length === 2;
  if (node?.opType !== 'MatMul' && node?.opType !== 'FusedMatMul' && !plainGemm) return undefined;
  const [a, b] = node.inputs as [string, string];
  const [left, right] = [rewriting.spec(a), rewriting.spec(b)];
  if (left.dtype !== 'float32' || left.shape.length < 2 || right.shape.length < 2) return undefined;
  const { transA = 0, transB = 0, alpha, transBatchA = 0, transBatchB = 0 } = node.attributes;
  if (transBatchA !== 0 || transBatchB !== 0) return undefined;
  return {
    a,
    b,
    transA: transA === 1,
    transB: transB === 1,
    alpha: typeof alpha === 'object' && 'float' in alpha ? alpha.float : 1,
  };
}

/** The node that computes a product: `MatMul` where that suffices. */
export function productNode({ a, b, transA, transB, alpha }: MatrixProduct): NewNode {
  if (!transA && !transB && alpha === 1) return { opType: 'MatMul', inputs: [a, b] };
  return {
    opType: 'FusedMatMul',
    domain: 'com.microsoft',
    inputs: [a, b],
    attributes: { transA: Number(transA), transB: Number(transB), alpha: { float: alpha } },
  };
}
