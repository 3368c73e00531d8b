import type { GraphValue } from '@momq/graph-store';
import type { Session, StaticType } from './scope.js';

/** A function of Cypher. */
export interface CypherFunction {
  /** How many arguments it takes, at least and at most. */
  readonly count: readonly [number, number];
  /** What the arguments may be, where that is checked before a query runs. */
  readonly takes?: readonly (readonly StaticType[] | undefined)[];
  readonly gives?: StaticType;
  /** True where it is called with null too; others are null then. */
  readonly ofNull?: boolean;
  readonly call: (given: readonly GraphValue[], session: Session) => GraphValue;
}

/** Functions by their names, lower case. */
export type FunctionTable = Readonly<Record<string, CypherFunction>>;

/** A function of one value. */
export function ofOne(
  call: (value: GraphValue) => GraphValue,
  more: Omit<CypherFunction, 'count' | 'call'> = {},
): CypherFunction {
  return { count: [1, 1], call: ([value]) => call(value!), ...more };
}

/** A function of two values. */
export function ofTwo(
  call: (first: GraphValue, second: GraphValue) => GraphValue,
  more: Omit<CypherFunction, 'count' | 'call'> = {},
): CypherFunction {
  return { count: [2, 2], call: ([first, second]) => call(first!, second!), ...more };
}
