import { onnxDataType } from '../onnx/encode-model.js';
import type { GraphDtype } from '../tensor-spec.js';
import { matrixProductOf, productNode } from './matrix-product.js';
import type { Rewriting } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/**
 * Mixed precision: matrix products read their operands as float16 or bfloat16 and add up in float32; everything else,
 * weights and optimiser moments included, stays float32.
 *
 * On CUDA the products run in that format. Elsewhere the operands are rounded to it and the product runs in float32:
 * the same numbers, no gain in time. ONNX Runtime 1.30 has no bfloat16 product for x64 CPUs, runs float16 ones there in
 * float32 without rounding, and its WebGPU product would add up in float16.
 */
export const reducePrecision = rulePass((_graph, { device, precision }) => (node, rewriting) => {
  if (precision === 'float32') return undefined;
  const product = matrixProductOf(node, rewriting);
  if (product === undefined) return undefined;
  const [a, b] = [product.a, product.b].map((operand) => cast(operand, precision, rewriting));
  const reduced = { ...product, a: a as string, b: b as string };
  if (device !== 'cuda') {
    const [wideA, wideB] = [reduced.a, reduced.b].map((each) => cast(each, 'float32', rewriting));
    return productNode({ ...reduced, a: wideA as string, b: wideB as string });
  }
  const { shape } = rewriting.spec(node.outputs[0] as string);
  const result = rewriting.node(productNode(reduced), { shape, dtype: precision });
  return { opType: 'Cast', inputs: [result], attributes: { to: onnxDataType('float32') } };
});

function cast(name: string, dtype: GraphDtype, rewriting: Rewriting): string {
  const { shape } = rewriting.spec(name);
  return rewriting.node(
    { opType: 'Cast', inputs: [name], attributes: { to: onnxDataType(dtype) } },
    { shape, dtype },
  );
}
