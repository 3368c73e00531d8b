import {
  Clause,
  TypeBits,
  type Frame,
  type GrammarState,
  type LiteralRole,
  type Subject,
} from './grammar-state.js';
import { advance, isLong, Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { allowClauses, nextClause } from './grammar-clauses.js';
import { openThen } from './grammar-cases.js';
import { completeCondition } from './grammar-complete.js';
import { allowExpression, canNest, nextInExpression } from './grammar-expressions.js';
import { allowLiterals } from './grammar-literals.js';
import { allowSources, nextSource } from './grammar-sources.js';
import { comparableTypes } from './grammar-scope.js';
import { openSubquery } from './grammar-columns.js';
import { isConstantWord, type QueryWord } from './query-words.js';

/** Comparisons of one SELECT, and constants of one IN, at most. */
const maxConditions = { version1: 8, version2: 16 };
const maxMembers = { version1: 8, version2: 16 };
const orderWords = ['<', '<=', '>', '>='] as const satisfies readonly QueryWord[];
const patternWords = ['contains', 'starts', 'ends', 'like'] as const satisfies readonly QueryWord[];

function subjectState(state: GrammarState): GrammarState {
  return {
    ...state,
    stack: { kind: 'subject', parent: state.stack },
    trail: '',
    aggregated: insideCase(state) && state.aggregated,
    skipped: 0,
    outward: 0,
  };
}

function operandState(state: GrammarState, role: LiteralRole, literals: boolean): GrammarState {
  return {
    ...state,
    mode: 'expression',
    trail: '',
    aggregated: insideCase(state) && state.aggregated,
    skipped: 0,
    outward: 0,
    stack: { kind: 'operand', subject: state.subject!, role, literals, parent: state.stack },
  };
}

function isAny(marker: Marker): boolean {
  return marker.mask.includes(1);
}

function allowsAny(context: RuleContext, allow: (marker: Marker) => void): boolean {
  const marker = new Marker(context.tables);
  allow(marker);
  return isAny(marker);
}

function hasPattern(context: RuleContext, subject: Subject): boolean {
  return (
    (subject.types & (TypeBits.text | TypeBits.date | TypeBits.other)) !== 0 &&
    allowsAny(context, (marker) => allowLiterals(context, { subject, role: 'pattern' }, marker))
  );
}

/** Conditions of a CASE are part of the expression around it, which they may make one of aggregates. */
function insideCase({ stack }: GrammarState): boolean {
  for (let frame = stack; frame !== undefined; frame = frame.parent) {
    if (frame.kind === 'when') return true;
    if (frame.kind === 'subquery') return false;
  }
  return false;
}

function canOpen(context: RuleContext, state: GrammarState): boolean {
  return !isLong(context, state) && canNest(context, state);
}

function allowSet(context: RuleContext, state: GrammarState, marker: Marker): void {
  if (canOpen(context, state) && !context.tables.lacking.has('subquery')) marker.word('(');
  allowLiterals(context, { subject: state.subject!, role: 'equality' }, marker);
}

/** Operators that may follow `not` too. */
function allowSetOperators(context: RuleContext, state: GrammarState, marker: Marker): void {
  const subject = state.subject!;
  const bound = (inner: Marker) => allowLiterals(context, { subject, role: 'order' }, inner);
  if (subject.types & ~TypeBits.boolean && allowsAny(context, bound)) marker.word('between');
  if (subject.aggregate) return;
  marker.word('null');
  if (allowsAny(context, (inner) => allowSet(context, state, inner))) marker.word('in');
  if (hasPattern(context, subject)) marker.words(patternWords);
}

function nextSetOperator(state: GrammarState, word: QueryWord | undefined): GrammarState {
  switch (word) {
    case 'between':
      return advance(state, {
        mode: 'expression',
        trail: '',
        aggregated: insideCase(state) && state.aggregated,
        stack: { kind: 'low', subject: state.subject!, parent: state.stack },
      });
    case 'in':
      return advance(state, {
        mode: 'in',
        trail: '',
        aggregated: insideCase(state) && state.aggregated,
      });
    case 'null':
      return completeCondition(advance(state, {}), state.stack);
    default:
      return advance(operandState(state, 'pattern', true), {});
  }
}

function isSetOperator(word: QueryWord): boolean {
  return (['between', 'in', 'null', ...patternWords] as readonly QueryWord[]).includes(word);
}

function parenthesis(
  stack: Frame | undefined,
): Extract<Frame, { kind: 'parenthesis' }> | undefined {
  return stack?.kind === 'parenthesis' ? stack : undefined;
}

/** WHERE and HAVING. */
export const conditionRules: Rules<
  | 'condition'
  | 'operator'
  | 'negated-operator'
  | 'in'
  | 'in-members'
  | 'condition-end'
  | 'not-exists'
  | 'exists'
> = {
  condition: {
    allow(context, state, marker) {
      const { version2, lacking } = context.tables;
      const open = parenthesis(state.stack);
      allowExpression(context, subjectState(state), marker);
      if ((version2 || !open) && !isLong(context, state)) marker.word('(');
      if (!version2 || !canOpen(context, state)) return;
      if (open?.fresh === true && !lacking.has('subquery')) marker.word('from');
      if (!context.tables.codes.has('exists')) return;
      marker.words(['exists', 'not']);
    },
    next(context, state, code, word) {
      if (word === '(')
        return advance(state, {
          stack: { kind: 'parenthesis', alternatives: false, fresh: true, parent: state.stack },
        });
      if (word === 'exists') return advance(state, { mode: 'exists' });
      if (word === 'not') return advance(state, { mode: 'not-exists' });
      if (word === 'from') {
        const subject = subjectState({ ...state, stack: state.stack?.parent });
        const required = { count: 1, types: TypeBits.all };
        return advance(openSubquery(subject, subject.stack, 'value', required), { mode: 'entity' });
      }
      return nextInExpression(context, subjectState(state), code, word);
    },
  },
  operator: {
    allow(context, state, marker) {
      const subject = state.subject!;
      allowLiterals(context, { subject, role: 'equality' }, marker);
      if (
        allowsAny(context, (inner) =>
          allowExpression(context, operandState(state, 'equality', false), inner),
        )
      )
        marker.word('=');
      if (
        allowsAny(context, (inner) =>
          allowExpression(context, operandState(state, 'equality', true), inner),
        )
      )
        marker.word('!=');
      if (
        subject.types & ~TypeBits.boolean &&
        allowsAny(context, (inner) =>
          allowExpression(context, operandState(state, 'order', true), inner),
        )
      )
        marker.words(orderWords);
      allowSetOperators(context, state, marker);
      if (!subject.aggregate) marker.word('not');
    },
    next(context, state, code, word) {
      if (word === 'not') return advance(state, { mode: 'negated-operator' });
      if (word === '=' || word === '!=')
        return advance(operandState(state, 'equality', word === '!='), {});
      if ((orderWords as readonly (QueryWord | undefined)[]).includes(word))
        return advance(operandState(state, 'order', true), {});
      if (word !== undefined && context.tables.codes.get(word) === code && isSetOperator(word))
        return nextSetOperator(state, word);
      return nextInExpression(context, operandState(state, 'equality', true), code, word);
    },
  },
  'negated-operator': {
    allow: allowSetOperators,
    next: (_context, state, _code, word) => nextSetOperator(state, word),
  },
  in: {
    allow: allowSet,
    next(_context, state, code, word) {
      if (word === '(') {
        const stack: Frame = {
          kind: 'operand',
          subject: state.subject!,
          role: 'equality',
          literals: false,
          parent: state.stack,
        };
        const types = comparableTypes(state.subject!.types);
        return openSubquery(advance(state, {}), stack, 'value', { count: 1, types });
      }
      return advance(state, {
        mode: 'in-members',
        trail: `${code},`,
        select: { ...state.select, conditions: state.select.conditions + 1 },
      });
    },
  },
  'in-members': {
    allow(context, state, marker) {
      allowConditionEnd(context, state, marker);
      const members = state.trail
        .split(',')
        .filter((code) => code !== '')
        .map((code) => `${code},`);
      const most = context.tables.version2 ? maxMembers.version2 : maxMembers.version1;
      if (members.length < most && !isLong(context, state))
        allowLiterals(context, { subject: state.subject!, role: 'equality' }, marker, members);
    },
    next(context, state, code, word) {
      if (word === undefined ? context.tables.valueOf.has(code) : isConstantWord(word))
        return advance(state, { trail: `${state.trail}${code},` });
      return nextAfterCondition(context, state, code, word);
    },
  },
  'condition-end': { allow: allowConditionEnd, next: nextAfterCondition },
  'not-exists': {
    allow: (_context, _state, marker) => marker.word('exists'),
    next: (_context, state) => advance(state, { mode: 'exists' }),
  },
  exists: {
    allow: (_context, _state, marker) => marker.word('('),
    next: (_context, state) => openSubquery(advance(state, {}), state.stack, 'exists'),
  },
};

function allowConditionEnd(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { version2 } = context.tables;
  const most = version2 ? maxConditions.version2 : maxConditions.version1;
  const room = !isLong(context, state) && state.select.conditions < most;
  const open = parenthesis(state.stack);
  if (room) marker.words(['and', 'or']);
  if (open !== undefined) return marker.word(open.alternatives ? ')' : 'or');
  if (state.stack?.kind === 'when') return marker.word('then');
  if (state.select.clause === Clause.from) return allowSources(context, state, marker);
  allowClauses(context, state, marker);
}

function nextAfterCondition(
  context: RuleContext,
  state: GrammarState,
  code: number,
  word: QueryWord | undefined,
): GrammarState {
  const open = parenthesis(state.stack);
  if (word === 'and')
    return advance(state, { mode: 'condition', ...(open && { stack: { ...open, fresh: false } }) });
  if (word === 'or')
    return advance(state, {
      mode: 'condition',
      ...(open && { stack: { ...open, alternatives: true, fresh: false } }),
    });
  if (word === ')' && open) return advance(state, { mode: 'condition-end', stack: open.parent });
  if (state.stack?.kind === 'when' && word === 'then') return openThen(state, state.stack);
  if (state.select.clause === Clause.from) return nextSource(context, state, code, word);
  return nextClause(state, word);
}
