import type { Expr } from 'sqlite3-parser';
import { operandsOf, unsupported } from './sqlite-logical-form-context.js';
import { equalityOf, tableColumn, type Equality } from './sqlite-logical-form-equalities.js';
import type { ScopeUse } from './sqlite-logical-form-scope.js';
import type { FromTable } from './sqlite-logical-form-tables.js';

/** What ON, USING and WHERE say. */
export interface FoundConditions {
  /** Equalities that any inner join may state. */
  readonly equalities: readonly Equality[];
  /** Other conjuncts of the ON of inner joins, with the element that they belong to. */
  readonly inner: readonly { readonly table: number; readonly conjunct: Expr }[];
  /** Conjuncts of WHERE. */
  readonly filters: readonly Expr[];
}

/** Sorts the conjuncts of ON and WHERE. Those of a left join stay with it. */
export function collect(tables: readonly FromTable[], where: Expr | undefined): FoundConditions {
  const equalities: Equality[] = [];
  const inner: { table: number; conjunct: Expr }[] = [];
  tables.forEach(({ on, optional, shared }, table) => {
    if (!optional) {
      for (const conjunct of on ? operandsOf(on, 'And') : []) {
        const equality = equalityOf(conjunct, tables);
        if (equality) equalities.push(equality);
        else inner.push({ table, conjunct });
      }
      equalities.push(...sharedEqualities(tables, table, shared));
    }
  });
  const joined = new Set(equalities.flatMap(({ left, right }) => [left.table, right.table]));
  const filters: Expr[] = [];
  for (const conjunct of where ? operandsOf(where, 'And') : []) {
    const equality = equalityOf(conjunct, tables);
    if (equality && !(joined.has(equality.left.table) && joined.has(equality.right.table)))
      equalities.push(equality);
    else filters.push(conjunct);
  }
  return { equalities, inner, filters };
}

/** The equalities that USING and NATURAL ask of the element at a position. */
export function sharedEqualities(
  tables: readonly FromTable[],
  position: number,
  shared: readonly string[],
): Equality[] {
  return shared.map((name) => {
    const table = tables.findIndex(
      (_, index) => index < position && tableColumn(tables, index, name) !== undefined,
    );
    const [left, right] = [tableColumn(tables, table, name), tableColumn(tables, position, name)];
    if (!left || !right) return unsupported(`USING (${name}), which is no column of both tables`);
    return { left, right, expression: undefined };
  });
}

/** A left join cannot be moved. */
export function inTextOrder(tables: readonly FromTable[]): readonly number[] {
  return [...tables.keys()];
}

/** Every element after one that it is joined with, else in the order of the text. */
export function byReach(
  tables: readonly FromTable[],
  { equalities }: FoundConditions,
): readonly number[] {
  const ordered: number[] = [];
  const remaining = new Set(tables.keys());
  while (remaining.size > 0) {
    const reaches = (table: number): boolean =>
      equalities.some(
        ({ left, right }) =>
          (left.table === table && ordered.includes(right.table)) ||
          (right.table === table && ordered.includes(left.table)),
      );
    const [first] = remaining;
    const table = ordered.length === 0 ? first! : ([...remaining].find(reaches) ?? first!);
    remaining.delete(table);
    ordered.push(table);
  }
  return ordered;
}

/** The elements with the numbers that the form gives them. */
export function numbered(
  tables: readonly FromTable[],
  ordered: readonly number[],
): ReadonlyMap<number, ScopeUse> {
  const uses = new Map<number, ScopeUse>();
  const instances = new Map<unknown, number>();
  let source = 0;
  for (const table of ordered) {
    const { alias, entity, derived } = tables[table]!;
    if (entity) {
      const instance = instances.get(entity) ?? 0;
      instances.set(entity, instance + 1);
      uses.set(table, { kind: 'entity', alias: alias ?? entity.name, entity, instance });
    } else {
      uses.set(table, { kind: 'derived', alias, source, columns: derived?.columns ?? [] });
      source += 1;
    }
  }
  return uses;
}
