import type { Condition, Expression, LogicalQuery, OrderKey, SelectQuery } from '@momq/dialect';
import type { Expr, OneSelect, ResultColumn, Select, SelectFrom } from 'sqlite3-parser';
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
import { convertOrderKey, nullsOf, readKey } from './sqlite-logical-form-keys.js';
import {
  allColumns,
  sameName,
  type DerivedColumn,
  type Scope,
} from './sqlite-logical-form-scope.js';
import { commonTables, type FromContext } from './sqlite-logical-form-tables.js';
import { common, valueKind } from './sqlite-logical-form-value-kind.js';

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
    const tables = query.with ? commonTables(query.with.ctes, around.tables) : around.tables;
    const context: FromContext = { ...around, tables, parent };
    const compounds = query.compounds ?? [];
    if (compounds.length === 0) {
      const { orderBy, limit } = query;
      return convertSelect(query.select, context, { spread, orderBy, limit });
    }
    if (compounds.length >= MAX_COMPOUND) unsupported(`more than ${MAX_COMPOUND} SELECTs in one`);
    return convertCompound(query, context);
  });
}

function convertCompound(query: Select, context: FromContext): NamedQuery {
  const first = convertSelect(query.select, context, { spread: true });
  const sides = [first];
  let left: LogicalQuery = first.query;
  for (const { operator, select } of query.compounds ?? []) {
    const side = convertSelect(select, context, { spread: true });
    sides.push(side);
    left = {
      kind: 'set',
      operator: operator === 'Intersect' ? 'intersect' : operator === 'Except' ? 'except' : 'union',
      all: operator === 'UnionAll',
      left,
      right: side.query,
    };
  }
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
  if (key.type === 'NumericLiteral') {
    const place = Number(key.value);
    return Number.isInteger(place) && place >= 1 && place <= width
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
    groupBy: (select.groupBy ?? []).map((key) => readKey(position(key), context)),
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
    query: flatten(query),
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

function aliasesOf({ columns }: SelectFrom): ReadonlyMap<string, Expr> {
  const aliases = new Map<string, Expr>();
  for (const column of columns) {
    if (column.type !== 'ExprResultColumn' || !column.alias) continue;
    const name = column.alias.name.text.toLowerCase();
    if (!aliases.has(name)) aliases.set(name, column.expr);
  }
  return aliases;
}

interface Column {
  readonly name: string | undefined;
  readonly expression: Expression;
}

function convertColumn(
  column: ResultColumn,
  { planned, spread }: { readonly planned: PlannedFrom; readonly spread: boolean },
  context: ReadingContext,
): Column[] {
  if (column.type === 'ExprResultColumn') {
    const expression = context.read.expression(column.expr, context);
    const inner = unwrap(column.expr);
    const own =
      inner.type === 'Id'
        ? inner.name
        : inner.type === 'QualifiedExpr'
          ? inner.column.text
          : undefined;
    return [{ name: column.alias?.name.text ?? own, expression }];
  }
  const { uses } = planned;
  if (uses.length === 0) return unsupported('* without FROM');
  const named =
    column.type === 'TableStarResultColumn'
      ? uses.filter(({ alias }) => alias !== undefined && sameName(alias, column.table.text))
      : uses;
  if (named.length === 0)
    return unsupported(`${column.type === 'TableStarResultColumn' ? column.table.text : ''}.*`);
  const whole = named.length === uses.length && uses.every(({ kind }) => kind === 'entity');
  if (whole && !spread && !planned.rearranged)
    return [{ name: undefined, expression: { kind: 'star' } }];
  const seen = new Set<string>();
  return named.flatMap((use) =>
    allColumns(use).flatMap((expression, index): Column[] => {
      const name =
        use.kind === 'entity' ? use.entity.fields[index]?.name : use.columns[index]?.name;
      const lower = name?.toLowerCase() ?? '';
      if (column.type === 'StarResultColumn' && planned.merged.has(lower)) {
        if (seen.has(lower)) return [];
        seen.add(lower);
      }
      return [{ name, expression }];
    }),
  );
}

/** A number in ORDER BY or GROUP BY is the position of a result column. */
function columnAt(key: Expr, { columns }: SelectFrom, width: number): Expr | undefined {
  const inner = unwrap(key);
  if (inner.type !== 'NumericLiteral') return undefined;
  const place = Number(inner.value);
  if (!Number.isInteger(place) || place < 1 || place > width)
    return unsupported(`result column ${inner.value}, which does not exist`);
  const before = columns.slice(0, place);
  const column = before.at(-1);
  return column?.type === 'ExprResultColumn' &&
    before.every(({ type }) => type === 'ExprResultColumn')
    ? column.expr
    : unsupported('the position of a column of *');
}

function limits(limit: Select['limit']): Pick<SelectQuery, 'limit' | 'offset'> {
  if (limit === undefined) return {};
  const rows = wholeNumber(limit.expr);
  const offset = limit.offset === undefined ? 0 : wholeNumber(limit.offset);
  return { ...(rows >= 0 && { limit: rows }), ...(offset > 0 && { offset }) };
}

function wholeNumber(source: Expr): number {
  const inner = unwrap(source);
  const negative = inner.type === 'UnaryExpr' && inner.op === 'Negative';
  const number = negative ? unwrap(inner.expr) : inner;
  if (number.type !== 'NumericLiteral' || !/^\d{1,15}$/.test(number.value))
    return unsupported('a LIMIT or OFFSET that is no whole number');
  return negative ? -Number(number.value) : Number(number.value);
}
