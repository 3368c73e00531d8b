import type { Condition, DatabaseSchema, Source } from '@momq/dialect';
import type { Expr, FromClause } from 'sqlite3-parser';
import {
  filtering,
  operandsOf,
  unsupported,
  type ReadingContext,
} from './sqlite-logical-form-context.js';
import {
  byReach,
  collect,
  inTextOrder,
  numbered,
  sharedEqualities,
  type FoundConditions,
} from './sqlite-logical-form-arrangement.js';
import { equalityOf, tablesIn, type Equality } from './sqlite-logical-form-equalities.js';
import { pairCondition, planJoin, type JoinPlan } from './sqlite-logical-form-joins.js';
import type { ScopeUse } from './sqlite-logical-form-scope.js';
import { readTables, type FromContext, type FromTable } from './sqlite-logical-form-tables.js';

/** FROM in the order of the logical form, and what is left for WHERE. */
export interface PlannedFrom {
  /** In the order of the text. */
  readonly uses: readonly ScopeUse[];
  readonly merged: ReadonlySet<string>;
  /** True where `*` has to be written out: its columns are not those of the sources one after the other. */
  readonly rearranged: boolean;
  /** Conjuncts of ON and WHERE that no join states. */
  readonly conditions: readonly Expr[];
  /** The sources, once the scope of the query is known. */
  sources(context: ReadingContext): readonly Source[];
}

/** Plans the joins that ON, USING and equalities of WHERE express. */
export function planFrom(
  from: FromClause,
  where: Expr | undefined,
  context: FromContext,
): PlannedFrom {
  const { tables, swapped } = readTables(from, context);
  const found = collect(tables, where);
  const ordered = tables.some(({ optional }) => optional)
    ? inTextOrder(tables)
    : byReach(tables, found);
  const uses = numbered(tables, ordered);
  const plans = planAll(tables, { ordered, uses, found }, context.schema);
  const merged = new Set(tables.flatMap(({ shared }) => shared.map((name) => name.toLowerCase())));
  return {
    uses: tables.map((_, table) => uses.get(table)!),
    merged,
    rearranged: swapped || merged.size > 0 || ordered.some((table, index) => table !== index),
    conditions: plans.conditions,
    sources: (inside) =>
      plans.joins.map((plan) => sourceOf(tables[plan.table]!, plan, uses, inside)),
  };
}

function planAll(
  tables: readonly FromTable[],
  given: {
    readonly ordered: readonly number[];
    readonly uses: ReadonlyMap<number, ScopeUse>;
    readonly found: FoundConditions;
  },
  schema: DatabaseSchema,
): { readonly joins: readonly JoinPlan[]; readonly conditions: readonly Expr[] } {
  const { ordered, uses, found } = given;
  const unused = new Set(found.equalities);
  const stated = new Set<Expr>();
  const placed = new Map<number, ScopeUse>();
  const joins = ordered.map((table): JoinPlan => {
    const { optional, on, shared } = tables[table]!;
    const use = uses.get(table)!;
    const situation = { table, use, optional, placed: new Map(placed), schema };
    placed.set(table, use);
    if (situation.placed.size === 0) return { table, optional: false, pairs: [], conjuncts: [] };
    if (optional) {
      const conjuncts = on ? operandsOf(on, 'And') : [];
      const pairs = conjuncts.map((conjunct) =>
        pairAt(equalityOf(conjunct, tables), table, placed),
      );
      const equalities = [
        ...pairs.filter((pair) => pair !== undefined),
        ...sharedEqualities(tables, table, shared),
      ];
      const others = conjuncts.filter((_, index) => pairs[index] === undefined);
      return planJoin(situation, equalities, others).plan;
    }
    const equalities = [...unused].filter((equality) => pairAt(equality, table, placed));
    const related = equalities.length > 0 ? [] : relating(table, tables, found.inner, placed);
    const { plan, used } = planJoin(situation, equalities, related);
    used.forEach((equality) => unused.delete(equality));
    related.forEach((conjunct) => stated.add(conjunct));
    return plan;
  });
  const conditions = [
    ...[...unused].flatMap(
      ({ expression }) => expression ?? unsupported('several USING columns here'),
    ),
    ...found.inner.map(({ conjunct }) => conjunct).filter((conjunct) => !stated.has(conjunct)),
    ...found.filters,
  ];
  return { joins, conditions };
}

function pairAt(
  equality: Equality | undefined,
  table: number,
  placed: ReadonlyMap<number, ScopeUse>,
): Equality | undefined {
  if (equality === undefined) return undefined;
  const { left, right } = equality;
  if (left.table !== table && right.table !== table) return undefined;
  return placed.has(left.table) && placed.has(right.table) ? equality : undefined;
}

/** Conjuncts of ON between the element and those before it, which a condition join states. */
function relating(
  table: number,
  tables: readonly FromTable[],
  inner: FoundConditions['inner'],
  placed: ReadonlyMap<number, ScopeUse>,
): readonly Expr[] {
  return inner
    .filter(({ conjunct }) => {
      const named = tablesIn(conjunct, tables);
      if (named === undefined || named.size < 2 || !named.has(table)) return false;
      return [...named].every((each) => placed.has(each));
    })
    .map(({ conjunct }) => conjunct);
}

function sourceOf(
  table: FromTable,
  plan: JoinPlan,
  uses: ReadonlyMap<number, ScopeUse>,
  context: ReadingContext,
): Source {
  const join = plan.join ?? conditionJoin(plan, uses, context);
  if (table.derived) {
    const { query } = table.derived;
    if (join === undefined) return { kind: 'derived', query };
    return join.kind === 'condition' || join.kind === 'cross'
      ? { kind: 'derived', query, join }
      : unsupported('a link to a subquery');
  }
  const use = uses.get(plan.table);
  if (use?.kind !== 'entity') return unsupported('a table that is not there');
  return { entity: use.entity.name, instance: use.instance, ...(join && { join }) };
}

function conditionJoin(
  { table, optional, pairs, conjuncts }: JoinPlan,
  uses: ReadonlyMap<number, ScopeUse>,
  context: ReadingContext,
) {
  const parts: Condition[] = [
    ...pairs.map((pair) => pairCondition(pair, table, uses)),
    ...conjuncts.map((conjunct) => context.read.condition(conjunct, context, filtering)),
  ];
  const [only, ...more] = parts;
  if (only === undefined) return undefined;
  const condition: Condition = more.length === 0 ? only : { kind: 'and', conditions: parts };
  return { kind: 'condition', condition, optional } as const;
}
