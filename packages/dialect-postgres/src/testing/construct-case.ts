import type { LogicalQuery } from '@momq/core/dialect';

/** A logical query on the farm, and what it means as SQLite text written by hand. */
export type ConstructCase = readonly [LogicalQuery, string];
