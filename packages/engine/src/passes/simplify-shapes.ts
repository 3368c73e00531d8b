import type { OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape } from '../tensor-spec.js';
import type { Rewriting, Rewritten } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/**
 * Operators that broadcast all their inputs, so that they need no `Expand` before them. PRelu broadcasts only its slope:
 * ONNX Runtime would take the first input's shape for the result's and give it too small a buffer.
 */
const BROADCASTING: ReadonlySet<string> = new Set(
  'Add Sub Mul Div Pow Max Min Where Less LessOrEqual Greater GreaterOrEqual Equal And Or Xor Mod'.split(
    ' ',
  ),
);

/**
 * Drops what only moves shapes about: reshapes, transposes, expansions and casts that change nothing; chains of
 * reshapes and of transposes; transposes that only move axes of size 1, which become reshapes; `Expand` before an
 * operator that broadcasts by itself.
 */
export const simplifyShapes = rulePass(() => (node, rewriting) => {
  if (node.opType === 'Reshape') return reshape(node, rewriting);
  if (node.opType === 'Transpose') return transpose(node, rewriting);
  if (node.opType === 'Identity') return node.inputs[0];
  if (node.opType === 'Expand' || node.opType === 'Cast') return unchanged(node, rewriting);
  if (BROADCASTING.has(node.opType)) return withoutExpand(node, rewriting);
  return undefined;
});

/** The input, when the output has its shape and dtype. */
function unchanged(node: OnnxNode, rewriting: Rewriting): string | undefined {
  const [input, output] = [node.inputs[0] as string, node.outputs[0] as string];
  const [from, to] = [rewriting.spec(input), rewriting.spec(output)];
  return from.dtype === to.dtype && sameShape(from.shape, to.shape) ? input : undefined;
}

function reshape(node: OnnxNode, rewriting: Rewriting): Rewritten {
  const [input, shape] = node.inputs as [string, string];
  const earlier = rewriting.producerOf(input);
  const source = earlier?.opType === 'Reshape' ? (earlier.inputs[0] as string) : input;
  const to = rewriting.spec(node.outputs[0] as string);
  if (sameShape(rewriting.spec(source).shape, to.shape)) return source;
  return source === input ? undefined : { ...plain(node), inputs: [source, shape] };
}

function transpose(node: OnnxNode, rewriting: Rewriting): Rewritten {
  let input = node.inputs[0] as string;
  let perm = node.attributes['perm'] as readonly number[];
  const earlier = rewriting.producerOf(input);
  if (earlier?.opType === 'Transpose') {
    const first = earlier.attributes['perm'] as readonly number[];
    perm = perm.map((axis) => first[axis] as number);
    input = earlier.inputs[0] as string;
  }
  const { shape } = rewriting.spec(input);
  if (perm.every((axis, position) => axis === position)) return input;
  const moved = perm.filter((axis) => shape[axis] !== 1);
  if (moved.every((axis, index) => index === 0 || axis > (moved[index - 1] as number))) {
    const to = rewriting.spec(node.outputs[0] as string).shape;
    return {
      opType: 'Reshape',
      inputs: [input, rewriting.int64(to)],
      attributes: { allowzero: 1 },
    };
  }
  return earlier?.opType === 'Transpose'
    ? { opType: 'Transpose', inputs: [input], attributes: { perm } }
    : undefined;
}

function withoutExpand(node: OnnxNode, rewriting: Rewriting): Rewritten {
  const { shape } = rewriting.spec(node.outputs[0] as string);
  let inputs = node.inputs;
  for (const [index, input] of node.inputs.entries()) {
    const producer = rewriting.producerOf(input);
    if (producer?.opType !== 'Expand') continue;
    const others = inputs.filter((_, other) => other !== index);
    // The other operands must give the output its shape without this one's expansion.
    if (!others.some((other) => sameShape(rewriting.spec(other).shape, shape))) continue;
    inputs = inputs.with(index, producer.inputs[0] as string);
  }
  return inputs === node.inputs ? undefined : { ...plain(node), inputs };
}

function plain({ opType, attributes }: OnnxNode): {
  opType: string;
  attributes: OnnxNode['attributes'];
} {
  return { opType, attributes };
}
