import type { Cast, Expression } from '@momq/dialect';
import type { CastExpr, Expr } from 'sqlite3-parser';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf } from './sqlite-logical-form-date-parts.js';
import { wholeDaysBetween } from './sqlite-logical-form-julian-days.js';
import { asReal, convertNumber } from './sqlite-logical-form-operands.js';
import { isNumber, valueKind } from './sqlite-logical-form-value-kind.js';

/** The type that SQLite makes of a name (https://sqlite.org/datatype3.html#determination_of_column_affinity). */
function castType(name: string): Cast['type'] | 'numeric' | undefined {
  const upper = name.toUpperCase();
  if (upper.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(upper)) return 'text';
  if (upper.includes('BLOB')) return undefined;
  return /REAL|FLOA|DOUB/.test(upper) ? 'real' : 'numeric';
}

/** CAST. @throws UnsupportedFeatureError for types that SQLite takes otherwise than the form */
export function convertCast({ expr, typeName }: CastExpr, context: ReadingContext): Expression {
  const type = castType(typeName?.name ?? 'BLOB') ?? unsupported('CAST to BLOB');
  const part = datePartOf(expr, context);
  if (part && type !== 'text') return type === 'real' ? asReal(part.call, context) : part.call;
  const inner = unwrap(expr);
  const whole = type === 'integer' ? wholeOf(inner, context) : undefined;
  if (whole) return whole;
  if (type === 'integer' && inner.type === 'BinaryExpr' && inner.op === 'Subtract') {
    const days = wholeDaysBetween(inner.left, inner.right, context);
    if (days) return days;
  }
  if (type === 'text') {
    const text = context.read.expression(expr, context);
    return text.kind === 'cast' && text.type === 'text'
      ? text
      : { kind: 'cast', type, argument: text };
  }
  const argument = convertNumber(expr, context);
  if (type !== 'numeric') return { kind: 'cast', type, argument };
  // A number stays as it is.
  return isNumber(valueKind(argument, context.schema, context.scope))
    ? argument
    : unsupported(`CAST to ${typeName?.name ?? 'a number'} of what may be text`);
}

const wholes: Readonly<Record<string, 'floor' | 'ceiling'>> = {
  floor: 'floor',
  ceil: 'ceiling',
  ceiling: 'ceiling',
};

/** `CAST(floor(x) AS INTEGER)`, which is what the form means by floor. */
function wholeOf(expression: Expr, context: ReadingContext): Expression | undefined {
  if (expression.type !== 'FunctionCallExpr') return undefined;
  const name = wholes[expression.name.name.toLowerCase()];
  const [argument, ...more] = expression.args ?? [];
  return name && argument && more.length === 0
    ? { kind: 'call', function: name, arguments: [convertNumber(argument, context)] }
    : undefined;
}
