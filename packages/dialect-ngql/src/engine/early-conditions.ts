import { BadNull, isNull } from '@momq/graph-store';
import type { Expression } from '../syntax/syntax-tree.js';
import { condition } from './evaluate.js';
import { freeWithin } from './free-names.js';
import { valueOf, type Scope } from './scope.js';

/**
 * False where a part of a condition, joined to the others by AND, is not true with what is known already, so that no search has to go on
 * from here. A part whose names are not all known, or that is no truth value, is left to the whole condition.
 */
export function mayHold(where: Expression | undefined, scope: Scope): boolean {
  if (where === undefined) return true;
  if (where.kind === 'binary' && where.operator === 'AND')
    return mayHold(where.left, scope) && mayHold(where.right, scope);
  if (!isKnown(where, scope)) return true;
  const value = condition(where, scope);
  return value !== false && (!isNull(value) || value instanceof BadNull);
}

function isKnown(where: Expression, scope: Scope): boolean {
  let labels = 0;
  for (const each of freeWithin(where)) {
    if (each.kind === 'pattern') return false;
    if (each.kind !== 'label') continue;
    if (valueOf(scope.bindings, each.name) === undefined) return false;
    labels += 1;
  }
  return labels > 0;
}

/** True where an equality, joined to the others by AND, says what a node is by nothing else that is not known yet. */
export function isEquated(name: string, where: Expression | undefined, scope: Scope): boolean {
  if (name === '' || where?.kind !== 'binary') return false;
  if (where.operator === 'AND')
    return isEquated(name, where.left, scope) || isEquated(name, where.right, scope);
  const found: Scope = { ...scope, bindings: { name, value: true, next: scope.bindings } };
  return where.operator === '==' && isKnown(where, found) && !isKnown(where, scope);
}
