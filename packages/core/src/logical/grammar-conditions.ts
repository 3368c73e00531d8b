import {
  TypeBits,
  subqueryDepth,
  type Frame,
  type GrammarState,
  type LiteralRole,
  type Subject,
} from './grammar-state.js';
import { advance, isLong, Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { allowClauses, nextClause } from './grammar-clauses.js';
import {
  allowExpression,
  allowLiterals,
  completeExpression,
  maxDepth,
  nextInExpression,
} from './grammar-expressions.js';
import { comparableTypes } from './grammar-scope.js';
import { openSubquery } from './grammar-columns.js';
import type { QueryWord } from './query-words.js';

/** Comparisons of one SELECT, and constants of one IN, at most. */
const maxConditions = 8;
const maxMembers = 8;
const orderWords = ['<', '<=', '>', '>='] as const satisfies readonly QueryWord[];
const patternWords = ['contains', 'starts', 'ends', 'like'] as const satisfies readonly QueryWord[];

function subjectState(state: GrammarState): GrammarState {
  return {
    ...state,
    stack: { kind: 'subject', parent: state.stack },
    trail: '',
    aggregated: false,
    skipped: 0,
  };
}

function operandState(state: GrammarState, role: LiteralRole, literals: boolean): GrammarState {
  return {
    ...state,
    mode: 'expression',
    trail: '',
    aggregated: false,
    skipped: 0,
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

function canNest(context: RuleContext, state: GrammarState): boolean {
  return !isLong(context, state) && subqueryDepth(state.stack) < maxDepth;
}

function allowSet(context: RuleContext, state: GrammarState, marker: Marker): void {
  if (canNest(context, state)) marker.word('(');
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
        aggregated: false,
        stack: { kind: 'low', subject: state.subject!, parent: state.stack },
      });
    case 'in':
      return advance(state, { mode: 'in', trail: '', aggregated: false });
    case 'null':
      return completeExpression(
        advance(state, { stack: { kind: 'high', parent: state.stack } }),
        TypeBits.all,
        undefined,
      );
    default:
      return advance(operandState(state, 'pattern', true), {});
  }
}

function parenthesis(
  stack: Frame | undefined,
): Extract<Frame, { kind: 'parenthesis' }> | undefined {
  return stack?.kind === 'parenthesis' ? stack : undefined;
}

/** WHERE and HAVING. */
export const conditionRules: Rules<
  'condition' | 'operator' | 'negated-operator' | 'in' | 'in-members' | 'condition-end'
> = {
  condition: {
    allow(context, state, marker) {
      allowExpression(context, subjectState(state), marker);
      if (!parenthesis(state.stack) && !isLong(context, state)) marker.word('(');
    },
    next(context, state, code, word) {
      if (word === '(')
        return advance(state, {
          stack: { kind: 'parenthesis', alternatives: false, parent: state.stack },
        });
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
      if (word !== undefined && context.tables.codes.get(word) === code && !isConstant(word))
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
        return openSubquery(advance(state, {}), stack, comparableTypes(state.subject!.types));
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
      if (members.length < maxMembers && !isLong(context, state))
        allowLiterals(context, { subject: state.subject!, role: 'equality' }, marker, members);
    },
    next(context, state, code, word) {
      if (word === undefined || isConstant(word))
        return advance(state, { trail: `${state.trail}${code},` });
      return nextAfterCondition(state, word);
    },
  },
  'condition-end': {
    allow: allowConditionEnd,
    next: (_context, state, _code, word) => nextAfterCondition(state, word),
  },
};

function isConstant(word: QueryWord): boolean {
  return word === 'true' || word === 'false' || /^\d+$/.test(word);
}

function allowConditionEnd(context: RuleContext, state: GrammarState, marker: Marker): void {
  const room = !isLong(context, state) && state.select.conditions < maxConditions;
  const open = parenthesis(state.stack);
  if (room) marker.words(['and', 'or']);
  if (open === undefined) return allowClauses(context, state, marker);
  marker.word(open.alternatives ? ')' : 'or');
}

function nextAfterCondition(state: GrammarState, word: QueryWord | undefined): GrammarState {
  const open = parenthesis(state.stack);
  if (word === 'and') return advance(state, { mode: 'condition' });
  if (word === 'or')
    return advance(state, {
      mode: 'condition',
      ...(open && { stack: { ...open, alternatives: true } }),
    });
  if (word === ')' && open) return advance(state, { mode: 'condition-end', stack: open.parent });
  return nextClause(state, word);
}
