import { Clause, type GrammarState, type SelectState } from './grammar-state.js';
import {
  advance,
  isLong,
  Marker,
  type Rule,
  type RuleContext,
  type Rules,
} from './grammar-rules.js';
import { openSubquery } from './grammar-columns.js';
import { canNest } from './grammar-expressions.js';
import { hasAnyReference } from './grammar-references.js';
import { comparableTypes, fieldsInScope } from './grammar-scope.js';
import { linkSteps, sameUse, stepOfFields, type LinkStep } from './schema-lookup.js';

/** Sources of one FROM at most. */
const maxSources = { version1: 6, version2: 8 };

/** Steps to one more use of the entity; `useful` ones do not lead twice from the same use along the same link. */
function stepsTo(
  { tables }: RuleContext,
  select: SelectState,
  entity: string,
): { all: LinkStep[]; useful: LinkStep[] } {
  const all = linkSteps(tables.schema, select.uses, entity);
  const useful = all.filter(
    (step) =>
      !select.uses.some(
        ({ step: taken }) =>
          taken !== undefined && taken.link === step.link && sameUse(taken.with, step.with),
      ),
  );
  return { all, useful };
}

function addUse(select: SelectState, entity: string, step?: LinkStep): SelectState {
  const counts = new Map(select.counts);
  const instance = counts.get(entity) ?? 0;
  counts.set(entity, instance + 1);
  // Properties of a relationship are named by its type; a foreign key has none.
  if (step !== undefined && step.link.fields.length > 0)
    counts.set(step.link.name, (counts.get(step.link.name) ?? 0) + 1);
  return { ...select, counts, uses: [...select.uses, { entity, instance, ...(step && { step }) }] };
}

function joined(state: GrammarState, select: SelectState): GrammarState {
  const { link: _link, joinEntity: _entity, joinLeft: _left, ...rest } = state;
  return advance(rest, { mode: 'sources', skipped: 0, select });
}

/** Marks one more source; `select` is not among them. */
export function allowLinked(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { tables } = context;
  const { select } = state;
  for (const { code, name } of tables.entities) {
    const { all, useful } = stepsTo(context, select, name);
    if (all.length === 1 && useful.length === 1) marker.code(code);
    if (all.length < 2) continue;
    for (const link of tables.links) {
      const [first, ...more] = all.filter((step) => step.link.name === link.name);
      if (first !== undefined && useful.includes(first)) marker.code(link.code);
      if (more.some((step) => useful.includes(step))) marker.word('other');
    }
  }
  if (joinableEntities(context, select).length > 0) marker.word('on');
  if (hasAnyReference(context, select)) marker.word('join');
}

/** Marks what may follow a source: another one, or `select`. */
export function allowSources(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { uses, derived } = state.select;
  const most = context.tables.version2 ? maxSources.version2 : maxSources.version1;
  marker.word('select');
  if (isLong(context, state) || uses.length + derived.length >= most) return;
  const before = new Marker(context.tables);
  allowLinked(context, state, before);
  before.mask.forEach((allowed, code) => allowed === 1 && marker.code(code));
  if (before.mask.includes(1)) marker.word('optional');
  if (context.tables.version2) marker.word('cross');
}

/** Marks entities, and `(` for a subquery. */
function allowTables(context: RuleContext, state: GrammarState, marker: Marker): void {
  const { tables } = context;
  tables.entities.forEach(({ code }) => marker.code(code));
  if (
    tables.version2 &&
    !isLong(context, state) &&
    canNest(context, state) &&
    !tables.lacking.has('derived')
  )
    marker.word('(');
}

function nextTable(
  { tables }: RuleContext,
  state: GrammarState,
  code: number,
  word: string | undefined,
): GrammarState {
  if (word === 'select') return nextSelect(state);
  const isJoined = state.mode === 'join-source';
  if (word === '(')
    return openSubquery(advance(state, {}), state.stack, isJoined ? 'joined-source' : 'source');
  const select = addUse(state.select, tables.names.get(code)!);
  return advance(state, { mode: isJoined ? 'condition' : 'sources', select });
}

function nextSelect(state: GrammarState): GrammarState {
  return advance(state, { mode: 'select', select: { ...state.select, clause: Clause.select } });
}

/** Entities that have a field comparable with one in scope, for `on`. */
function joinableEntities(
  { tables }: RuleContext,
  select: SelectState,
): readonly { readonly code: number; readonly name: string }[] {
  const inScope = fieldsInScope(tables, select, 0).reduce((types, field) => types | field.types, 0);
  return tables.entities.filter(({ name }) =>
    tables.fields.some(
      (field) => field.owner === name && (comparableTypes(field.types) & inScope) !== 0,
    ),
  );
}

