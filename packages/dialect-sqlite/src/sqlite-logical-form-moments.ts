import type { Expression, FieldReference, TimeUnit } from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { isNumber, valueKind } from './sqlite-logical-form-value-kind.js';

/**
 * The time that the arguments of a SQLite date function say: a time value and its modifiers
 * (https://sqlite.org/lang_datefunc.html).
 *
 * @throws UnsupportedFeatureError for Julian day numbers, local time, and steps of months that overflow
 */
export function readMoment(args: readonly Expr[], context: ReadingContext): Expression {
  const [base, ...modifiers] = args;
  if (base === undefined) return now;
  const constant = unwrap(base);
  if (constant.type === 'StringLiteral' && constant.value.toLowerCase() === 'now')
    return moved(now, modifiers, context);
  const value = context.read.expression(base, context);
  const [first, ...others] = modifiers;
  if (first !== undefined && constantModifier(first) === 'unixepoch') {
    const encoded =
      encodedField(value, 'unix-seconds', context) ??
      encodedField(dividend(value), 'unix-milliseconds', context);
    const moment: Expression = encoded ?? {
      kind: 'call',
      function: 'fromUnixSeconds',
      arguments: [value],
    };
    return moved(moment, others, context);
  }
  const year = yearField(value, context);
  if (year) return moved(year, modifiers, context);
  if (isNumber(valueKind(value, context.schema, context.scope)))
    return unsupported('a number as a date, which SQLite takes for a Julian day');
  if (value.kind === 'field' && /^(unix|year)/.test(temporalOf(value, context) ?? ''))
    return unsupported(`${value.field} as a date, which does not hold ISO 8601 text`);
  return moved(value, modifiers, context);
}

const now: Expression = { kind: 'call', function: 'now', arguments: [] };

function temporalOf({ entity, field }: FieldReference, { schema }: ReadingContext) {
  const fields = schema.entities.find(({ name }) => name === entity)?.fields;
  return fields?.find(({ name }) => name === field)?.temporal;
}

/** A field whose values hold times in another way: the form takes it for the date itself. */
function encodedField(
  value: Expression | undefined,
  encoding: string,
  context: ReadingContext,
): FieldReference | undefined {
  return value?.kind === 'field' && temporalOf(value, context) === encoding ? value : undefined;
}

function dividend(value: Expression): Expression | undefined {
  if (value.kind !== 'arithmetic' || value.operator !== '/') return undefined;
  return value.right.kind === 'literal' && value.right.value === 1000 ? value.left : undefined;
}

/** `x || '-01-01'` of a field that holds years. */
function yearField(value: Expression, context: ReadingContext): FieldReference | undefined {
  if (value.kind !== 'call' || value.function !== 'concat') return undefined;
  const [year, rest, ...more] = value.arguments;
  const january = rest?.kind === 'literal' && rest.value === '-01-01' && more.length === 0;
  return january ? encodedField(year, 'year', context) : undefined;
}

function constantModifier(source: Expr): string | undefined {
  const expression = unwrap(source);
  return expression.type === 'StringLiteral' ? expression.value.toLowerCase().trim() : undefined;
}

function truncated(unit: TimeUnit, moment: Expression): Expression {
  return { kind: 'call', function: 'truncate', unit, arguments: [moment] };
}

function moved(base: Expression, modifiers: readonly Expr[], context: ReadingContext): Expression {
  let moment = base;
  for (let place = 0; place < modifiers.length; place += 1) {
    const source = modifiers[place]!;
    const next = modifiers[place + 1];
    const following = next && constantModifier(next);
    const text = constantModifier(source);
    const start = /^start of (year|month|day)$/.exec(text ?? '');
    if (start) {
      moment = truncated(start[1] as TimeUnit, moment);
      continue;
    }
    if (text === 'weekday 0' && following === '-6 days') {
      moment = truncated('week', moment);
      place += 1;
      continue;
    }
    if (text === undefined && isBackToQuarter(source, moment, context)) {
      moment = truncated('quarter', startOf(moment));
      continue;
    }
    const { unit, amount } = stepOf(source, text, context);
    if (unit === 'year' || unit === 'month') {
      if (following === 'floor') place += 1;
      else if (!isStartOfMonth(moment))
        unsupported(`steps of a ${unit}, which go on into the next month where the day is missing`);
    }
    moment = { kind: 'call', function: 'add', unit, arguments: [moment, amount] };
  }
  return moment;
}

/** `'+3 days'`, or a number of days with `|| ' days'` behind it. */
function stepOf(
  source: Expr,
  text: string | undefined,
  context: ReadingContext,
): { readonly unit: TimeUnit; readonly amount: Expression } {
  if (text !== undefined) {
    const step = /^([+-]?\d{1,9}) (year|month|day|hour|minute|second)s?$/.exec(text);
    if (!step) return unsupported(`the date modifier ${text}`);
    return { unit: step[2] as TimeUnit, amount: { kind: 'literal', value: Number(step[1]) } };
  }
  const value = context.read.expression(source, context);
  const [amount, word, ...more] =
    value.kind === 'call' && value.function === 'concat' ? value.arguments : [];
  const name = word?.kind === 'literal' ? String(word.value) : '';
  const unit = /^ (year|month|day|hour|minute|second)s?$/.exec(name)?.[1] as TimeUnit | undefined;
  const whole =
    amount !== undefined &&
    valueKind(amount, context.schema, context.scope).storage === 'integer' &&
    more.length === 0;
  return unit && whole ? { unit, amount } : unsupported('a date modifier that is no constant');
}

function startOf(moment: Expression): Expression {
  return (moment.kind === 'call' && moment.arguments[0]) || moment;
}

/** From the start of a month back to that of its quarter: `'-' || ((month + 2) % 3) || ' months'`. */
function isBackToQuarter(source: Expr, moment: Expression, context: ReadingContext): boolean {
  if (moment.kind !== 'call' || moment.function !== 'truncate' || moment.unit !== 'month')
    return false;
  const month: Expression = { kind: 'call', function: 'month', arguments: moment.arguments };
  const literal = (value: string | number): Expression => ({ kind: 'literal', value });
  const past: Expression = { kind: 'arithmetic', operator: '+', left: month, right: literal(2) };
  const back: Expression = { kind: 'call', function: 'mod', arguments: [past, literal(3)] };
  const expected: Expression = {
    kind: 'call',
    function: 'concat',
    arguments: [literal('-'), back, literal(' months')],
  };
  return JSON.stringify(context.read.expression(source, context)) === JSON.stringify(expected);
}

function isStartOfMonth(moment: Expression): boolean {
  if (moment.kind !== 'call') return false;
  if (moment.function === 'truncate')
    return ['year', 'quarter', 'month'].includes(moment.unit ?? '');
  const [inner] = moment.arguments;
  const keepsDay = moment.unit === 'month' || moment.unit === 'year';
  return moment.function === 'add' && keepsDay && inner !== undefined && isStartOfMonth(inner);
}
