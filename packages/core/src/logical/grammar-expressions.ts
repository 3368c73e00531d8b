import { TypeBits, subqueryDepth, type GrammarState } from './grammar-state.js';
import { advance, isLong, type Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { comparableTypes, fieldsInScope, valueFits } from './grammar-scope.js';
import { addColumn, addKey, openSubquery } from './grammar-columns.js';
import {
  functionArguments,
  numeric,
  placeOf,
  resultTypes,
  type LiteralPlace,
} from './grammar-places.js';
import type { QueryWord } from './query-words.js';

/** Queries inside queries at most. */
export const maxDepth = 2;

const numberWords = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
] as const satisfies readonly QueryWord[];

/** A field that is looked for: its {@link TypeBits}, and the codes of the expression that lead to it. */
interface WantedField {
  readonly types: number;
  readonly trail: string;
  /** How many times `other` was said already. */
  readonly skipped: number;
  /** True where an expression of the clause may not come twice. */
  readonly unique: boolean;
}

function fieldsFor({ tables }: RuleContext, { select }: GrammarState, wanted: WantedField) {
  return fieldsInScope(tables, select, wanted.skipped).filter(
    (field) =>
      (field.types & wanted.types) !== 0 &&
      !(wanted.unique && select.seen.includes(`${wanted.trail}${field.code},`)),
  );
}

/** Whether there is such a field, now or after `other` any number of times more. */
function hasField(context: RuleContext, state: GrammarState, wanted: WantedField): boolean {
  const other = context.tables.codes.get('other');
  let { trail, skipped } = wanted;
  while (fieldsInScope(context.tables, state.select, skipped).length > 0) {
    if (fieldsFor(context, state, { ...wanted, trail, skipped }).length > 0) return true;
    if (other === undefined) return false;
    trail += `${other},`;
    skipped += 1;
  }
  return false;
}

/** Marks the constants that fit; `seen` ones are left out. */
export function allowLiterals(
  { tables }: RuleContext,
  { subject, role }: LiteralPlace,
  marker: Marker,
  seen: readonly string[] = [],
): void {
  for (const value of tables.values)
    if (valueFits(value, subject, role) && !seen.includes(`${value.code},`))
      marker.code(value.code);
  if (role !== 'pattern' && subject.types & TypeBits.boolean) marker.words(['true', 'false']);
  if (subject.types & (TypeBits.number | TypeBits.boolean | TypeBits.other | TypeBits.text)) {
    for (const word of numberWords)
      if (!seen.includes(`${tables.codes.get(word)},`)) marker.word(word);
  }
}

/** Marks what an expression at the place of the innermost frame may start with. */
export function allowExpression(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { tables } = context;
  const { select, stack: frame, trail, skipped } = state;
  if (frame?.kind === 'high')
    return allowLiterals(context, { subject: state.subject ?? numeric, role: 'order' }, marker);
  const place = placeOf(select, frame);
  if (place.fields) {
    for (const field of fieldsFor(context, state, { ...place, trail, skipped })) {
      const itself =
        frame?.kind === 'operand' &&
        frame.subject.field === field.code &&
        (select.counts.get(field.owner) ?? 0) < 2;
      if (!itself) marker.code(field.code);
    }
    const other = tables.codes.get('other');
    if (
      other !== undefined &&
      hasField(context, state, { ...place, trail: `${trail}${other},`, skipped: skipped + 1 })
    )
      marker.word('other');
  }
  if (skipped > 0) return;
  const extended = (word: QueryWord) => `${trail}${tables.codes.get(word)},`;
  const { unique } = place;
  const takes = (word: QueryWord, types: number) =>
    hasField(context, state, { types, unique, trail: extended(word), skipped: 0 });
  const repeats = (word: QueryWord) => unique && select.seen.includes(extended(word));
  const numbers = (place.types & TypeBits.number) !== 0;
  const begins = !isLong(context, state);
  if (
    frame?.kind === 'item' &&
    select.columns === 0 &&
    (select.required === undefined || select.required.count === -1)
  )
    marker.word('*');
  if (
    frame?.kind === 'aggregate' &&
    frame.word === 'count' &&
    !frame.distinct &&
    takes('distinct', TypeBits.all)
  )
    marker.word('distinct');
  if (place.aggregates) {
    if (numbers && !repeats('count*')) marker.word('count*');
    for (const word of ['count', 'sum', 'avg', 'min', 'max'] as const) {
      const sums = word === 'sum' || word === 'avg';
      const types = sums ? TypeBits.number : word === 'count' ? TypeBits.all : place.types;
      if ((numbers || !(sums || word === 'count')) && takes(word, types)) marker.word(word);
    }
  }
  if (
    place.arithmetic &&
    begins &&
    numbers &&
    hasField(context, state, { types: TypeBits.number, trail, skipped: 0, unique: false })
  ) {
    marker.words(['+', '-', 'times', '/']);
  }
  if (place.calls && begins) {
    for (const [word, types] of Object.entries(functionArguments) as [QueryWord, number][]) {
      const result = resultTypes(word);
      if ((place.types & result) !== 0 && takes(word, types)) marker.word(word);
    }
  }
  if (place.literals) allowLiterals(context, place.literals, marker);
  if (
    frame?.kind === 'operand' &&
    begins &&
    frame.role !== 'pattern' &&
    subqueryDepth(state.stack) < maxDepth
  )
    marker.word('(');
}

