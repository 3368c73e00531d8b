import { functionNames } from './function-names.js';
import type { FunctionName } from './function-names.js';

const functionConstructs = functionNames.map(
  (name): `function:${FunctionName}` => `function:${name}`,
);

/**
 * Constructs of the logical form that not every dialect has. `all` is ALL of INTERSECT and EXCEPT, `set-order` an order
 * or a limit of a set operation, `subquery` a query as a value or a set of values, `derived` one in FROM, `correlation`
 * a reference to a query further out, `nulls` NULLS FIRST and LAST. The order is that of the documentation.
 */
export const logicalConstructs = [
  'union',
  'intersect',
  'except',
  'all',
  'set-order',
  'subquery',
  'derived',
  'exists',
  'correlation',
  'window',
  'case',
  'cast',
  'offset',
  'nulls',
  ...functionConstructs,
] as const;

/** One of {@link logicalConstructs}. */
export type LogicalConstruct = (typeof logicalConstructs)[number];
