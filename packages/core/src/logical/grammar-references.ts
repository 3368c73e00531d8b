import type { Frame, GrammarState, SelectState } from './grammar-state.js';
import { TypeBits } from './grammar-state.js';
import type { Marker, RuleContext, Rules } from './grammar-rules.js';
import { advance } from './grammar-rules.js';
import { fieldsInScope } from './grammar-scope.js';
import type { FieldCode } from './grammar-tables.js';
import { completeExpression } from './grammar-complete.js';
import { placeOf } from './grammar-places.js';
import type { QueryWord } from './query-words.js';

/** The last column of a derived source that a token can point at. */
const lastColumn = 10;

/** A reference that is looked for: its {@link TypeBits}, and the codes of the expression that lead to it. */
export interface WantedReference {
  readonly types: number;
  readonly trail: string;
  /** How many times `other` was said already. */
  readonly skipped: number;
  /** True where an expression of the clause may not come twice. */
  readonly unique: boolean;
}

/** The SELECT that so many `outer` lead to; undefined where there is none, or none that can be seen from a source. */
export function selectAt(state: GrammarState, outward: number): SelectState | undefined {
  if (outward === 0) return state.select;
  let left = outward;
  for (let frame: Frame | undefined = state.stack; frame !== undefined; frame = frame.parent) {
    if (frame.kind !== 'subquery') continue;
    left -= 1;
    const isSource = frame.use === 'source' || frame.use === 'joined-source';
    if (left === 0) return isSource ? undefined : frame.outer;
  }
  return undefined;
}

function fieldsFor(
  { tables }: RuleContext,
  state: GrammarState,
  select: SelectState,
  wanted: WantedReference,
): FieldCode[] {
  return fieldsInScope(tables, select, wanted.skipped).filter(
    (field) =>
      (field.types & wanted.types) !== 0 &&
      !(wanted.unique && state.select.seen.includes(`${wanted.trail}${field.code},`)),
  );
}

function columnsFor(
  { tables }: RuleContext,
  state: GrammarState,
  select: SelectState,
  wanted: WantedReference,
): number[] {
  const word = tables.codes.get('column');
  if (word === undefined) return [];
  const types = select.derived[wanted.skipped] ?? [];
  return types.flatMap((type, column) => {
    const code = tables.codes.get(String(column) as QueryWord);
    const fits = column <= lastColumn && code !== undefined && (type & wanted.types) !== 0;
    const seen =
      wanted.unique && state.select.seen.includes(`${wanted.trail}${word},${String(code)},`);
    return fits && !seen ? [column] : [];
  });
}

/** Whether there is such a field or column, now or after `other` any number of times more, in the query that `outward` leads to. */
export function hasReference(
  context: RuleContext,
  state: GrammarState,
  wanted: WantedReference,
  outward = state.outward,
): boolean {
  const select = selectAt(state, outward);
  if (select === undefined) return false;
  const other = context.tables.codes.get('other');
  let { trail, skipped } = wanted;
  for (;;) {
    const here = { ...wanted, trail, skipped };
    if (fieldsFor(context, state, select, here).length > 0) return true;
    if (columnsFor(context, state, select, here).length > 0) return true;
    const more =
      fieldsInScope(context.tables, select, skipped + 1).length > 0 ||
      skipped + 1 < select.derived.length;
    if (other === undefined || !more) return false;
    trail += `${other},`;
    skipped += 1;
  }
}

/** True when a query has a field or a column at all. */
export function hasAnyReference({ tables }: RuleContext, select: SelectState): boolean {
  return (
    fieldsInScope(tables, select, 0).length > 0 ||
    (tables.codes.has('column') && select.derived.some((types) => types.length > 0))
  );
}

/** Marks fields, `column`, `other` and `outer`, each where something fits behind it. */
export function allowReferences(
  context: RuleContext,
  state: GrammarState,
  place: Pick<WantedReference, 'types' | 'unique'>,
  marker: Marker,
): void {
  const { tables } = context;
  const { stack: frame, trail, skipped, outward } = state;
  const select = selectAt(state, outward);
  const wanted: WantedReference = { ...place, trail, skipped };
  if (select !== undefined) {
    for (const field of fieldsFor(context, state, select, wanted)) {
      const itself =
        frame?.kind === 'operand' &&
        frame.subject.field === field.code &&
        (frame.subject.outer ?? false) === outward > 0 &&
        (select.counts.get(field.owner) ?? 0) < 2;
      if (!itself) marker.code(field.code);
    }
    if (columnsFor(context, state, select, wanted).length > 0) marker.word('column');
    const other = tables.codes.get('other');
    const behind = { ...wanted, trail: `${trail}${other},`, skipped: skipped + 1 };
    if (other !== undefined && hasReference(context, state, behind)) marker.word('other');
  }
  if (skipped > 0 || !tables.codes.has('outer')) return;
  for (let out = outward + 1; depthOf(state.stack) >= out; out += 1) {
    if (hasReference(context, state, { ...wanted, unique: false }, out)) {
      marker.word('outer');
      return;
    }
  }
}

/** True where a reference is one to this query, and stands outside aggregates. */
export function isBare({ stack, outward }: GrammarState): boolean {
  if (outward > 0) return false;
  for (let frame = stack; frame !== undefined && frame.kind !== 'subquery'; frame = frame.parent)
    if (frame.kind === 'aggregate') return false;
  return true;
}

function depthOf(stack: Frame | undefined): number {
  let depth = 0;
  for (let frame = stack; frame !== undefined; frame = frame.parent)
    if (frame.kind === 'subquery') depth += 1;
  return depth;
}

/** The number of a column after `column`. */
export const referenceRules: Rules<'column'> = {
  column: {
    allow(context, state, marker) {
      const select = selectAt(state, state.outward);
      const { types, unique } = placeOf(context, state.select, state.stack);
      if (select === undefined) return;
      const word = context.tables.codes.get('column');
      const trail = state.trail.slice(0, -`${word},`.length);
      const { skipped } = state;
      for (const column of columnsFor(context, state, select, { types, unique, trail, skipped }))
        marker.word(String(column) as QueryWord);
    },
    next(_context, state, code, word) {
      const types = selectAt(state, state.outward)?.derived[state.skipped]?.[Number(word)];
      const after = advance(state, {
        trail: `${state.trail}${code},`,
        skipped: 0,
        outward: 0,
        bare: state.bare || isBare(state),
      });
      return completeExpression(after, types ?? TypeBits.all, undefined);
    },
  },
};
