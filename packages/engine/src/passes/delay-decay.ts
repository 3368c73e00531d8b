import type { OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape } from '../tensor-spec.js';
import type { Rewriting, Rewritten } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/** Constants by which the rule divides: far from where a quotient of two could overflow. */
const DECAYS = { least: 0.5, most: 2 };

/** A value times a constant. */
interface Scaled {
  readonly value: string;
  readonly factor: number;
  /** Name of the constant. */
  readonly constant: string;
}

/**
 * Lets moving averages, as optimisers keep them, wait for what they average. For an input s:
 *
 *     s · c + x · d  =  (s + x · (d / c)) · c
 *
 * The number of nodes stays. But s · c could run from the start, and ONNX Runtime sorts a graph with a list of the
 * nodes that could run, which it walks whenever it adds one (Kahn's algorithm with an ordered list), each time that it
 * looks at the graph while it creates a session. Two waiting products per parameter took 40 % of that time.
 */
export const delayDecay = rulePass((graph) => {
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  return (node, rewriting) => {
    if (node.opType !== 'Add') return undefined;
    const [left, right] = node.inputs.map((name) => scaledBy(name, rewriting));
    if (left === undefined || right === undefined) return undefined;
    if (inputs.has(left.value)) return delayed(node, { decayed: left, added: right }, rewriting);
    if (inputs.has(right.value)) return delayed(node, { decayed: right, added: left }, rewriting);
    return undefined;
  };
});

function delayed(
  node: OnnxNode,
  { decayed, added }: { readonly decayed: Scaled; readonly added: Scaled },
  rewriting: Rewriting,
): Rewritten {
  const size = Math.abs(decayed.factor);
  if (!(size >= DECAYS.least && size <= DECAYS.most)) return undefined;
  const spec = rewriting.spec(node.outputs[0] as string);
  const shapes = [decayed.value, added.value].map((name) => rewriting.spec(name).shape);
  if (!shapes.every((shape) => sameShape(shape, spec.shape))) return undefined;
  const share = rewriting.constant(Float32Array.of(added.factor / decayed.factor), {
    shape: [],
    dtype: 'float32',
  });
  const part = rewriting.node({ opType: 'Mul', inputs: [added.value, share] }, spec);
  const sum = rewriting.node({ opType: 'Add', inputs: [decayed.value, part] }, spec);
  return { opType: 'Mul', inputs: [sum, decayed.constant] };
}

/** A product with a scalar constant that nothing else reads. */
function scaledBy(name: string, rewriting: Rewriting): Scaled | undefined {
  const node = rewriting.producerOf(name);
  if (node?.opType !== 'Mul' || rewriting.usesOf(name) !== 1) return undefined;
  const [left, right] = node.inputs as [string, string];
  for (const [value, constant] of [
    [left, right],
    [right, left],
  ] as const) {
    const factor = rewriting.scalarOf(constant);
    if (factor !== undefined) return { value, factor, constant };
  }
  return undefined;
}
