import type { Expression, FunctionCall, FunctionName } from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import { unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { readMoment } from './sqlite-logical-form-moments.js';

/** A part of a date that `strftime` gives as text with zeros in front; the form has the number. */
export interface DatePart {
  readonly call: FunctionCall;
  /** Digits of the text; absent where they vary. */
  readonly width?: number;
  /** The text itself. */
  text(): Expression;
}

interface PartFormat {
  readonly part: FunctionName;
  readonly width?: number;
  /** Where the part stands in an ISO 8601 date, from 1. */
  readonly at?: number;
}

const formats: Readonly<Record<string, PartFormat>> = {
  '%Y': { part: 'year', width: 4, at: 1 },
  '%m': { part: 'month', width: 2, at: 6 },
  '%d': { part: 'day', width: 2, at: 9 },
  '%H': { part: 'hour', width: 2 },
  '%M': { part: 'minute', width: 2 },
  '%S': { part: 'second', width: 2 },
  '%w': { part: 'weekday', width: 1 },
  '%V': { part: 'week', width: 2 },
  '%s': { part: 'unixSeconds' },
};

const formatOf = new Map(Object.values(formats).map((format) => [format.part, format]));

/** The text of the one part of a date that a format asks for; undefined for other formats. */
export function partText(format: string, moment: Expression): Expression | undefined {
  const known = isPartFormat(format) ? formats[format] : undefined;
  if (known === undefined) return undefined;
  return textOfPart({ kind: 'call', function: known.part, arguments: [moment] }, known);
}

/** True for a format of strftime that gives one part of a date. */
export function isPartFormat(format: string): boolean {
  return Object.hasOwn(formats, format);
}

/** The part of a date that an expression gives as text; undefined when it is something else. */
export function datePartOf(source: Expr, context: ReadingContext): DatePart | undefined {
  const expression = unwrap(source);
  if (expression.type !== 'FunctionCallExpr') return undefined;
  const [format, ...moment] = expression.args ?? [];
  if (expression.name.name.toLowerCase() !== 'strftime' || format === undefined) return undefined;
  const spelling = textOf(format, context);
  const known = spelling !== undefined && isPartFormat(spelling) ? formats[spelling] : undefined;
  if (known === undefined) return undefined;
  const { part, width } = known;
  const number: FunctionCall = {
    kind: 'call',
    function: part,
    arguments: [readMoment(moment, context)],
  };
  return {
    call: number,
    ...(width !== undefined && { width }),
    text: () => textOfPart(number, known),
  };
}

/** The text that strftime gives for a part of a date; undefined for other expressions. */
export function partShown(expression: Expression): Expression | undefined {
  if (expression.kind !== 'call' || expression.arguments.length !== 1) return undefined;
  const format = formatOf.get(expression.function);
  return format && textOfPart(expression, format);
}

function textOfPart(number: FunctionCall, { width, at }: PartFormat): Expression {
  const asText = (argument: Expression): Expression => ({ kind: 'cast', type: 'text', argument });
  if (at === 1 || width === undefined || width === 1) return asText(number);
  const literal = (value: number | string): Expression => ({ kind: 'literal', value });
  if (at !== undefined) {
    const date: Expression = { kind: 'call', function: 'date', arguments: number.arguments };
    const place = [literal(at), literal(width)];
    return { kind: 'call', function: 'substring', arguments: [asText(date), ...place] };
  }
  // 5 → '05'
  const padded: Expression = {
    kind: 'call',
    function: 'concat',
    arguments: [literal('0'), number],
  };
  return {
    kind: 'case',
    branches: [
      { when: { kind: 'compare', operator: '<', left: number, right: literal(10) }, then: padded },
    ],
    otherwise: asText(number),
  };
}

/** A constant text of the query, in single or double quotes. */
export function textOf(source: Expr, context: ReadingContext): string | undefined {
  const expression = unwrap(source);
  if (expression.type === 'StringLiteral') return expression.value;
  return expression.type === 'Id' && context.text[expression.span.offset] === '"'
    ? expression.name
    : undefined;
}
