import type { GraphValue } from '@momq/graph-store';

/** Rows under named columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly GraphValue[])[];
}

/** Work that gives others their turn at each `undefined`. */
export type Work<Result> = Generator<undefined, Result>;

/** No rows and no columns. */
export const noTable: Table = { columns: [], rows: [] };