/** The state after a token that {@link allowSources} marked. */
export function nextSource(
  context: RuleContext,
  state: GrammarState,
  code: number,
  word: string | undefined,
): GrammarState {
  const { tables } = context;
  if (word === 'select') return nextSelect(state);
  if (word === 'join') return advance(state, { mode: 'join-source' });
  if (word === 'cross') return advance(state, { mode: 'cross-source' });
  if (word === 'optional') return advance(state, { mode: 'optional-source' });
  if (word === 'on') return advance(state, { mode: 'on-entity' });
  if (word === 'other') return advance(state, { mode: 'skipped-link', skipped: 1 });
  const name = tables.names.get(code)!;
  if (tables.links.some((link) => link.code === code))
    return advance(state, { mode: 'linked-entity', link: name });
  return joined(state, addUse(state.select, name, stepsTo(context, state.select, name).useful[0]));
}

/** The step that `skipped` times `other` and a link item mean for an entity; undefined when there is none that is useful. */
function skippedStep(
  context: RuleContext,
  state: GrammarState,
  link: string,
  entity: string,
): LinkStep | undefined {
  const { all, useful } = stepsTo(context, state.select, entity);
  if (all.length < 2) return undefined;
  const step = all.filter((candidate) => candidate.link.name === link)[state.skipped];
  return step && useful.includes(step) ? step : undefined;
}

const optionalSource: Rule = { allow: allowLinked, next: nextSource };
const tableSource: Rule = { allow: allowTables, next: nextTable };

/** FROM: the entities and how they are joined. */
export const sourceRules: Rules<
  | 'entity'
  | 'sources'
  | 'join-source'
  | 'cross-source'
  | 'optional-source'
  | 'skipped-link'
  | 'linked-entity'
  | 'on-entity'
  | 'on-left'
  | 'on-right'
> = {
  entity: {
    allow(context, state, marker) {
      allowTables(context, state, marker);
      if (context.tables.version2 && state.select.required?.count !== -1) marker.word('select');
    },
    next: nextTable,
  },
  sources: { allow: allowSources, next: nextSource },
  'join-source': tableSource,
  'cross-source': tableSource,
  'optional-source': optionalSource,
  'skipped-link': {
    allow(context, state, marker) {
      for (const { name } of context.tables.entities) {
        for (const link of context.tables.links) {
          if (skippedStep(context, state, link.name, name)) marker.code(link.code);
          const { all, useful } = stepsTo(context, state.select, name);
          if (
            all
              .filter((step) => step.link.name === link.name)
              .some((step, index) => index > state.skipped && useful.includes(step))
          )
            marker.word('other');
        }
      }
    },
    next: ({ tables }, state, code, word) =>
      word === 'other'
        ? advance(state, { skipped: state.skipped + 1 })
        : advance(state, { mode: 'linked-entity', link: tables.names.get(code)! }),
  },
  'linked-entity': {
    allow(context, state, marker) {
      for (const { code, name } of context.tables.entities)
        if (skippedStep(context, state, state.link!, name)) marker.code(code);
    },
    next(context, state, code) {
      const name = context.tables.names.get(code)!;
      return joined(
        state,
        addUse(state.select, name, skippedStep(context, state, state.link!, name)),
      );
    },
  },
  'on-entity': {
    allow: (context, state, marker) =>
      joinableEntities(context, state.select).forEach(({ code }) => marker.code(code)),
    next: ({ tables }, state, code) =>
      advance(state, { mode: 'on-left', joinEntity: tables.names.get(code)!, skipped: 0 }),
  },
  'on-left': {
    allow({ tables }, state, marker) {
      const mine = tables.fields
        .filter((field) => field.owner === state.joinEntity)
        .reduce((types, field) => types | field.types, 0);
      const comparable = (skipped: number) =>
        fieldsInScope(tables, state.select, skipped).filter(
          (field) => (comparableTypes(field.types) & mine) !== 0,
        );
      comparable(state.skipped).forEach(({ code }) => marker.code(code));
      if (comparable(state.skipped + 1).length > 0) marker.word('other');
    },
    next: ({ tables }, state, code, word) =>
      word === 'other'
        ? advance(state, { skipped: state.skipped + 1 })
        : advance(state, {
            mode: 'on-right',
            joinLeft: { field: tables.fieldOf.get(code)!, instance: state.skipped },
          }),
  },
  'on-right': {
    allow({ tables }, state, marker) {
      for (const field of tables.fields) {
        if (
          field.owner === state.joinEntity &&
          (comparableTypes(field.types) & state.joinLeft!.field.types) !== 0
        )
          marker.code(field.code);
      }
    },
    next({ tables }, state, code) {
      const { field: left, instance } = state.joinLeft!;
      const step = stepOfFields(
        tables.schema,
        { entity: left.owner, instance, field: left.name },
        { entity: state.joinEntity!, field: tables.fieldOf.get(code)!.name },
      );
      return joined(state, addUse(state.select, state.joinEntity!, step));
    },
  },
};
