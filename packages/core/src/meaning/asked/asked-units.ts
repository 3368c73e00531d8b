import type {
  Condition,
  Expression,
  FieldReference,
  FunctionCall,
  SelectQuery,
  TimeUnit,
} from '@momq/dialect';
import { sameExpression } from '../../logical/expression-walk.js';
import { mapQuery } from '../../logical/visit-query.js';
import { numberOf } from '../../linking/number-words.js';
import {
  isSameSize,
  quantitiesOf,
  unitOfName,
  unitOfSize,
  unitOfWord,
} from '../../linking/units-of-measure.js';
import type { Quantity, UnitOfMeasure } from '../../linking/units-of-measure.js';
import type { AskedQuestion } from './asked-question.js';
import { wordAt } from './question-phrases.js';
import { conjuncts } from './select-conditions.js';

/**
 * Amounts in the unit that the database counts in, and results in the unit that the question asks for: *more than 14 euros* is
 * `price_cents > 1400`, *average duration in hours* divides minutes by 60. A column's unit is the end of its name.
 */
export function withAskedUnits(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  const amounts = quantitiesOf(asked.words).filter((amount) => isThreshold(asked, amount));
  const compared = amounts.length === 0 ? query : withThresholds(query, amounts, asked);
  const wanted = askedUnit(asked);
  if (wanted === undefined) return compared;
  const select = compared.select.map((each) => inUnit(each, wanted, asked));
  // DISTINCT is ordered by what it shows
  const orderBy = compared.orderBy.map((key) => {
    const place = compared.select.findIndex((each) => sameExpression(each, key.expression));
    return place === -1 ? key : { ...key, expression: select[place]! };
  });
  return { ...compared, select, orderBy };
}

/** False for stretches of time and differences: *the last 30 days*, *5 minutes ago*, *per day*, *2 euros a day*, *5 euros more*. */
function isThreshold({ words }: AskedQuestion, { span: [first, end] }: Quantity): boolean {
  if (/^(?:ago|before|after|old|more|less|extra|off|[a-z]{2,}er)$/.test(wordAt(words, end)))
    return false;
  const isRate = /^an?$/.test(wordAt(words, first)) && words[first - 1] !== undefined;
  if (isRate && unitOfWord(words[first - 1]!) !== undefined) return false;
  const before = [1, 2].map((back) => wordAt(words, first - back));
  return !before.some((word) =>
    /^(?:last|past|previous|next|coming|following|recent|every|each|per|within)$/.test(word),
  );
}

function withThresholds(
  query: SelectQuery,
  amounts: readonly Quantity[],
  asked: AskedQuestion,
): SelectQuery {
  const compared = comparisonsOf(query, asked);
  const convert = (condition: Condition): Condition => {
    if (condition.kind === 'compare') {
      const { left, right } = condition;
      if (right.kind !== 'literal' || typeof right.value !== 'number') return condition;
      const unit = unitOf(left, asked);
      const amount = unit && amountFor(unit, right.value, { amounts, compared, asked });
      return amount === undefined ? condition : { ...condition, ...converted(left, amount, asked) };
    }
    if (condition.kind !== 'between') return condition;
    const { value, low, high } = condition;
    const unit = unitOf(value, asked);
    const [first, second, ...more] = amounts.filter(
      ({ dimension }) => dimension === unit?.dimension,
    );
    if (first === undefined || second === undefined || more.length > 0) return condition;
    if (low.kind !== 'literal' || high.kind !== 'literal') return condition;
    const sorted = [first, second].sort((a, b) => a.value * a.size - b.value * b.size);
    const ends = sorted.map((amount) => converted(value, amount, asked));
    return { ...condition, value: ends[1]!.left, low: ends[0]!.right, high: ends[1]!.right };
  };
  return mapQuery(query, { condition: convert }) as SelectQuery;
}

/** Dimensions of what the query compares with a number, one for each comparison. */
function comparisonsOf({ where, having }: SelectQuery, asked: AskedQuestion): readonly string[] {
  return [...conjuncts(where), ...conjuncts(having)].flatMap((condition) => {
    const isNumber =
      condition.kind === 'compare' &&
      condition.right.kind === 'literal' &&
      typeof condition.right.value === 'number';
    const unit = isNumber ? unitOf(condition.left, asked) : undefined;
    return unit ? [unit.dimension] : [];
  });
}

/** The amount that a comparison is about: the only one that it can be, else the one whose number it has. */
function amountFor(
  { dimension, size }: UnitOfMeasure,
  value: number,
  known: {
    readonly amounts: readonly Quantity[];
    readonly compared: readonly string[];
    readonly asked: AskedQuestion;
  },
): Quantity | undefined {
  const like = known.amounts.filter((amount) => amount.dimension === dimension);
  if (like.some((amount) => isSameSize(value, (amount.value * amount.size) / size)))
    return undefined;
  // longer than 60 with 2 minutes of pause: the number is said by itself
  const isSaid = known.asked.words.some(
    ({ text }, place) =>
      numberOf(text) === value &&
      !known.amounts.some(({ span: [first, end] }) => first <= place && place < end),
  );
  if (isSaid) return undefined;
  const comparisons = known.compared.filter((each) => each === dimension).length;
  if (like.length === 1 && comparisons === 1) return like[0];
  return like.find((amount) => amount.value === value);
}