/** The state after an expression is complete: the innermost frame takes it. */
export function completeExpression(
  state: GrammarState,
  types: number,
  field: number | undefined,
): GrammarState {
  const { stack: frame } = state;
  switch (frame?.kind) {
    case 'aggregate': {
      const result = frame.word === 'min' || frame.word === 'max' ? types : TypeBits.number;
      return completeExpression({ ...state, stack: frame.parent }, result, undefined);
    }
    case 'call':
      return completeExpression(
        { ...state, stack: frame.parent },
        resultTypes(frame.word),
        undefined,
      );
    case 'left':
      return {
        ...state,
        mode: 'expression',
        stack: { kind: 'right', parent: frame.parent },
        skipped: 0,
      };
    case 'right':
      return completeExpression({ ...state, stack: frame.parent }, TypeBits.number, undefined);
    case 'item':
      return addColumn({ ...state, stack: frame.parent }, types, field !== undefined);
    case 'key':
      return addKey({ ...state, stack: frame.parent, mode: 'keys' });
    case 'order-key':
      return addKey({ ...state, stack: frame.parent, mode: 'order-key-end' });
    case 'subject':
      return {
        ...state,
        mode: 'operator',
        stack: frame.parent,
        skipped: 0,
        subject: { types, aggregate: state.aggregated, ...(field !== undefined && { field }) },
      };
    case 'low':
      return {
        ...state,
        mode: 'expression',
        stack: { kind: 'high', parent: frame.parent },
        subject: frame.subject,
      };
    default:
      // The operand of a comparison, the upper bound of BETWEEN.
      return {
        ...state,
        mode: 'condition-end',
        stack: frame?.parent,
        skipped: 0,
        select: { ...state.select, conditions: state.select.conditions + 1 },
      };
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
  const trail = `${state.trail}${code},`;
  const after = advance(state, { mode: 'expression', trail });
  const field = tables.fieldOf.get(code);
  if (field) return completeExpression({ ...after, skipped: 0 }, field.types, code);
  if (tables.valueOf.has(code))
    return completeExpression(after, state.subject?.types ?? TypeBits.all, undefined);
  switch (word) {
    case 'other':
      return { ...after, skipped: state.skipped + 1 };
    case '*':
      return addColumn(
        { ...after, stack: state.stack?.parent, select: { ...state.select, star: true } },
        TypeBits.all,
        false,
      );
    case 'count*':
      return completeExpression({ ...after, aggregated: true }, TypeBits.number, undefined);
    case 'distinct':
      return state.stack?.kind === 'aggregate'
        ? { ...after, stack: { ...state.stack, distinct: true } }
        : after;
    case 'count':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return {
        ...after,
        aggregated: true,
        stack: { kind: 'aggregate', word, distinct: false, parent: state.stack },
      };
    case '+':
    case '-':
    case 'times':
    case '/':
      return { ...after, stack: { kind: 'left', parent: state.stack } };
    case '(':
      return openSubquery(
        after,
        state.stack,
        state.stack?.kind === 'operand' ? comparableTypes(state.stack.subject.types) : TypeBits.all,
      );
    default:
      if (word !== undefined && functionArguments[word] !== undefined)
        return { ...after, stack: { kind: 'call', word, parent: state.stack } };
      return completeExpression(after, TypeBits.number, undefined);
  }
}

/** Values: fields, aggregates, arithmetic, functions, constants, subqueries. */
export const expressionRules: Rules<'expression'> = {
  expression: { allow: allowExpression, next: nextInExpression },
};
