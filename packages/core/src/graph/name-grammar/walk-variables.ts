import { anything, type GraphNames, type Variable } from './graph-names.js';
import type { CypherPlace, Variables } from './cypher-place.js';

/** What stands before the name of a column of the rows behind a bar. */
const inputMark = '$-.';

/** The columns that the statement before the bar gives, as variables. */
export function inputOf(given: Variables): Variables {
  return new Map([...given.keys()].map((name) => [inputMark + name, anything]));
}

/** Whether a statement reads rows. */
export function readsRows({ variables }: CypherPlace): boolean {
  return [...variables.keys()].some((name) => name.startsWith(inputMark));
}

/** Names of the columns of the rows before. */
export const inputNames = {
  begins: ({ variables }: CypherPlace, beginning: string): boolean =>
    [...variables.keys()].some((name) => name.startsWith(inputMark + beginning)),
  has: ({ variables }: CypherPlace, name: string): boolean => variables.has(inputMark + name),
};

/** What GO can name: the edge, its type, and both ends of the step. */
export function variablesOfSteps(
  place: CypherPlace,
  names: GraphNames,
  direction: 'out' | 'in' | 'both',
): Variables {
  const { types } = place.pattern;
  const starts = names.endsOf(types, 'from');
  const ends = names.endsOf(types, 'to');
  const end = (labels: readonly string[]): Variable => ({ labels, types: null });
  const both = [...starts, ...ends];
  return new Map<string, Variable>([
    ...inputs(place),
    ...(types ?? []).map((type): [string, Variable] => [type, { labels: null, types: [type] }]),
    ...eachCase('edge', { labels: null, types }),
    ['$^', end(direction === 'out' ? starts : direction === 'in' ? ends : both)],
    ['$$', end(direction === 'out' ? ends : direction === 'in' ? starts : both)],
  ]);
}

/** What FETCH and LOOKUP can name: the label with its properties, and the node; or the type and the edge. */
export function variablesOfFound(place: CypherPlace): Variables {
  const { labels, types } = place.pattern;
  const entries: [string, Variable][] = [];
  for (const label of labels ?? [])
    entries.push([label, { labels: [label], types: null, isLabel: true }]);
  for (const type of types ?? []) entries.push([type, { labels: null, types: [type] }]);
  const whole = labels === null ? 'edge' : 'vertex';
  entries.push(...eachCase(whole, { labels, types: labels === null ? types : null }));
  return new Map([...inputs(place), ...entries]);
}

const inputs = ({ variables }: CypherPlace): readonly (readonly [string, Variable])[] =>
  [...variables].filter(([name]) => name.startsWith(inputMark));

/** A keyword that stands for a value, in small and in capital letters. */
const eachCase = (word: string, variable: Variable): readonly [string, Variable][] => [
  [word, variable],
  [word.toUpperCase(), variable],
];
