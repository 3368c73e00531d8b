import type { Expression } from '@momq/dialect';
import { expressionWords } from './expression-words.js';
import { TypeBits, subqueryDepth, type Frame, type GrammarState } from './grammar-state.js';
import { advance, isLong, type Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { comparableTypes } from './grammar-scope.js';
import { addStar, openSubquery } from './grammar-columns.js';
import { completeExpression } from './grammar-complete.js';
import { allowCalls, isFunction, openCall, openWindow } from './grammar-calls.js';
import { openCase } from './grammar-cases.js';
import { allowLiterals, hasLiteral } from './grammar-literals.js';
import { placeOf, type Place } from './grammar-places.js';
import { allowReferences, hasReference, isBare } from './grammar-references.js';
import { castTypes } from './grammar-types.js';
import { argumentCounts } from './function-catalogue.js';
import { isConstantWord, type QueryWord } from './query-words.js';

/** Queries inside queries at most, for weights of version 1 and 2 of the form. */
const maxDepth = { version1: 2, version2: 4 };
/** Operators, functions and CASEs inside each other at most. */
const maxNesting = 10;

/** True when one more query may begin inside. */
export function canNest({ tables }: RuleContext, state: GrammarState): boolean {
  return subqueryDepth(state.stack) < (tables.version2 ? maxDepth.version2 : maxDepth.version1);
}

function nesting(stack: Frame | undefined): number {
  let depth = 0;
  for (let frame = stack; frame !== undefined && frame.kind !== 'subquery'; frame = frame.parent)
    if (['left', 'right', 'call', 'cast', 'then', 'else', 'when'].includes(frame.kind)) depth += 1;
  return depth;
}

/** Where an expression begins, and what fits there. */
interface Beginning {
  readonly context: RuleContext;
  readonly state: GrammarState;
  readonly place: Place;
  /** False where only what has no expressions inside may begin. */
  readonly nests: boolean;
  /** Some field or column is in reach. */
  readonly references: boolean;
}

/** Marks what expressions of each kind may begin with. */
const beginnings: Readonly<
  Record<Expression['kind'], (beginning: Beginning, marker: Marker) => void>
> = {
  // Fields and columns share their first words.
  field({ context, state, place }, marker) {
    if (place.fields) allowReferences(context, state, place, marker);
  },
  column: () => undefined,
  star({ state: { select, stack: frame } }, marker) {
    const { columns, required } = select;
    const whole = required === undefined || required.count === -1;
    if (frame?.kind === 'item' && columns === 0 && whole) marker.word('*');
  },
  literal({ context, state, place }, marker) {
    if (place.literals) allowLiterals(context, place.literals, marker);
    if (state.stack?.kind === 'then' || state.stack?.kind === 'else') marker.word('null');
  },
  aggregate({ context, state, place }, marker) {
    if (place.aggregates) allowAggregates(context, state, place, marker);
  },
  arithmetic({ context, state, place, nests }, marker) {
    if (!nests || !place.arithmetic || (place.types & TypeBits.number) === 0) return;
    const number = { types: TypeBits.number, trail: state.trail, skipped: 0, unique: false };
    if (context.tables.version2 || hasReference(context, state, number))
      marker.words(expressionWords.arithmetic);
  },
  call({ context, state, place, nests }, marker) {
    if (nests && place.calls) allowCalls(context, state, place, marker);
  },
  cast({ place, nests, references }, marker) {
    if (!nests || !place.cases || !references) return;
    for (const word of expressionWords.cast) if (castTypes(word) & place.types) marker.word(word);
  },
  case({ context, state, place, nests, references }, marker) {
    if (!nests || !place.cases || !references) return;
    const result = { types: place.types, trail: state.trail, skipped: 0, unique: false };
    if (hasLiteral(context, place.types) || hasReference(context, state, result))
      marker.word('case');
  },
  window({ place, nests, references }, marker) {
    if (nests && place.windows && references) marker.word('over');
  },
  subquery({ context, state, place, nests }, marker) {
    if (!nests || !place.subqueries || context.tables.lacking.has('subquery')) return;
    if (canNest(context, state)) marker.word('(');
  },
};

/** Marks what an expression at the place of the innermost frame may start with. */
export function allowExpression(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { select, stack: frame, skipped, outward } = state;
  const place = placeOf(context, select, frame);
  const nests = !isLong(context, state) && nesting(frame) < maxNesting;
  const any = { types: TypeBits.all, trail: state.trail, skipped: 0, unique: false };
  const references =
    (place.fields || place.aggregates) && nests && hasReference(context, state, any);
  const beginning = { context, state, place, nests, references };
  // Only a reference follows `outer` and `other`.
  if (skipped > 0 || outward > 0) return beginnings.field(beginning, marker);
  for (const begin of Object.values(beginnings)) begin(beginning, marker);
  allowBefore(context, state, marker);
}

/** Marks words that stand before what an aggregate, a function or a window is applied to. */
function allowBefore(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { select, stack: frame, trail } = state;
  const { version2, codes } = context.tables;
  switch (frame?.kind) {
    case 'aggregate': {
      const counts = frame.word === 'count' || (version2 && /sum|avg/.test(frame.word));
      const types = frame.word === 'count' ? TypeBits.all : TypeBits.number;
      const behind = `${trail}${codes.get('distinct')},`;
      const { unique } = placeOf(context, select, frame);
      const wanted = { types, unique, trail: behind, skipped: 0 };
      if (counts && !frame.distinct && hasReference(context, state, wanted))
        marker.word('distinct');
      return;
    }
    case 'call':
      if (frame.place === 0 && frame.count < argumentCounts(frame.name).max) marker.word('more');
      return;
    case 'window-argument':
      if (!frame.offset && (frame.word === 'lag' || frame.word === 'lead')) marker.word('offset');
      return;
    default:
  }
}

function allowAggregates(
  context: RuleContext,
  state: GrammarState,
  place: Place,
  marker: Marker,
): void {
  const { codes } = context.tables;
  const { unique } = place;
  const extended = (word: QueryWord) => `${state.trail}${codes.get(word)},`;
  const numbers = (place.types & TypeBits.number) !== 0;
  if (numbers && !(unique && state.select.seen.includes(extended('count*')))) marker.word('count*');
  for (const word of ['count', 'sum', 'avg', 'min', 'max'] as const) {
    const sums = word === 'sum' || word === 'avg';
    const types = sums ? TypeBits.number : word === 'count' ? TypeBits.all : place.types;
    const wanted = { types, unique, trail: extended(word), skipped: 0 };
    if ((numbers || !(sums || word === 'count')) && hasReference(context, state, wanted))
      marker.word(word);
  }
}

/** The state after one token of an expression. */
export function nextInExpression(
  context: RuleContext,
  state: GrammarState,
  code: number,
  word: QueryWord | undefined,
): GrammarState {
  const { tables } = context;
  const { stack: frame } = state;
  // Version 1 took a column for one of its group unless it held an aggregate.
  const bare = tables.version2 ? state.bare : !state.aggregated;
  const after = advance(state, { mode: 'expression', trail: `${state.trail}${code},`, bare });
  const aggregated = { aggregated: true, bare: bare && tables.version2 };
  const field = tables.fieldOf.get(code);
  if (field) {
    const reference = { ...after, skipped: 0, bare: bare || (tables.version2 && isBare(state)) };
    return { ...completeExpression(reference, field.types, code), outward: 0 };
  }
  const value = tables.valueOf.get(code);
  if (value) {
    const types = value.numeric ? TypeBits.number : TypeBits.text | TypeBits.date;
    return completeExpression(after, tables.version2 ? types : valueTypes(state), undefined);
  }
  if (word === undefined) return after;
  switch (word) {
    case 'outer':
      return { ...after, outward: state.outward + 1 };
    case 'other':
      return { ...after, skipped: state.skipped + 1 };
    case 'column':
      return { ...after, mode: 'column' };
    case '*':
      return addStar({ ...after, stack: frame?.parent }, tables);
    case 'count*':
      return completeExpression({ ...after, ...aggregated }, TypeBits.number, undefined);
    case 'distinct':
      return frame?.kind === 'aggregate'
        ? { ...after, stack: { ...frame, distinct: true } }
        : after;
    case 'more':
      return frame?.kind === 'call'
        ? { ...after, stack: { ...frame, count: frame.count + 1 } }
        : after;
    case 'offset':
      return frame?.kind === 'window-argument'
        ? { ...after, mode: 'window-offset', stack: { ...frame, offset: true } }
        : after;
    case 'count':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max': {
      const stack = { kind: 'aggregate', word, distinct: false, parent: frame } as const;
      return { ...after, ...aggregated, stack };
    }
    case '+':
    case '-':
    case 'times':
    case '/':
      return { ...after, stack: { kind: 'left', parent: frame } };
    case 'cast text':
    case 'cast integer':
    case 'cast real':
    case 'cast date':
    case 'cast datetime':
      return { ...after, stack: { kind: 'cast', word, parent: frame } };
    case 'case':
      return openCase(after);
    case 'over':
      return openWindow(after);
    case '(':
      return openSubquery(after, frame, 'value', {
        count: 1,
        types: subqueryTypes(context, state),
      });
    case 'null':
      return completeExpression(after, 0, undefined);
    default:
      if (isFunction(word)) return openCall(after, word);
      return completeExpression(after, wordTypes(word), undefined);
  }
}

function valueTypes({ subject }: GrammarState): number {
  return subject?.types ?? TypeBits.all;
}

function wordTypes(word: QueryWord): number {
  return isConstantWord(word) && !/^\d/.test(word)
    ? TypeBits.boolean | TypeBits.number
    : TypeBits.number;
}

function subqueryTypes(context: RuleContext, { stack: frame, select }: GrammarState): number {
  if (frame?.kind === 'operand') return comparableTypes(frame.subject.types);
  return context.tables.version2 ? placeOf(context, select, frame).types : TypeBits.all;
}

/** Values: fields, aggregates, arithmetic, functions, constants, subqueries. */
export const expressionRules: Rules<'expression'> = {
  expression: { allow: allowExpression, next: nextInExpression },
};
