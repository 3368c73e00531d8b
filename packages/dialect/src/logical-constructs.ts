import { functionNames } from './function-names.js';
import type { FunctionName } from './function-names.js';
import type { Cast } from './logical-expression.js';

const functionConstructs = functionNames.map(
  (name): `function:${FunctionName}` => `function:${name}`,
);

const castTypes: readonly Cast['type'][] = ['text', 'integer', 'real', 'date', 'datetime'];
const castConstructs = castTypes.map((type): `cast:${Cast['type']}` => `cast:${type}`);

/**
 * Constructs of the logical form that not every dialect has. `all` is ALL of INTERSECT and EXCEPT, `set-order` an order
 * or a limit of a set operation, `subquery` a query as a value or a set of values, `derived` one in FROM, `correlation`
 * a reference to a query further out, `nulls` NULLS FIRST and LAST. `cast` is every cast, `cast:date` those to dates: a
 * dialect that casts to some types lists the others. The order is that of the documentation.
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
  ...castConstructs,
  ...functionConstructs,
] as const;

/** One of {@link logicalConstructs}. */
export type LogicalConstruct = (typeof logicalConstructs)[number];
