import { BadNull, GraphEdge, GraphNode, isMap, isNull, type GraphValue } from '@momq/graph-store';
import type { Expression } from '../syntax/syntax-tree.js';
import type { Evaluators } from './list-expressions.js';
import { valueOf, type Scope } from './scope.js';

/** `exists(a.b)`: NebulaGraph looks at what has the property; null has none to know of. */
export function exists(operand: Expression, scope: Scope, { evaluate }: Evaluators): GraphValue {
  const isProperty = operand.kind === 'attribute' || operand.kind === 'subscript';
  if (
    isProperty &&
    !(operand.of.kind === 'label' && valueOf(scope.bindings, operand.of.name) === undefined)
  ) {
    const owner = evaluate(operand.of, scope);
    if (isNull(owner)) return owner;
    if (!(isMap(owner) || owner instanceof GraphNode || owner instanceof GraphEdge))
      return BadNull.badType;
  }
  return !isNull(evaluate(operand, scope));
}
