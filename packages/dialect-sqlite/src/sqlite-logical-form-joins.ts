import type {
  Condition,
  DatabaseSchema,
  EntityUse,
  FieldReference,
  Join,
  Link,
} from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import { unsupported } from './sqlite-logical-form-context.js';
import type { Equality, TableColumn } from './sqlite-logical-form-equalities.js';
import { referenceTo, sameName, type ScopeUse } from './sqlite-logical-form-scope.js';

/** How an element of FROM is joined, before the conditions in it can be read. */
export interface JoinPlan {
  /** Position in the text of the element that is joined. */
  readonly table: number;
  readonly optional: boolean;
  /** A link or a pair of fields. */
  readonly join?: Join;
  /** What a condition join compares. */
  readonly pairs: readonly Equality[];
  readonly conjuncts: readonly Expr[];
}

/** Everything that is known when an element is joined. */
export interface JoinSituation {
  readonly table: number;
  readonly use: ScopeUse;
  readonly optional: boolean;
  readonly placed: ReadonlyMap<number, ScopeUse>;
  readonly schema: DatabaseSchema;
}

/**
 * Joins an element along a link where its equalities make one, on one pair of fields, else on a condition.
 *
 * @param equalities - between the element and those before it
 * @param conjuncts - other conditions that the join has to state
 * @returns the plan and the equalities that it states
 */
export function planJoin(
  situation: JoinSituation,
  equalities: readonly Equality[],
  conjuncts: readonly Expr[],
): { readonly plan: JoinPlan; readonly used: readonly Equality[] } {
  const { table, use, optional, placed } = situation;
  const base = { table, optional, pairs: [], conjuncts: [] };
  if (conjuncts.length === 0 && use.kind === 'entity') {
    const linked = linkJoin(situation, equalities);
    // A left join states all of its condition; what a link leaves over of an inner one can be asked later.
    if (linked && (!optional || linked.used.length === equalities.length))
      return { plan: { ...base, join: linked.join }, used: linked.used };
    const [only, ...more] = equalities;
    const fields = only && more.length === 0 ? fieldsJoin(situation, only) : undefined;
    if (only && fields) return { plan: { ...base, join: fields }, used: [only] };
  }
  if (equalities.length === 0 && conjuncts.length === 0) {
    if (optional) return unsupported('a left join without a condition');
    return { plan: { ...base, join: { kind: 'cross' } }, used: [] };
  }
  if (placed.size === 0) return unsupported('a condition in front of the first table');
  return { plan: { ...base, pairs: equalities, conjuncts }, used: equalities };
}

/** An equality with the side of the joined element last. */
function oriented({ left, right }: Equality, table: number): readonly [TableColumn, TableColumn] {
  return right.table === table ? [left, right] : [right, left];
}

/** The conditions that equalities ask, the earlier element on the left. */
export function pairCondition(
  equality: Equality,
  table: number,
  uses: ReadonlyMap<number, ScopeUse>,
): Condition {
  const [left, right] = oriented(equality, table).map((side) =>
    referenceTo(uses.get(side.table)!, side.column),
  );
  if (!left || !right) return unsupported('a column that is not there');
  return { kind: 'compare', operator: '=', left, right };
}

function fieldsJoin(
  { table, use, optional, placed }: JoinSituation,
  equality: Equality,
): Join | undefined {
  const [theirs, mine] = oriented(equality, table);
  const left = referenceTo(placed.get(theirs.table)!, theirs.column);
  const right = referenceTo(use, mine.column);
  if (left?.kind !== 'field' || right?.kind !== 'field') return undefined;
  return { kind: 'fields', left, right: right satisfies FieldReference, optional };
}

function linkJoin(
  { table, use, optional, placed, schema }: JoinSituation,
  equalities: readonly Equality[],
): { readonly join: Join; readonly used: readonly Equality[] } | undefined {
  if (use.kind !== 'entity') return undefined;
  const pairs = equalities.map((equality) => {
    const [theirs, mine] = oriented(equality, table);
    return { equality, theirs: theirs.column, mine: mine.column, other: theirs.table };
  });
  for (const position of new Set(pairs.map(({ other }) => other))) {
    const other = placed.get(position);
    if (other?.kind !== 'entity') continue;
    const between = pairs.filter((pair) => pair.other === position);
    const earlier: EntityUse = { entity: other.entity.name, instance: other.instance };
    for (const link of schema.links) {
      const matched = matchLink(link, use.entity.name, other.entity.name, between);
      if (matched.length > 0) {
        return {
          join: { kind: 'link', link: link.name, with: earlier, optional },
          used: matched.map(({ equality }) => equality),
        };
      }
    }
  }
  return undefined;
}

/** The pairs that make up the link; empty when some of its fields are not compared. At a link of an entity with itself the new use is the `to` end. */
function matchLink<P extends { readonly mine: string; readonly theirs: string }>(
  link: Link,
  mine: string,
  theirs: string,
  pairs: readonly P[],
): P[] {
  const directions = [[link.from, link.to]];
  if (link.from.entity !== link.to.entity) directions.push([link.to, link.from]);
  for (const [near, far] of directions as [Link['from'], Link['to']][]) {
    if (near.entity !== theirs || far.entity !== mine || near.fields.length === 0) continue;
    const matched = near.fields.map((field, index) =>
      pairs.find(
        (pair) => sameName(pair.theirs, field) && sameName(pair.mine, far.fields[index] ?? ''),
      ),
    );
    if (matched.every((pair) => pair !== undefined)) return matched;
  }
  return [];
}
