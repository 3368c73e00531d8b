import { temporalFunctions as functions } from '@momq/graph-store';
import type { CypherFunction, FunctionTable } from './function-table.js';
import { temporal } from './temporal-work.js';

/** Functions of points in time and durations; all calls of a statement see the same time. */
export const temporalFunctions: FunctionTable = Object.fromEntries(
  Object.entries(functions).map(([name, call]): [string, CypherFunction] => [
    name,
    {
      count: countOf(name),
      call: (given, { now }) => temporal(() => call(given, now)),
    },
  ]),
);

function countOf(name: string): readonly [number, number] {
  if (name === 'duration') return [1, 1];
  if (name.startsWith('duration.')) return [2, 2];
  if (name === 'datetime.fromepoch') return [2, 2];
  if (name === 'datetime.fromepochmillis') return [1, 1];
  return name.endsWith('.truncate') ? [1, 3] : [0, 1];
}
