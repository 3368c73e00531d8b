/** A value as the CSV files hold it. */
export type Cell = string | number | boolean | null;

/** A row by column name. */
export type Row = Readonly<Record<string, Cell>>;

/** A table with its rows, ready to be written. */
export interface TablePlan<R extends Row = Row> {
  readonly name: string;
  /** SQL type by column, in the order of the columns. */
  readonly types: Readonly<Record<keyof R & string, string>>;
  readonly rows: readonly R[];
  /** In the system that the database is like, this is a view: its rows are those that the view would show. */
  readonly view?: boolean;
  /** Keys that the database declares; most declare none. */
  readonly keys?: readonly string[];
}

/** An imitated database: what its folder is called and what is in it. */
export interface DatabasePlan {
  readonly id: string;
  readonly tables: readonly TablePlan[];
}

/** A table from its types and rows. */
export function table<R extends Row>(
  name: string,
  types: Readonly<Record<keyof R & string, string>>,
  rows: readonly R[],
  more: Pick<TablePlan, 'view' | 'keys'> = {},
): TablePlan<R> {
  return { name, types, rows, ...more };
}

/** `count` rows. */
export function rows<R>(count: number, make: (index: number) => R): R[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
