import { sameShape } from '../tensor-spec.js';
import type { Rewriting } from './rewrite-nodes.js';
import { rulePass } from './rule-pass.js';

/**
 * Turns a + (−b) into a − b, and a − (−b) into a + b. To get there, a negation moves behind the product or quotient
 * that it is a factor of: (−a) · b = −(a · b), as the gradient of a rotary embedding has it.
 */
export const foldNegations = rulePass(() => (node, rewriting) => {
  const [left, right] = node.inputs as [string, string];
  switch (node.opType) {
    case 'Neg':
      return negated(left, rewriting);
    case 'Add': {
      const ofRight = negated(right, rewriting);
      if (ofRight !== undefined) return { opType: 'Sub', inputs: [left, ofRight] };
      const ofLeft = negated(left, rewriting);
      return ofLeft && { opType: 'Sub', inputs: [right, ofLeft] };
    }
    case 'Sub': {
      const ofRight = negated(right, rewriting);
      return ofRight && { opType: 'Add', inputs: [left, ofRight] };
    }
    case 'Mul':
    case 'Div': {
      const spec = rewriting.spec(node.outputs[0] as string);
      for (const [index, input] of node.inputs.entries()) {
        const inner = negated(input, rewriting);
        if (inner === undefined || rewriting.usesOf(input) !== 1) continue;
        // Behind a product that broadcasts, the negation would have more elements to work on.
        if (!sameShape(rewriting.spec(inner).shape, spec.shape)) continue;
        const inputs = node.inputs.with(index, inner);
        return { opType: 'Neg', inputs: [rewriting.node({ opType: node.opType, inputs }, spec)] };
      }
      return undefined;
    }
    default:
      return undefined;
  }
});

/** What a value is the negative of, if it is computed so. */
function negated(name: string, rewriting: Rewriting): string | undefined {
  const producer = rewriting.producerOf(name);
  return producer?.opType === 'Neg' ? producer.inputs[0] : undefined;
}
