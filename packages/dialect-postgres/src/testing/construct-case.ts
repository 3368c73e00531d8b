import type { LogicalQuery } from '@momq/dialect';

/** A logical query on the farm, and what it means as SQLite text written by hand. */
export type ConstructCase = readonly [LogicalQuery, string];
