import { queryError } from './engine-error.js';
import type { StaticType } from './scope.js';

/** Types of points in time, and durations. */
export const temporalTypes: readonly StaticType[] = [
  'date', 'localtime', 'time', 'localdatetime', 'datetime', 'duration',
]; // prettier-ignore

const words: Partial<Record<StaticType, string>> = { edge: 'relationship', string: 'text' };

/** @throws QueryExecutionError where a type is known and none of the wanted; null goes with every type */
export function requireType(type: StaticType, wanted: readonly StaticType[], what: string): void {
  if (type === 'any' || type === 'null' || wanted.includes(type)) return;
  const names = wanted.map((each) => words[each] ?? each).join(' or ');
  throw queryError(`expected a ${names} for ${what}, got a ${words[type] ?? type}`);
}