/** Both sides of a comparison with an amount; a difference of times is counted in the amount's unit. */
function converted(
  left: Expression,
  amount: Quantity,
  asked: AskedQuestion,
): { readonly left: Expression; readonly right: Expression } {
  const time = isDifference(left) ? timeUnitOf(amount) : undefined;
  if (time !== undefined)
    return {
      left: { ...(left as FunctionCall), unit: time },
      right: { kind: 'literal', value: amount.value },
    };
  const { size } = unitOf(left, asked)!;
  const value = rounded((amount.value * amount.size) / size);
  return { left, right: { kind: 'literal', value } };
}

/** The unit of a number that an expression gives; undefined where nothing says it. */
function unitOf(expression: Expression, asked: AskedQuestion): UnitOfMeasure | undefined {
  switch (expression.kind) {
    case 'field':
      return isMinimum(expression, asked) ? undefined : unitOfName(expression.field);
    case 'aggregate':
      return expression.function === 'count' ? undefined : unitOf(expression.argument, asked);
    case 'cast':
      return ['integer', 'real'].includes(expression.type)
        ? unitOf(expression.argument, asked)
        : undefined;
    case 'call': {
      if (expression.function === 'difference') return timeUnits.get(expression.unit);
      const [first] = expression.arguments;
      const keeps = ['abs', 'round', 'coalesce', 'floor', 'ceiling'].includes(expression.function);
      return keeps && first !== undefined ? unitOf(first, asked) : undefined;
    }
    case 'arithmetic': {
      const left = unitOf(expression.left, asked);
      const { right } = expression;
      if (left === undefined) return undefined;
      if (expression.operator === '+' || expression.operator === '-')
        return unitOf(right, asked)?.size === left.size ? left : undefined;
      if (right.kind !== 'literal' || typeof right.value !== 'number') return undefined;
      const factor = expression.operator === '/' ? right.value : 1 / right.value;
      // what is no conversion is a part or a multiple in the same unit: price_cents * 1.2
      return unitOfSize({ dimension: left.dimension, size: left.size * factor }) ?? left;
    }
    default:
      return undefined;
  }
}

/** True for `duration_min` beside `duration_max`. */
function isMinimum({ entity, field }: FieldReference, { schema }: AskedQuestion): boolean {
  if (!/min$/i.test(field)) return false;
  const maximum = field.replace(/min$/i, 'max').toLowerCase();
  const fields = schema.entities.find(({ name }) => name === entity)?.fields ?? [];
  return fields.some(({ name }) => name.toLowerCase() === maximum);
}

const timeUnits: ReadonlyMap<TimeUnit | undefined, UnitOfMeasure> = new Map(
  (
    [
      ['second', 1000],
      ['minute', 60_000],
      ['hour', 3_600_000],
      ['day', 86_400_000],
      ['week', 604_800_000],
    ] as const
  ).map(([unit, size]) => [unit, { dimension: 'time', size }]),
);

function timeUnitOf({ size }: UnitOfMeasure): TimeUnit | undefined {
  return [...timeUnits].find(([, unit]) => unit.size === size)?.[0];
}

function isDifference(expression: Expression): expression is FunctionCall {
  return expression.kind === 'call' && expression.function === 'difference';
}

/** The one unit that the question wants results in: *in euros*, *how many hours*. */
function askedUnit({ words }: AskedQuestion): UnitOfMeasure | undefined {
  const found = words.flatMap((word, place) => {
    const unit = unitOfWord(word);
    const before = wordAt(words, place - 1);
    const isAsked =
      (['in', 'of'].includes(before) && !isAdjective(wordAt(words, place))) ||
      (['many', 'much'].includes(before) && wordAt(words, place - 2) === 'how') ||
      (before === 'whole' && wordAt(words, place - 2) === 'in');
    return unit !== undefined && isAsked ? [unit] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** True for units that stand before what they are said of: *in second place*, *the price of day tickets*. */
function isAdjective(word: string): boolean {
  return /^(?:second|minute|hour|day|week|pound|ton|tonne|gram|metre|meter)$/.test(word);
}

/** An expression of another unit of the dimension in this one; what is a share of it, or a count, stays. */
function inUnit(expression: Expression, wanted: UnitOfMeasure, asked: AskedQuestion): Expression {
  const unit = unitOf(expression, asked);
  if (unit?.dimension !== wanted.dimension || isSameSize(unit.size, wanted.size)) return expression;
  const time = isDifference(expression) ? timeUnitOf(wanted) : undefined;
  if (time !== undefined) return { ...(expression as FunctionCall), unit: time };
  const [operator, value] =
    unit.size < wanted.size
      ? (['/', wanted.size / unit.size] as const)
      : (['*', unit.size / wanted.size] as const);
  const left: Expression = { kind: 'cast', type: 'real', argument: expression };
  return { kind: 'arithmetic', operator, left, right: { kind: 'literal', value: rounded(value) } };
}

/** Without what binary fractions add: 0.29 × 100 is 29. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
