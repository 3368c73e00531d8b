import type { ConstantData, InlineInitializer, OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape, sizeOf } from '../tensor-spec.js';
import { evaluateNode } from './evaluate-node.js';
import type { Rewriting, Rewritten } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/**
 * Results up to this many elements are stored in the graph. Larger ones, masks above all, would make the model big;
 * ONNX Runtime computes them once when it creates the session.
 */
const STORED_ELEMENTS = 4096;

/** The operand that leaves the other as it is; on the right only where order matters. */
const NEUTRAL: Readonly<Record<string, { value: number; commutative: boolean }>> = {
  Add: { value: 0, commutative: true },
  Sub: { value: 0, commutative: false },
  Mul: { value: 1, commutative: true },
  Div: { value: 1, commutative: false },
  Pow: { value: 1, commutative: false },
};

/**
 * Computes small constant expressions while compiling and drops operations with a neutral element. A result whose
 * elements are all equal stays a scalar that is expanded where an operator needs that.
 */
export const foldConstants = rulePass(() => (node, rewriting) => {
  const output = node.outputs[0] as string;
  const spec = rewriting.spec(output);
  if (node.outputs.length !== 1) return undefined;
  const neutral = withoutNeutral(node, rewriting);
  if (neutral !== undefined || sizeOf(spec.shape) > STORED_ELEMENTS) return neutral;
  const inputs: InlineInitializer[] = [];
  for (const name of node.inputs) {
    const constant = rewriting.constantOf(name);
    if (constant === undefined || constant.data.length > STORED_ELEMENTS) return undefined;
    inputs.push(constant);
  }
  const data = evaluateNode(node, inputs, spec);
  if (data === undefined) return undefined;
  if (data.length < 2 || !isUniform(data)) return rewriting.constant(data, spec);
  const scalar = rewriting.constant(data.slice(0, 1), { shape: [], dtype: spec.dtype });
  return { opType: 'Expand', inputs: [scalar, rewriting.int64(spec.shape)] };
});

function isUniform(data: ConstantData): boolean {
  for (const each of data) if (!Object.is(each, data[0])) return false;
  return true;
}

function withoutNeutral(node: OnnxNode, rewriting: Rewriting): Rewritten {
  const neutral = NEUTRAL[node.opType];
  if (neutral === undefined) return undefined;
  const [left, right] = node.inputs as [string, string];
  const { shape } = rewriting.spec(node.outputs[0] as string);
  if (rewriting.scalarOf(right) === neutral.value && sameShape(rewriting.spec(left).shape, shape))
    return left;
  const isLeft = neutral.commutative && rewriting.scalarOf(left) === neutral.value;
  return isLeft && sameShape(rewriting.spec(right).shape, shape) ? right : undefined;
}
