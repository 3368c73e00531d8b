import type { Literal } from '@momq/dialect';
import { comparisonKind, type ExpressionType } from './expression-type.js';

/** The constant in the type of the values that it is compared with: `'5'` beside numbers is 5, 5 beside text is `'5'`. */
export function coerceLiteral(literal: Literal, type: ExpressionType): Literal {
  const { value } = literal;
  const isNumber =
    typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
  if (isNumber && comparisonKind(type) === 'number')
    return { kind: 'literal', value: Number(value) };
  if (typeof value === 'number' && type === 'text')
    return { kind: 'literal', value: String(value) };
  return literal;
}
