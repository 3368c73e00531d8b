import {
  Clause,
  TypeBits,
  emptySelect,
  type Frame,
  type GrammarState,
  type SelectState,
} from './grammar-state.js';
import { advance, isLong, type Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { outputTypes } from './grammar-columns.js';
import { restore } from './grammar-around.js';
import { completeCondition, completeExpression } from './grammar-complete.js';
import { allowExpression, nextInExpression } from './grammar-expressions.js';
import { hasAnyReference } from './grammar-references.js';
import type { QueryWord } from './query-words.js';

const maxColumns = { version1: 8, version2: 16 };
const maxKeys = { version1: 4, version2: 8 };
const maxSetOperations = 2;
const setWords = [
  'union',
  'union all',
  'intersect',
  'intersect all',
  'except',
  'except all',
] as const satisfies readonly QueryWord[];

function limitOf(
  { tables }: RuleContext,
  limits: { readonly version1: number; readonly version2: number },
): number {
  return tables.version2 ? limits.version2 : limits.version1;
}

/** Aggregates beside plain columns need GROUP BY. */
function needsGroup(select: SelectState): boolean {
  return !select.grouped && select.aggregateColumns > 0 && select.plainColumns > 0;
}

/** Marks the words that may follow a complete clause: a later clause, a set operation, the end. */
export function allowClauses(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { select } = state;
  const { version2 } = context.tables;
  const more = !isLong(context, state);
  const anyField = hasAnyReference(context, select);
  if (more && select.clause < Clause.where && anyField) marker.word('where');
  if (select.clause < Clause.group && (needsGroup(select) || (more && anyField && !select.star)))
    marker.word('group');
  if (needsGroup(select)) return;
  if (more && select.clause === Clause.group) marker.word('having');
  const combined = select.setOperations > 0 && !select.whole;
  const oneRow = select.aggregateColumns > 0 && !select.grouped;
  if (more && !combined && !oneRow) {
    if (select.clause < Clause.order && (anyField || select.grouped)) marker.word('order');
    if (select.clause < Clause.limit) marker.word('limit');
    const ordered = select.clause === Clause.order || select.clause === Clause.limit;
    if (ordered) marker.word('offset');
  }
  if (more && combined && version2 && select.clause < Clause.order) marker.word('combined');
  if (
    more &&
    !select.whole &&
    select.clause < Clause.order &&
    select.setOperations < maxSetOperations
  )
    marker.words(setWords);
  marker.word(state.stack?.kind === 'subquery' ? ')' : 'end');
}

/** The state after a word that {@link allowClauses} marked. */
export function nextClause(state: GrammarState, word: QueryWord | undefined): GrammarState {
  const { select, stack } = state;
  const to = (clause: number, change: Partial<GrammarState>, more: Partial<SelectState> = {}) =>
    advance(state, {
      trail: '',
      aggregated: false,
      skipped: 0,
      select: { ...select, clause, seen: [], conditions: 0, ...more },
      ...change,
    });
  switch (word) {
    case 'where':
      return to(Clause.where, { mode: 'condition' });
    case 'group':
      return to(Clause.group, { mode: 'group' }, { grouped: true });
    case 'having':
      return to(Clause.having, { mode: 'condition' });
    case 'order':
      return to(Clause.order, { mode: 'order-keys' });
    case 'limit':
      return to(Clause.limit, { mode: 'limit' });
    case 'offset':
      return to(Clause.offset, { mode: 'limit' });
    case 'combined':
      return advance(state, {
        mode: 'combined',
        select: {
          ...emptySelect(select.required, select.setOperations, select.setTypes),
          clause: Clause.having,
          columns: select.columns,
          derived: [select.setTypes ?? []],
          whole: true,
        },
      });
    case 'end':
      return advance(state, { mode: 'done' });
    case ')': {
      return stack?.kind === 'subquery' ? closeSubquery(advance(state, {}), stack) : state;
    }
    default:
      return advance(state, {
        mode: 'query',
        trail: '',
        aggregated: false,
        skipped: 0,
        select: emptySelect(
          {
            count: select.star ? -1 : select.columns,
            types: select.required?.types ?? TypeBits.all,
          },
          select.setOperations + 1,
          outputTypes(select),
        ),
      });
  }
}

/** The state after the query of the frame: its value is complete, its condition, or its source. */
function closeSubquery(
  state: GrammarState,
  frame: Extract<Frame, { kind: 'subquery' }>,
): GrammarState {
  const types = outputTypes(state.select);
  const { outer } = frame;
  const closed = restore({ ...state, stack: frame.parent, select: outer }, frame.around);
  const joined = {
    ...closed,
    skipped: 0,
    select: { ...outer, derived: [...outer.derived, types] },
  };
  switch (frame.use) {
    case 'value':
      return completeExpression(closed, types[0] ?? TypeBits.all, undefined);
    case 'exists':
      return completeCondition(closed, frame.parent);
    case 'source':
      return { ...joined, mode: 'sources' };
    case 'joined-source':
      return { ...joined, mode: 'condition' };
  }
}

function expressionFor(state: GrammarState, kind: 'item' | 'key' | 'order-key'): GrammarState {
  return {
    ...state,
    stack: { kind, parent: state.stack },
    trail: '',
    aggregated: false,
    bare: false,
    skipped: 0,
    outward: 0,
  };
}

function isClauseWord(word: QueryWord | undefined): boolean {
  return (
    word !== undefined &&
    (
      [
        'where',
        'group',
        'having',
        'order',
        'limit',
        'offset',
        'combined',
        'end',
        ')',
        ...setWords,
      ] as readonly QueryWord[]
    ).includes(word)
  );
}

/** Columns still owed to the enclosing query. */
function missingColumns({ required, columns, star }: SelectState): number {
  if (star || required === undefined) return 0;
  return required.count === -1 ? (columns === 0 ? 1 : 0) : Math.max(required.count - columns, 0);
}

/** SELECT, GROUP BY, ORDER BY, LIMIT and the ends of queries. */
export const clauseRules: Rules<
  | 'query'
  | 'select'
  | 'items'
  | 'group'
  | 'keys'
  | 'order-keys'
  | 'order-key-end'
  | 'order-key-desc'
  | 'combined'
  | 'limit'
  | 'closed'
  | 'done'
> = {
  query: {
    allow: (_context, _state, marker) => marker.word('from'),
    next: (_context, state) => advance(state, { mode: 'entity' }),
  },
  select: {
    allow(context, state, marker) {
      if (state.select.required?.count === -1) return marker.word('*');
      allowExpression(context, expressionFor(state, 'item'), marker);
      if (state.select.columns === 0 && state.trail === '') marker.word('distinct');
    },
    next(context, state, code, word) {
      if (word === 'distinct') return advance(state, { trail: 'distinct' });
      return nextInExpression(context, expressionFor(state, 'item'), code, word);
    },
  },
  items: {
    allow(context, state, marker) {
      const { select } = state;
      const owed = missingColumns(select);
      if (owed === 0) allowClauses(context, state, marker);
      if (
        select.star ||
        (owed === 0 &&
          (select.required !== undefined ||
            select.columns >= limitOf(context, maxColumns) ||
            isLong(context, state)))
      )
        return;
      allowExpression(context, expressionFor(state, 'item'), marker);
      if (owed > 0 && !marker.mask.includes(1)) marker.word('count*');
    },
    next(context, state, code, word) {
      return isClauseWord(word)
        ? nextClause(state, word)
        : nextInExpression(context, expressionFor(state, 'item'), code, word);
    },
  },
  group: {
    allow(context, state, marker) {
      if (state.select.fieldColumns > 0) allowClauses(context, state, marker);
      if (state.select.fieldColumns === 0 || !isLong(context, state))
        allowExpression(context, expressionFor(state, 'key'), marker);
    },
    next(context, state, code, word) {
      return isClauseWord(word)
        ? nextClause(state, word)
        : nextInExpression(context, expressionFor(state, 'key'), code, word);
    },
  },
  keys: {
    allow(context, state, marker) {
      allowClauses(context, state, marker);
      if (state.select.seen.length < limitOf(context, maxKeys) && !isLong(context, state))
        allowExpression(context, expressionFor(state, 'key'), marker);
    },
    next(context, state, code, word) {
      return isClauseWord(word)
        ? nextClause(state, word)
        : nextInExpression(context, expressionFor(state, 'key'), code, word);
    },
  },
  'order-keys': {
    allow(context, state, marker) {
      const { seen } = state.select;
      if (seen.length > 0) allowClauses(context, state, marker);
      if (seen.length === 0 || (seen.length < limitOf(context, maxKeys) && !isLong(context, state)))
        allowExpression(context, expressionFor(state, 'order-key'), marker);
    },
    next(context, state, code, word) {
      if (word === 'nulls first' || word === 'nulls last')
        return advance(state, { mode: 'order-keys' });
      return isClauseWord(word)
        ? nextClause(state, word)
        : nextInExpression(context, expressionFor(state, 'order-key'), code, word);
    },
  },
  'order-key-end': {
    allow(context, state, marker) {
      marker.words(['desc', 'nulls last']);
      clauseRules['order-keys'].allow(context, state, marker);
    },
    next(context, state, code, word) {
      if (word === 'desc') return advance(state, { mode: 'order-key-desc' });
      return clauseRules['order-keys'].next(context, state, code, word);
    },
  },
  'order-key-desc': {
    allow(context, state, marker) {
      marker.word('nulls first');
      clauseRules['order-keys'].allow(context, state, marker);
    },
    next: (context, state, code, word) =>
      clauseRules['order-keys'].next(context, state, code, word),
  },
  combined: {
    allow(_context, state, marker) {
      marker.word('limit');
      if (state.select.derived.some((types) => types.length > 0)) marker.word('order');
    },
    next: (_context, state, _code, word) => nextClause(state, word),
  },
  limit: {
    allow({ tables }, _state, marker) {
      marker.words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
      for (const value of tables.values) if (value.count) marker.code(value.code);
    },
    next: (_context, state) => advance(state, { mode: 'closed' }),
  },
  closed: {
    allow: allowClauses,
    next: (_context, state, _code, word) => nextClause(state, word),
  },
  done: {
    allow: () => undefined,
    next: (_context, state) => state,
  },
};
