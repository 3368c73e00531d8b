import type { LogicalQuery, OrderKey } from '@momq/dialect';
import type { Expr, Select } from 'sqlite3-parser';
import { unsupported, unwrap, type NamedQuery } from './sqlite-logical-form-context.js';
import { nullsOf } from './sqlite-logical-form-keys.js';
import { limits } from './sqlite-logical-form-limits.js';
import { sameName } from './sqlite-logical-form-scope.js';
import { common } from './sqlite-logical-form-value-kind.js';

/** Set operations in the order of the text, each on what stands before it. */
export function combine(
  query: Select,
  first: NamedQuery,
  others: readonly NamedQuery[],
): NamedQuery {
  const sides = [first, ...others];
  let left: LogicalQuery = first.query;
  (query.compounds ?? []).forEach(({ operator }, index) => {
    left = {
      kind: 'set',
      operator: operator === 'Intersect' ? 'intersect' : operator === 'Except' ? 'except' : 'union',
      all: operator === 'UnionAll',
      left,
      right: others[index]!.query,
    };
  });
  const columns = first.columns.map(({ name }, index) => ({
    name,
    value: {
      affinity: 'none',
      storage: common(sides.map((side) => side.columns[index]?.value ?? unknownValue)),
    } as const,
  }));
  const keys = (query.orderBy ?? []).map(({ expr, order, nulls }): OrderKey => {
    const descending = order === 'Desc';
    const column = columnOfKey(unwrap(expr), sides);
    return {
      expression: { kind: 'column', source: 0, column },
      descending,
      ...nullsOf(nulls, descending),
    };
  });
  return {
    query: { ...left, ...(keys.length > 0 && { orderBy: keys }), ...limits(query.limit) },
    columns,
  };
}

const unknownValue = { affinity: 'none', storage: 'unknown' } as const;

/** A compound is ordered by its columns: by number, or by their name in any of its SELECTs. */
function columnOfKey(key: Expr, sides: readonly NamedQuery[]): number {
  const width = sides[0]?.columns.length ?? 0;
  if (key.type === 'NumericLiteral' && /^\d+$/.test(key.value)) {
    const place = Number(key.value);
    return place >= 1 && place <= width
      ? place - 1
      : unsupported(`result column ${key.value}, which does not exist`);
  }
  const wanted =
    key.type === 'Id' ? key.name : key.type === 'QualifiedExpr' ? key.column.text : undefined;
  for (const { columns } of wanted === undefined ? [] : sides) {
    const place = columns.findIndex(({ name }) => name !== undefined && sameName(name, wanted!));
    if (place >= 0) return place;
  }
  return unsupported('an order of a set operation by what is none of its columns');
}
