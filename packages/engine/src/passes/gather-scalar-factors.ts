import type { OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape, sizeOf } from '../tensor-spec.js';
import type { Rewriting, Rewritten } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/** A value times a constant. */
interface Scaled {
  readonly value: string;
  readonly factor: number;
}

/**
 * Multiplies constants with each other, and with the smaller operand of a product:
 *
 *     (x · c) · d  =  x · (c · d)          (x · c) · y  =  x · (y · c), if y has fewer elements than x
 *
 * Gradients of means and of normalisations are full of both. −x counts as x · (−1).
 */
export const gatherScalarFactors = rulePass(() => (node, rewriting) => {
  const outer = scaledBy(node, rewriting);
  if (outer === undefined) return node.opType === 'Mul' ? product(node, rewriting) : undefined;
  const inner = scaledBy(rewriting.producerOf(outer.value), rewriting);
  if (inner === undefined || rewriting.usesOf(outer.value) !== 1) return undefined;
  const factor = scalar(inner.factor * outer.factor, rewriting);
  return { opType: 'Mul', inputs: [inner.value, factor] };
});

function product(node: OnnxNode, rewriting: Rewriting): Rewritten {
  const [left, right] = node.inputs as [string, string];
  const size = (name: string) => sizeOf(rewriting.spec(name).shape);
  if (size(left) === size(right)) return undefined;
  const [large, small] = size(left) > size(right) ? [left, right] : [right, left];
  const scaled = scaledBy(rewriting.producerOf(large), rewriting);
  if (scaled === undefined || rewriting.usesOf(large) !== 1) return undefined;
  const factor = scalar(scaled.factor, rewriting);
  const scaledSmall = rewriting.node(
    { opType: 'Mul', inputs: [small, factor] },
    rewriting.spec(small),
  );
  return { opType: 'Mul', inputs: [scaled.value, scaledSmall] };
}

function scaledBy(node: OnnxNode | undefined, rewriting: Rewriting): Scaled | undefined {
  if (node?.opType !== 'Mul' && node?.opType !== 'Neg') return undefined;
  const [left, right] = node.inputs as [string, string];
  const { shape, dtype } = rewriting.spec(node.outputs[0] as string);
  if (dtype !== 'float32') return undefined;
  if (node.opType === 'Neg') return { value: left, factor: -1 };
  const [onLeft, onRight] = [rewriting.scalarOf(left), rewriting.scalarOf(right)];
  const value = onRight !== undefined ? left : right;
  const factor = onRight ?? onLeft;
  if (factor === undefined || !sameShape(rewriting.spec(value).shape, shape)) return undefined;
  return { value, factor };
}

function scalar(factor: number, rewriting: Rewriting): string {
  return rewriting.constant(Float32Array.of(factor), { shape: [], dtype: 'float32' });
}
