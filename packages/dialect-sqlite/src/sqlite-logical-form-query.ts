import type { Condition, LogicalQuery, SelectQuery } from '@momq/dialect';
import type { Expr, OneSelect, Select, SelectFrom } from 'sqlite3-parser';
import { columnAt, convertColumn } from './sqlite-logical-form-columns.js';
import { combine } from './sqlite-logical-form-compound.js';
import { conjunction } from './sqlite-logical-form-conditions.js';
import {
  filtering,
  unsupported,
  unwrap,
  type NamedQuery,
  type ReadingContext,
} from './sqlite-logical-form-context.js';
import { flatten } from './sqlite-logical-form-flatten.js';
import { planFrom, type PlannedFrom } from './sqlite-logical-form-from.js';
import { convertOrderKey, readKey } from './sqlite-logical-form-keys.js';
import { limits } from './sqlite-logical-form-limits.js';
import { resolveColumn, type DerivedColumn, type Scope } from './sqlite-logical-form-scope.js';
import { groupedAsShown } from './sqlite-logical-form-shown-parts.js';
import { commonTables, type FromContext } from './sqlite-logical-form-tables.js';
import { valueKind } from './sqlite-logical-form-value-kind.js';

/** SQLite takes no more SELECTs in one compound. */
const MAX_COMPOUND = 500;

/** What stands around one SELECT. */
interface SelectSurroundings {
  /** A `*` is written out. */
  readonly spread: boolean;
  readonly orderBy?: Select['orderBy'];
  readonly limit?: Select['limit'];
}

/** A query with everything inside. @throws UnsupportedFeatureError */
export function convertQuery(
  query: Select,
  around: Omit<ReadingContext, 'scope' | 'aliases'>,
  { parent, spread }: { readonly parent: Scope | undefined; readonly spread: boolean },
): NamedQuery {
  return around.guard.withinQuery(() => {
    const tables = query.with
      ? commonTables(query.with.ctes, { ...around, parent })
      : around.tables;
    const context: FromContext = { ...around, tables, parent };
    const compounds = query.compounds ?? [];
    if (compounds.length === 0) {
      const { orderBy, limit } = query;
      return convertSelect(query.select, context, { spread, orderBy, limit });
    }
    if (compounds.length >= MAX_COMPOUND) unsupported(`more than ${MAX_COMPOUND} SELECTs in one`);
    const side = (select: OneSelect): NamedQuery =>
      convertSelect(select, context, { spread: spread || query.orderBy !== undefined });
    return combine(
      query,
      side(query.select),
      compounds.map(({ select }) => side(select)),
    );
  });
}

function convertSelect(
  select: OneSelect,
  around: FromContext,
  { spread, orderBy, limit }: SelectSurroundings,
): NamedQuery {
  if (select.type !== 'SelectFrom') return unsupported('VALUES');
  const planned = select.from ? planFrom(select.from, select.whereClause, around) : nothing(select);
  const { parent } = around;
  const scope: Scope = {
    uses: planned.uses,
    merged: planned.merged,
    aliases: aliasesOf(select),
    windows: new Map(
      (select.windowClause ?? []).map(({ name, window }) => [name.text.toLowerCase(), window]),
    ),
    parent,
  };
  const context: ReadingContext = { ...around, scope, aliases: true };
  const columns = select.columns.flatMap((column) =>
    convertColumn(column, { planned, spread }, { ...context, aliases: false }),
  );
  const where = conjunction(
    planned.conditions.map((condition) => context.read.condition(condition, context, filtering)),
  );
  const having = select.having && context.read.condition(select.having, context, filtering);
  const position = (key: Expr): Expr => columnAt(key, select, columns.length) ?? key;
  const query: SelectQuery = {
    kind: 'select',
    from: planned.sources(context),
    distinct: select.distinctness === 'Distinct',
    select: columns.map(({ expression }) => expression),
    ...(where && { where }),
    groupBy: (select.groupBy ?? []).map((key) => readKey(position(unaliased(key, scope)), context)),
    ...(having && { having: having satisfies Condition }),
    orderBy: (orderBy ?? []).map((key) => {
      const inner = unwrap(key.expr);
      // ORDER BY looks at result aliases before columns, unlike the other clauses.
      const aliased = inner.type === 'Id' ? scope.aliases.get(inner.name.toLowerCase()) : undefined;
      const expr = aliased ?? position(inner);
      return convertOrderKey({ ...key, expr }, aliased ? { ...context, aliases: false } : context);
    }),
    ...limits(limit),
  };
  return {
    query: withoutConstantKeys(flatten(groupedAsShown(query))),
    columns: columns.map(({ name, expression }): DerivedColumn => ({
      name,
      value: valueKind(expression, around.schema, scope),
    })),
  };
}

function nothing({ whereClause }: SelectFrom): PlannedFrom {
  return {
    uses: [],
    merged: new Set(),
    rearranged: false,
    conditions: whereClause ? [whereClause] : [],
    sources: () => [],
  };
}

/** What an alias in GROUP BY stands for: it names a result column where no column has the name. */
function unaliased(key: Expr, scope: Scope): Expr {
  const inner = unwrap(key);
  if (inner.type !== 'Id') return key;
  const aliased = scope.aliases.get(inner.name.toLowerCase());
  return aliased && resolveColumn(scope, undefined, inner.name) === undefined ? aliased : key;
}

function aliasesOf({ columns }: SelectFrom): ReadonlyMap<string, Expr> {
  const aliases = new Map<string, Expr>();
  for (const column of columns) {
    if (column.type !== 'ExprResultColumn' || !column.alias) continue;
    const name = column.alias.name.text.toLowerCase();
    if (!aliases.has(name)) aliases.set(name, column.expr);
  }
  return aliases;
}

/** A constant orders nothing, and written as a number it would be the position of a column. */
function withoutConstantKeys(query: LogicalQuery): LogicalQuery {
  if (query.kind === 'set') return query;
  const groupBy = query.groupBy.filter(({ kind }) => kind !== 'literal');
  if (groupBy.length === 0 && query.groupBy.length > 0) unsupported('GROUP BY a constant');
  const orderBy = query.orderBy.filter(({ expression }) => expression.kind !== 'literal');
  return { ...query, groupBy, orderBy };
}
