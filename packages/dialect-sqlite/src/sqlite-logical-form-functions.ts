import type { Expression, FunctionName } from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import { filtering, unsupported, type ReadingContext } from './sqlite-logical-form-context.js';
import { convertNumber } from './sqlite-logical-form-operands.js';
import { convertSubstring } from './sqlite-logical-form-substring.js';
import { isNumber, valueKind, type ValueKind } from './sqlite-logical-form-value-kind.js';

/** Functions with as many arguments and the same meaning in the form. */
const same: Readonly<
  Record<string, { readonly name: FunctionName; readonly counts: readonly number[] }>
> = {
  lower: { name: 'lower', counts: [1] },
  upper: { name: 'upper', counts: [1] },
  length: { name: 'length', counts: [1] },
  trim: { name: 'trim', counts: [1] },
  replace: { name: 'replace', counts: [3] },
  instr: { name: 'position', counts: [2] },
  nullif: { name: 'nullif', counts: [2] },
  ifnull: { name: 'coalesce', counts: [2] },
};

/** Functions of numbers: dates are read as the number that they begin with. */
const ofNumbers: typeof same = {
  abs: { name: 'abs', counts: [1] },
  round: { name: 'round', counts: [1, 2] },
  pow: { name: 'power', counts: [2] },
  power: { name: 'power', counts: [2] },
  sqrt: { name: 'sqrt', counts: [1] },
};

/** Arguments of one call at most. */
const MAX_ARGUMENTS = 8;

/** A call of a scalar function. @throws UnsupportedFeatureError for functions that the form lacks */
export function convertScalarCall(
  name: string,
  args: readonly Expr[],
  context: ReadingContext,
): Expression {
  const values = (): Expression[] => args.map((arg) => context.read.expression(arg, context));
  const plain = same[name];
  if (plain?.counts.includes(args.length)) return callOf(plain.name, values());
  const numeric = ofNumbers[name];
  if (numeric?.counts.includes(args.length)) {
    const numbers = args.map((arg) => convertNumber(arg, context));
    if (name === 'round') checkDigits(numbers[1]);
    return callOf(numeric.name, numbers);
  }
  switch (name) {
    case 'substr':
    case 'substring':
      if (args.length === 2 || args.length === 3) return convertSubstring(values(), context);
      break;
    case 'coalesce':
      if (args.length >= 2) return nested('coalesce', values());
      break;
    case 'concat':
      if (args.length >= 1) return concatWithoutNulls(values());
      break;
    case 'iif':
    case 'if':
      if (args.length === 2 || args.length === 3) return conditional(args, context);
      break;
    case 'floor':
    case 'ceil':
    case 'ceiling':
      if (args.length === 1)
        return rounded(
          name === 'floor' ? 'floor' : 'ceiling',
          convertNumber(args[0]!, context),
          context,
        );
      break;
    case 'min':
    case 'max':
      if (args.length === 2) return extreme(name, values(), context);
      break;
    case 'total':
      if (args.length === 1) return total(convertNumber(args[0]!, context));
      break;
    default:
  }
  return unsupported(`the function ${name} with ${args.length} arguments`);
}

function callOf(name: FunctionName, values: readonly Expression[]): Expression {
  return { kind: 'call', function: name, arguments: values };
}

/** SQLite takes a negative number of digits for 0. */
function checkDigits(digits: Expression | undefined): void {
  if (digits === undefined) return;
  const whole = digits.kind === 'literal' && typeof digits.value === 'number' && digits.value >= 0;
  if (!whole) unsupported('round() to digits that are no constant from 0');
}

/** A call of any number of arguments as calls of few. */
export function nested(name: 'concat' | 'coalesce', values: readonly Expression[]): Expression {
  if (values.length <= MAX_ARGUMENTS) return callOf(name, values);
  const first = callOf(name, values.slice(0, MAX_ARGUMENTS));
  return nested(name, [first, ...values.slice(MAX_ARGUMENTS)]);
}

function concatWithoutNulls(values: readonly Expression[]): Expression {
  const empty: Expression = { kind: 'literal', value: '' };
  const texts = values.map((value) =>
    value.kind === 'literal' && value.value !== null ? value : callOf('coalesce', [value, empty]),
  );
  return nested('concat', texts.length === 1 ? [texts[0]!, empty] : texts);
}

function conditional(args: readonly Expr[], context: ReadingContext): Expression {
  const [when, then, otherwise] = args;
  const value = otherwise && context.read.expression(otherwise, context);
  const isNull = value?.kind === 'literal' && value.value === null;
  return {
    kind: 'case',
    branches: [
      {
        when: context.read.condition(when!, context, filtering),
        then: context.read.expression(then!, context),
      },
    ],
    ...(value && !isNull && { otherwise: value }),
  };
}

/** SQLite keeps the type of the number, the form gives a whole number. */
function rounded(
  name: 'floor' | 'ceiling',
  value: Expression,
  { schema, scope }: ReadingContext,
): Expression {
  const { storage } = valueKind(value, schema, scope);
  if (storage === 'integer') return callOf(name, [value]);
  if (storage === 'real') return { kind: 'cast', type: 'real', argument: callOf(name, [value]) };
  return unsupported(`${name}() of what may be no number`);
}

/** The larger or smaller of two values of one kind, NULL when one is; of equal ones `min` gives the second. */
function extreme(
  name: 'min' | 'max',
  values: readonly Expression[],
  { schema, scope }: ReadingContext,
): Expression {
  const [left, right] = values as readonly [Expression, Expression];
  const [one, other] = values.map((value) => valueKind(value, schema, scope)) as [
    ValueKind,
    ValueKind,
  ];
  const alike =
    (isNumber(one) && isNumber(other)) ||
    (one.storage === 'text' && other.storage === 'text') ||
    (one.type !== undefined && one.type === other.type);
  // The function compares as it is, a comparison converts.
  if (!alike) return unsupported(`${name}() of values of different types`);
  const swapped = left.kind === 'literal' && right.kind !== 'literal';
  const compare = (operator: '<' | '<=' | '>' | '>=', mirrored: '<' | '<=' | '>' | '>=') =>
    swapped
      ? ({ kind: 'compare', operator: mirrored, left: right, right: left } as const)
      : ({ kind: 'compare', operator, left, right } as const);
  return {
    kind: 'case',
    branches: [
      { when: name === 'max' ? compare('>=', '<=') : compare('<', '>'), then: left },
      { when: name === 'max' ? compare('<', '>') : compare('>=', '<='), then: right },
    ],
  };
}

/** `total(x)` is a real sum, 0 over no values. */
function total(argument: Expression): Expression {
  const sum: Expression = { kind: 'aggregate', function: 'sum', distinct: false, argument };
  const zero: Expression = { kind: 'literal', value: 0 };
  return { kind: 'cast', type: 'real', argument: callOf('coalesce', [sum, zero]) };
}
