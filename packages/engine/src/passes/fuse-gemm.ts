import type { OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape } from '../tensor-spec.js';
import { matrixProductOf, type MatrixProduct } from './matrix-product.js';
import type { NewNode, Rewriting, Rewritten } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/**
 * Makes a two-dimensional product and the bias row that is added to it one `Gemm`. On WebGPU, which lacks
 * `FusedMatMul`, transposed and scaled products become `Gemm` too, or, with batch axes, their plain parts.
 */
export const fuseGemm = rulePass((_graph, { device }) => (node, rewriting) => {
  if (node.opType === 'Add') return biasedProduct(node, rewriting);
  if (device !== 'webgpu' || node.opType !== 'FusedMatMul') return undefined;
  const product = matrixProductOf(node, rewriting);
  return product && withoutFusedMatMul(product, node, rewriting);
});

function gemm({ a, b, transA, transB, alpha }: MatrixProduct, bias?: string): NewNode {
  return {
    opType: 'Gemm',
    inputs: bias === undefined ? [a, b] : [a, b, bias],
    attributes: { transA: Number(transA), transB: Number(transB), alpha: { float: alpha } },
  };
}

function isMatrices({ a, b }: MatrixProduct, rewriting: Rewriting): boolean {
  return rewriting.spec(a).shape.length === 2 && rewriting.spec(b).shape.length === 2;
}

function biasedProduct(node: OnnxNode, rewriting: Rewriting): Rewritten {
  const [left, right] = node.inputs as [string, string];
  const { shape } = rewriting.spec(node.outputs[0] as string);
  for (const [value, bias] of [
    [left, right],
    [right, left],
  ] as const) {
    const product = matrixProductOf(rewriting.producerOf(value), rewriting);
    if (product === undefined || rewriting.usesOf(value) !== 1) continue;
    if (!isMatrices(product, rewriting) || !sameShape(rewriting.spec(value).shape, shape)) continue;
    const biasShape = rewriting.spec(bias).shape;
    const isRow = biasShape.length <= 2 && biasShape.slice(0, -1).every((dim) => dim === 1);
    if (isRow && biasShape.at(-1) === shape[1]) return gemm(product, bias);
  }
  return undefined;
}

function withoutFusedMatMul(
  product: MatrixProduct,
  node: OnnxNode,
  rewriting: Rewriting,
): Rewritten {
  if (isMatrices(product, rewriting)) return gemm(product);
  const a = product.transA ? swapLastAxes(product.a, rewriting) : product.a;
  const b = product.transB ? swapLastAxes(product.b, rewriting) : product.b;
  const plain: NewNode = { opType: 'MatMul', inputs: [a, b] };
  if (product.alpha === 1) return plain;
  const unscaled = rewriting.node(plain, rewriting.spec(node.outputs[0] as string));
  const alpha = rewriting.constant(Float32Array.of(product.alpha), { shape: [], dtype: 'float32' });
  return { opType: 'Mul', inputs: [unscaled, alpha] };
}

function swapLastAxes(name: string, rewriting: Rewriting): string {
  const { shape, dtype } = rewriting.spec(name);
  const perm = shape.map((_, axis) => axis);
  const last = perm.length - 1;
  [perm[last - 1], perm[last]] = [last, last - 1];
  const swapped = perm.map((axis) => shape[axis] as number);
  return rewriting.node(
    { opType: 'Transpose', inputs: [name], attributes: { perm } },
    { shape: swapped, dtype },
  );
}
