import type { Expression } from '@momq/dialect';
import { unsupported, type ReadingContext } from './sqlite-logical-form-context.js';
import { valueKind } from './sqlite-logical-form-value-kind.js';

/** SQLite's substr: a place below 1 counts from the end, place 0 stands before the first character. */
export function convertSubstring(
  values: readonly Expression[],
  context: ReadingContext,
): Expression {
  const [text, from, length] = values as readonly [Expression, Expression, Expression?];
  const start = constant(from);
  const count = length && constant(length);
  if (count !== undefined && count < 0) return unsupported('substr() of a negative length');
  if (start === undefined || start >= 1) return substring(values);
  if (start === 0) {
    if (length === undefined) return substring([text, number(1)]);
    return count === undefined || count === 0
      ? unsupported('substr() from 0')
      : substring([text, number(1), number(count - 1)]);
  }
  if (length !== undefined) return unsupported('substr() from the end with a length');
  const isText = valueKind(text, context.schema, context.scope).storage === 'text';
  const size: Expression = { kind: 'call', function: 'length', arguments: [text] };
  const kept = -start;
  const place: Expression =
    kept === 1 ? size : { kind: 'arithmetic', operator: '-', left: size, right: number(kept - 1) };
  return {
    kind: 'case',
    branches: [
      {
        when: { kind: 'compare', operator: '>', left: size, right: number(kept) },
        then: substring([text, place]),
      },
    ],
    otherwise: isText ? text : { kind: 'cast', type: 'text', argument: text },
  };
}

function substring(values: readonly Expression[]): Expression {
  return { kind: 'call', function: 'substring', arguments: values };
}

function number(value: number): Expression {
  return { kind: 'literal', value };
}

function constant(expression: Expression): number | undefined {
  return expression.kind === 'literal' && typeof expression.value === 'number'
    ? expression.value
    : undefined;
}
