import { expect, it } from 'vitest';
import { codesOf, items } from '../testing/flight-codes.js';
import { flightSchema } from '../testing/flight-schema.js';
import { createQueryGrammar } from './query-grammar.js';
import { queryWords } from './query-words.js';

/** The first code that the grammar refuses, as a name; undefined when it accepts them all and is done. */
function refused(text: string): string | undefined {
  const grammar = createQueryGrammar({ items, schema: flightSchema });
  let state = grammar.start();
  const codes = codesOf(text);
  for (const [index, code] of codes.entries()) {
    if (grammar.allowed(state)[code] !== 1) return `${text.split(' ')[index]} at ${index}`;
    state = grammar.next(state, code);
  }
  return grammar.done(state) ? undefined : 'not done';
}

it.each([
  ['from airport select airport.city end'],
  ["from airport select airport.city where airport.city contains 'blue_sky' end"],
  ['from flight airline select airline.name count* group order count* desc limit 1 end'],
  [
    "from flight flight.origin! airport airport select other airport.city where airport.city 'Rome' end",
  ],
  ['from employee employee select employee.name where employee.salary > other employee.salary end'],
  ['from airport on weather airport.city weather.city select weather.degrees end'],
  [
    'from airline select airline.name where airline.id not in ( from flight select flight.airline ) end',
  ],
  [
    'from flight select flight.number where flight.minutes > ( from flight select avg flight.minutes ) and ( flight.id 1 or flight.id 2 ) end',
  ],
  ['from airline select airline.name union from employee select employee.name end'],
  ["from flight select flight.airline group having sum flight.minutes >= '2019' end"],
  ['from flight select / sum case flight.minutes > 5 then 1 else 0 count* end'],
  ['from flight select round more times cast_real flight.minutes 10 1 end'],
  [
    'from airport select truncate month airport.opened count* group truncate month airport.opened end',
  ],
  [
    'from flight select flight.id over rank partition flight.airline order flight.minutes desc nulls_first ) end',
  ],
  ['from ( from flight select flight.airline count* group ) select avg column 1 end'],
  [
    'from ( from flight select flight.airline count* group ) join airline airline.id = column 0 select airline.name column 1 end',
  ],
  [
    'from airline select airline.name where exists ( from flight select flight.id where flight.airline = outer airline.id ) end',
  ],
  [
    'from airline select airline.name union from employee select employee.name combined order column 0 limit 5 end',
  ],
  ['from flight select flight.id order flight.minutes nulls_last limit 10 offset 5 end'],
])('accepts %s', (text) => {
  expect(refused(text)).toBeUndefined();
});

it.each([
  [
    'a field of an entity that is not joined',
    'from airport select airline.name end',
    'airline.name at 3',
  ],
  [
    'an entity that no link reaches',
    'from airport weather select weather.degrees end',
    'weather at 2',
  ],
  [
    'an entity when two links reach it',
    'from flight airport select airport.city end',
    'airport at 2',
  ],
  [
    'a key followed back and forth',
    'from airline flight airline select airline.name end',
    'airline at 3',
  ],
  ['a function of another type', 'from flight select sqrt flight.number end', 'flight.number at 4'],
  [
    'a column that the subquery lacks',
    'from ( from flight select flight.id ) select column 1 end',
    '1 at 9',
  ],
  [
    'a sibling seen from a subquery in FROM',
    'from airline cross ( from flight select flight.id where flight.airline = outer airline.id ) select airline.name end',
    'outer at 11',
  ],
  ['OUTER without a query around', 'from flight select outer flight.id end', 'outer at 3'],
  [
    'a text that CASE gives where numbers are summed',
    'from flight select sum case flight.minutes > 5 then flight.number else 0 end',
    'flight.number at 9',
  ],
  ['a repeated column', 'from airport select airport.city airport.city end', 'airport.city at 4'],
  ['the sum of text', 'from airport select sum airport.city end', 'airport.city at 4'],
  [
    'text compared with a number',
    "from flight select flight.id where flight.minutes 'blue_sky' end",
    "'blue_sky' at 6",
  ],
  [
    'a value in a field that does not hold it',
    "from airline select airline.name where airline.name 'Rome' end",
    "'Rome' at 6",
  ],
  [
    'contains on a number',
    "from flight select flight.id where flight.minutes contains 'blue_sky' end",
    'contains at 6',
  ],
  ['an aggregate in WHERE', 'from flight select flight.id where count* > 1 end', 'count* at 5'],
  ['HAVING without GROUP BY', 'from flight select flight.id having count* > 1 end', 'having at 4'],
  [
    'aggregates beside columns without GROUP BY',
    'from flight select flight.airline count* end',
    'end at 5',
  ],
  [
    'a limit that is no number',
    "from flight select flight.id limit 'blue_sky' end",
    "'blue_sky' at 5",
  ],
  [
    'two columns in a set',
    'from airline select airline.id where airline.id in ( from flight select flight.airline flight.id ) end',
    'flight.id at 12',
  ],
  [
    'a different number of columns in a union',
    'from airline select airline.name union from employee select employee.name employee.id end',
    'employee.id at 9',
  ],
])('refuses %s', (_what, text, where) => {
  expect(refused(text)).toBe(where);
});

it('throws on a code that is not allowed', () => {
  const grammar = createQueryGrammar({ items, schema: flightSchema });
  expect(() => grammar.next(grammar.start(), queryWords.indexOf('select'))).toThrowError(
    /expected an allowed code/,
  );
});
