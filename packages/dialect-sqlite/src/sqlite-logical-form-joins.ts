import {
  UnsupportedFeatureError,
  type DatabaseSchema,
  type Entity,
  type FieldReference,
  type Join,
  type Link,
  type Source,
} from '@momq/dialect';
import type { Expr, FromClause, SelectTable } from 'sqlite3-parser';
import { findEntity, sameName, type ScopeUse } from './sqlite-logical-form-names.js';

/** JOIN type flag of a LEFT join in the parser's bit set. */
const leftJoin = 8;
const rightJoin = 16;
const naturalJoin = 4;

interface NamedTable {
  readonly alias: string;
  readonly entity: Entity;
}

/** A column of one element of FROM, by the element's position in the text. */
interface TableColumn {
  readonly table: number;
  readonly field: string;
}

interface Equality {
  readonly left: TableColumn;
  readonly right: TableColumn;
  /** The expression, to be kept as a condition when no join uses it. */
  readonly expression: Expr | undefined;
}

/** FROM in the logical form, and what is left for WHERE. */
export interface LogicalFrom {
  readonly from: readonly Source[];
  readonly uses: readonly ScopeUse[];
  /** Conjuncts of ON and WHERE that are not expressed by a join. */
  readonly conditions: readonly Expr[];
}

/** The conjuncts of a condition. */
export function conjuncts(expression: Expr): Expr[] {
  if (expression.type === 'BinaryExpr' && expression.op === 'And') {
    return [...conjuncts(expression.left), ...conjuncts(expression.right)];
  }
  if (expression.type === 'ParenthesizedExpr' && expression.exprs.length === 1) {
    const [inner] = expression.exprs;
    if (inner?.type === 'BinaryExpr' && (inner.op === 'And' || inner.op === 'Equals'))
      return conjuncts(inner);
  }
  return [expression];
}

function namedTable(table: SelectTable, schema: DatabaseSchema): NamedTable {
  if (table.type !== 'TableSelectTable') {
    throw new UnsupportedFeatureError(
      'logical form: expected tables in FROM, got a subquery. Rewrite it with a condition or a join.',
    );
  }
  const name = table.tblName.objName.text;
  return {
    alias: (table.alias ?? { name: { text: name } }).name.text,
    entity: findEntity(schema, name),
  };
}

/** FROM with the joins that ON, USING and, for tables without either, equalities of WHERE express. */
export function convertFrom(
  from: FromClause,
  where: Expr | undefined,
  schema: DatabaseSchema,
): LogicalFrom {
  if (from.select === undefined)
    throw new UnsupportedFeatureError('logical form: expected a table in FROM, got none.');
  const tables: NamedTable[] = [namedTable(from.select, schema)];
  const optional = new Set<number>();
  const equalities: Equality[] = [];
  const conditions: Expr[] = [];
  for (const join of from.joins ?? []) {
    const position = tables.length;
    tables.push(namedTable(join.table, schema));
    const flags =
      join.operator.type === 'TypedJoinJoinOperator' ? (join.operator.joinType ?? 0) : 0;
    if (flags & rightJoin)
      throw new UnsupportedFeatureError(
        'logical form: expected inner or left joins, got a right or full join. Swap the tables.',
      );
    if (flags & leftJoin) optional.add(position);
    if (join.constraint?.type === 'OnJoinConstraint') {
      for (const conjunct of conjuncts(join.constraint.expr)) {
        const equality = equalityOf(conjunct, tables);
        if (equality) equalities.push(equality);
        else if (flags & leftJoin)
          throw new UnsupportedFeatureError(
            'logical form: expected one equality of columns in the ON of a left join, got another condition.',
          );
        else conditions.push(conjunct);
      }
    }
    const shared =
      join.constraint?.type === 'UsingJoinConstraint'
        ? join.constraint.columns.map((column) => column.text)
        : flags & naturalJoin
          ? commonColumns(tables, position)
          : [];
    for (const column of shared) equalities.push(sharedColumn(tables, position, column));
  }
  const joined = new Set(equalities.flatMap(({ left, right }) => [left.table, right.table]));
  for (const conjunct of where ? conjuncts(where) : []) {
    const equality = equalityOf(conjunct, tables);
    if (equality && !(joined.has(equality.left.table) && joined.has(equality.right.table)))
      equalities.push(equality);
    else conditions.push(conjunct);
  }
  return orderSources({ tables, optional, equalities, conditions, schema });
}

function commonColumns(tables: readonly NamedTable[], position: number): string[] {
  const earlier = new Set(
    tables
      .slice(0, position)
      .flatMap((table) => table.entity.fields.map((field) => field.name.toLowerCase())),
  );
  return tables[position]!.entity.fields.map((field) => field.name).filter((name) =>
    earlier.has(name.toLowerCase()),
  );
}

function sharedColumn(tables: readonly NamedTable[], position: number, column: string): Equality {
  const table = tables.findIndex(
    (candidate, index) =>
      index < position && candidate.entity.fields.some((field) => sameName(field.name, column)),
  );
  const left = tableColumn(tables, table, column);
  const right = tableColumn(tables, position, column);
  if (!left || !right)
    throw new UnsupportedFeatureError(
      `logical form: expected USING columns of both tables, got ${column}.`,
    );
  return { left, right, expression: undefined };
}

function tableColumn(
  tables: readonly NamedTable[],
  table: number,
  column: string,
): TableColumn | undefined {
  const field = tables[table]?.entity.fields.find((candidate) => sameName(candidate.name, column));
  return field && { table, field: field.name };
}

