import type { Entity, LogicalQuery } from '@momq/dialect';
import type { Expr, FromClause, JoinedSelectTable, SelectTable } from 'sqlite3-parser';
import {
  unsupported,
  type CommonTable,
  type CommonTables,
  type NamedQuery,
  type ReadingContext,
} from './sqlite-logical-form-context.js';
import {
  findEntity,
  opaqueScope,
  sameName,
  type DerivedColumn,
  type Scope,
} from './sqlite-logical-form-scope.js';

/** JOIN types in the parser's bit set. */
const NATURAL = 4;
const LEFT = 8;
const RIGHT = 16;

/** An element of FROM as the text has it. */
export interface FromTable {
  readonly alias: string | undefined;
  /** Names of its columns, in their order. */
  readonly columns: readonly (string | undefined)[];
  readonly entity?: Entity;
  readonly derived?: { readonly query: LogicalQuery; readonly columns: readonly DerivedColumn[] };
  /** Rows before it stay without a match in it. */
  readonly optional: boolean;
  /** The condition after ON. */
  readonly on: Expr | undefined;
  /** Columns of USING and NATURAL. */
  readonly shared: readonly string[];
}

/** What is read around FROM. */
export type FromContext = Omit<ReadingContext, 'scope' | 'aliases'> & {
  readonly parent: ReadingContext['scope'] | undefined;
};

/** The elements of FROM in the order of the text; `swapped` when a RIGHT JOIN was turned around. */
export function readTables(
  from: FromClause,
  context: FromContext,
): { readonly tables: readonly FromTable[]; readonly swapped: boolean } {
  if (from.select === undefined) return unsupported('an empty FROM');
  const tables = [...readElement(from.select, context)];
  for (const join of from.joins ?? []) {
    const flags =
      join.operator.type === 'TypedJoinJoinOperator' ? (join.operator.joinType ?? 0) : 0;
    const right = (flags & RIGHT) !== 0;
    if (right && (flags & LEFT || tables.length > 1 || (from.joins?.length ?? 0) > 1))
      return unsupported('a RIGHT or FULL JOIN here');
    const inner = readElement(join.table, context);
    const [table, ...more] = inner;
    if (table === undefined || (more.length > 0 && (flags || join.constraint)))
      return unsupported('a join in parentheses here');
    if (more.length > 0) {
      tables.push(...inner);
      continue;
    }
    const optional = (flags & (LEFT | RIGHT)) !== 0;
    const joined: FromTable = {
      ...table,
      optional,
      on: join.constraint?.type === 'OnJoinConstraint' ? join.constraint.expr : undefined,
      shared: sharedColumns(tables, table, join, (flags & NATURAL) !== 0),
    };
    if (!right) tables.push(joined);
    else {
      const { optional: _none, on, shared } = joined;
      return {
        tables: [
          { ...table, optional: false, on: undefined, shared: [] },
          { ...tables[0]!, optional: true, on, shared },
        ],
        swapped: true,
      };
    }
  }
  return { tables, swapped: false };
}

function sharedColumns(
  tables: readonly FromTable[],
  table: FromTable,
  { constraint }: JoinedSelectTable,
  natural: boolean,
): readonly string[] {
  if (constraint?.type === 'UsingJoinConstraint') return constraint.columns.map(({ text }) => text);
  if (!natural) return [];
  const earlier = new Set(
    tables.flatMap(({ columns }) => columns.map((name) => name?.toLowerCase())),
  );
  return table.columns.filter(
    (name): name is string => name !== undefined && earlier.has(name.toLowerCase()),
  );
}

function readElement(table: SelectTable, context: FromContext): readonly FromTable[] {
  const plain = { optional: false, on: undefined, shared: [] };
  switch (table.type) {
    case 'TableSelectTable': {
      const { dbName, objName } = table.tblName;
      if (dbName && !sameName(dbName.text, 'main')) unsupported('a second database');
      const alias = table.alias?.name.text ?? objName.text;
      const common = dbName ? undefined : context.tables.get(objName.text.toLowerCase());
      if (common)
        return [{ ...plain, ...ofQuery(readCommon(common, objName.text, context)), alias }];
      const entity = findEntity(context.schema, objName.text);
      return [{ ...plain, alias, entity, columns: entity.fields.map(({ name }) => name) }];
    }
    case 'SelectSelectTable': {
      const read = context.read.query(table.select, context, {
        parent: opaqueScope(context.parent),
        spread: true,
      });
      return [{ ...plain, ...ofQuery(read), alias: table.alias?.name.text }];
    }
    case 'SubSelectTable': {
      if (table.alias) return unsupported('a join in parentheses with a name');
      return readTables(table.from, context).tables;
    }
    default:
      return unsupported('a table-valued function');
  }
}

function ofQuery({ query, columns }: NamedQuery): Pick<FromTable, 'columns' | 'derived'> {
  return { columns: columns.map(({ name }) => name), derived: { query, columns } };
}

/** Tables of the WITH clause inside those around it. */
export function commonTables(
  ctes: readonly {
    readonly tblName: { readonly text: string };
    readonly columns: readonly { readonly colName: { readonly text: string } }[] | undefined;
    readonly select: CommonTable['select'];
  }[],
  { tables: around, parent }: FromContext,
): CommonTables {
  const visible = new Map(around);
  for (const { tblName, columns, select } of ctes) {
    visible.set(tblName.text.toLowerCase(), {
      columns: columns?.map(({ colName }) => colName.text),
      select,
      visible,
      parent,
      open: false,
    });
  }
  return visible;
}

/** What a table of WITH sees: what its WITH stands in, as many queries out as there are between it and the use. */
function scopeOf({ parent }: Pick<CommonTable, 'parent'>, around: Scope | undefined): Scope {
  if (around === parent || around === undefined) return opaqueScope(parent);
  return opaqueScope(scopeOf({ parent }, around.parent));
}

function readCommon(common: CommonTable, name: string, context: FromContext): NamedQuery {
  if (common.open) return unsupported(`the recursive table ${name}`);
  common.open = true;
  try {
    const read = context.guard.within(() =>
      context.read.query(
        common.select,
        { ...context, tables: common.visible },
        { parent: scopeOf(common, context.parent), spread: true },
      ),
    );
    const { columns: names } = common;
    if (names === undefined) return read;
    if (names.length !== read.columns.length)
      return unsupported(`${names.length} names for the ${read.columns.length} columns of ${name}`);
    return {
      ...read,
      columns: read.columns.map((column, index) => ({ ...column, name: names[index] })),
    };
  } finally {
    common.open = false;
  }
}