function columnOf(expression: Expr, tables: readonly NamedTable[]): TableColumn | undefined {
  if (expression.type === 'QualifiedExpr') {
    const name = expression.table.text;
    const aliased = tables.findIndex((table) => sameName(table.alias, name));
    const table =
      aliased >= 0
        ? aliased
        : tables.findIndex((candidate) => sameName(candidate.entity.name, name));
    return tableColumn(tables, table, expression.column.text);
  }
  if (expression.type !== 'Id') return undefined;
  for (let table = 0; table < tables.length; table += 1) {
    const column = tableColumn(tables, table, expression.name);
    if (column) return column;
  }
  return undefined;
}

function equalityOf(expression: Expr, tables: readonly NamedTable[]): Equality | undefined {
  if (expression.type !== 'BinaryExpr' || expression.op !== 'Equals') return undefined;
  const left = columnOf(expression.left, tables);
  const right = columnOf(expression.right, tables);
  return left && right && left.table !== right.table ? { left, right, expression } : undefined;
}

/** FROM as the text gives it, before its tables have an order. */
interface ReadFrom {
  readonly tables: readonly NamedTable[];
  /** Positions of the tables that a left join adds. */
  readonly optional: ReadonlySet<number>;
  readonly equalities: readonly Equality[];
  readonly conditions: readonly Expr[];
  readonly schema: DatabaseSchema;
}

/** Puts every table after one that it is joined with, keeping the order of the text where possible. */
function orderSources({ tables, optional, equalities, conditions, schema }: ReadFrom): LogicalFrom {
  const placed = new Map<number, ScopeUse>();
  const unused = new Set(equalities);
  const from: Source[] = [];
  const remaining = new Set(tables.keys());
  while (remaining.size > 0) {
    const reaches = (table: number) =>
      [...unused].some(
        ({ left, right }) =>
          (left.table === table && placed.has(right.table)) ||
          (right.table === table && placed.has(left.table)),
      );
    const first = [...remaining][0]!;
    const table = placed.size === 0 ? first : ([...remaining].find(reaches) ?? first);
    remaining.delete(table);
    const { alias, entity } = tables[table]!;
    const instance = [...placed.values()].filter((use) => use.entity === entity).length;
    const use: ScopeUse = { alias, entity, instance };
    if (placed.size === 0) {
      from.push({ entity: entity.name, instance });
    } else {
      const pairs = [...unused].flatMap((equality) => pairAt(table, equality, placed));
      const { join, used } = joinOf(use, pairs, optional.has(table), schema);
      used.forEach((equality) => unused.delete(equality));
      from.push({ entity: entity.name, instance, join });
    }
    placed.set(table, use);
  }
  const left = [...unused].flatMap(({ expression }) => (expression ? [expression] : []));
  if (left.length < unused.size)
    throw new UnsupportedFeatureError(
      'logical form: expected one shared column per join, got several.',
    );
  return { from, uses: [...placed.values()], conditions: [...left, ...conditions] };
}

/** An equality seen from the table that is joined next. */
interface ConnectingPair {
  readonly equality: Equality;
  readonly mine: string;
  readonly theirs: string;
  readonly other: ScopeUse;
}

function pairAt(
  table: number,
  equality: Equality,
  placed: ReadonlyMap<number, ScopeUse>,
): ConnectingPair[] {
  const { left, right } = equality;
  if (left.table !== table && right.table !== table) return [];
  const [mine, theirs] = left.table === table ? [left, right] : [right, left];
  const other = placed.get(theirs.table);
  return other ? [{ equality, mine: mine.field, theirs: theirs.field, other }] : [];
}

function joinOf(
  use: ScopeUse,
  pairs: readonly ConnectingPair[],
  optional: boolean,
  schema: DatabaseSchema,
): { join: Join; used: readonly Equality[] } {
  for (const other of new Set(pairs.map((pair) => pair.other))) {
    const between = pairs.filter((pair) => pair.other === other);
    for (const link of schema.links) {
      const matched = matchLink(link, use, other, between);
      if (matched.length > 0) {
        return {
          join: {
            kind: 'link',
            link: link.name,
            with: { entity: other.entity.name, instance: other.instance },
            optional,
          },
          used: matched.map((pair) => pair.equality),
        };
      }
    }
  }
  const [pair] = pairs;
  if (!pair) {
    if (optional)
      throw new UnsupportedFeatureError(
        'logical form: expected a condition in a left join, got none.',
      );
    return { join: { kind: 'cross' }, used: [] };
  }
  const reference = (owner: ScopeUse, field: string): FieldReference => ({
    kind: 'field',
    entity: owner.entity.name,
    instance: owner.instance,
    field,
  });
  return {
    join: {
      kind: 'fields',
      left: reference(pair.other, pair.theirs),
      right: reference(use, pair.mine),
      optional,
    },
    used: [pair.equality],
  };
}

/** The pairs that make up the link; empty when some of its fields are not compared. At a link of an entity with itself the new use is the `to` end. */
function matchLink<P extends { readonly mine: string; readonly theirs: string }>(
  link: Link,
  use: ScopeUse,
  other: ScopeUse,
  pairs: readonly P[],
): P[] {
  const directions: [string, string, readonly string[], readonly string[]][] = [
    [link.from.entity, link.to.entity, link.from.fields, link.to.fields],
  ];
  if (link.from.entity !== link.to.entity)
    directions.push([link.to.entity, link.from.entity, link.to.fields, link.from.fields]);
  for (const [theirEntity, myEntity, theirFields, myFields] of directions) {
    if (
      theirEntity !== other.entity.name ||
      myEntity !== use.entity.name ||
      theirFields.length === 0
    )
      continue;
    const matched = theirFields.map((theirs, index) =>
      pairs.find((pair) => sameName(pair.theirs, theirs) && sameName(pair.mine, myFields[index]!)),
    );
    if (matched.every((pair) => pair !== undefined)) return matched;
  }
  return [];
}
