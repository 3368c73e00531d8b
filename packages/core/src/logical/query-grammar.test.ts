import { describe, expect, it } from 'vitest';
import { MoMQError } from '@momq/dialect';
import { createQueryGrammar } from './query-grammar.js';
import { linearise } from './linearise.js';
import type { Condition, Expression, LogicalQuery } from '@momq/dialect';
import { parseTokens } from './parse-tokens.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { queryWords } from './query-words.js';
import { flightSchema, itemsOf, value } from '../testing/flight-schema.js';
import { entitySources } from './entity-sources.js';
import { expressionParts } from './expression-walk.js';

const items = itemsOf(flightSchema, [
  value('Rome', 'airport.city', 'weather.city'),
  value(2019),
  value('ITA', 'airline.name'),
  value('blue sky'),
]);

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function tokenOf(code: number): QueryToken {
  return code < queryWords.length
    ? { kind: 'word', word: queryWords[code]! }
    : { kind: 'item', index: code - queryWords.length };
}

/** Reads `word` and `entity`, `entity.field`, `'value'`, `link!` names into codes. */
function codesOf(text: string): number[] {
  return text.split(' ').map((name) => {
    const word = (queryWords as readonly string[]).indexOf(name.replaceAll('_', ' '));
    if (word >= 0) return word;
    const index = items.findIndex((item) => nameOf(item) === name);
    if (index < 0) throw new Error(`no item ${name}`);
    return queryWords.length + index;
  });
}

function nameOf(item: QueryItem): string {
  switch (item.kind) {
    case 'entity':
      return item.entity;
    case 'field':
      return `${item.entity}.${item.field}`;
    case 'link':
      return `${item.link}!`;
    case 'value':
      return `'${String(item.value).replace(' ', '_')}'`;
  }
}

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

describe('createQueryGrammar', () => {
  it('completes every random walk with a query that parseTokens reads and that keeps the promises', () => {
    const grammar = createQueryGrammar({ items, schema: flightSchema });
    for (let seed = 1; seed <= 600; seed += 1) {
      const next = random(seed);
      const tokens: QueryToken[] = [];
      let state = grammar.start();
      while (!grammar.done(state)) {
        const allowed = [...grammar.allowed(state)].flatMap((flag, code) => (flag ? [code] : []));
        expect(allowed.length, `dead end after ${JSON.stringify(tokens)}`).toBeGreaterThan(0);
        const code = allowed[Math.floor(next() * allowed.length)]!;
        tokens.push(tokenOf(code));
        state = grammar.next(state, code);
        expect(tokens.length, 'length').toBeLessThan(200);
      }
      const query = parseTokens(tokens, items, flightSchema);
      checkPromises(query);
      expect(parseTokens(linearise(query, items, flightSchema), items, flightSchema)).toEqual(
        query,
      );
    }
  });

  it('finishes soon after softLength', () => {
    const grammar = createQueryGrammar({ items, schema: flightSchema, softLength: 10 });
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = random(seed);
      let state = grammar.start();
      let length = 0;
      while (!grammar.done(state)) {
        const allowed = [...grammar.allowed(state)].flatMap((flag, code) => (flag ? [code] : []));
        state = grammar.next(state, allowed[Math.floor(next() * allowed.length)]!);
        length += 1;
      }
      expect(length).toBeLessThanOrEqual(40);
    }
  });

  it.each([
    ['from airport select airport.city end'],
    ["from airport select airport.city where airport.city contains 'blue_sky' end"],
    ['from flight airline select airline.name count* group order count* desc limit 1 end'],
    [
      "from flight flight.origin! airport airport select other airport.city where airport.city 'Rome' end",
    ],
    [
      'from employee employee select employee.name where employee.salary > other employee.salary end',
    ],
    ['from airport on weather airport.city weather.city select weather.degrees end'],
    [
      'from airline select airline.name where airline.id not in ( from flight select flight.airline ) end',
    ],
    [
      'from flight select flight.number where flight.minutes > ( from flight select avg flight.minutes ) and ( flight.id 1 or flight.id 2 ) end',
    ],
    ['from airline select airline.name union from employee select employee.name end'],
    ["from flight select flight.airline group having sum flight.minutes >= '2019' end"],
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
    [
      'HAVING without GROUP BY',
      'from flight select flight.id having count* > 1 end',
      'having at 4',
    ],
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

  it('uses the words of the dialect and refuses those of others', () => {
    const vocabulary = ['from', ...queryWords.map((word) => (word === 'from' ? 'match' : word))];
    const grammar = createQueryGrammar({
      items,
      schema: flightSchema,
      words: { from: 'match' },
      vocabulary,
      codeCount: 500,
      without: ['union'],
    });
    const allowed = grammar.allowed(grammar.start());
    expect(allowed).toHaveLength(500);
    expect([...allowed].flatMap((flag, code) => (flag ? [vocabulary[code]] : []))).toEqual([
      'match',
    ]);
  });

  it('says which word the vocabulary lacks', () => {
    expect(() =>
      createQueryGrammar({
        items,
        schema: flightSchema,
        words: { from: 'match' },
        vocabulary: queryWords,
      }),
    ).toThrowError(MoMQError);
    expect(() =>
      createQueryGrammar({
        items,
        schema: flightSchema,
        words: { from: 'match' },
        vocabulary: queryWords,
      }),
    ).toThrowError(/match/);
  });

  it('throws on a code that is not allowed', () => {
    const grammar = createQueryGrammar({ items, schema: flightSchema });
    expect(() => grammar.next(grammar.start(), queryWords.indexOf('select'))).toThrowError(
      /expected an allowed code/,
    );
  });
});

function checkPromises(query: LogicalQuery): void {
  if (query.kind === 'set') {
    checkPromises(query.left);
    checkPromises(query.right);
    return;
  }
  const columns = query.select.map((column) => JSON.stringify(column));
  expect(new Set(columns).size).toBe(columns.length);
  const counts = new Map<string, number>();
  for (const source of entitySources(query.from)) {
    expect(source.instance).toBe(counts.get(source.entity) ?? 0);
    counts.set(source.entity, source.instance + 1);
    expect(source.join?.kind).not.toBe('cross');
  }
  const aggregated = query.select.filter(hasAggregate).length;
  if (aggregated > 0 && aggregated < query.select.length)
    expect(query.groupBy.length).toBeGreaterThan(0);
  if (query.having) expect(query.groupBy.length).toBeGreaterThan(0);
  for (const expression of [
    ...query.select,
    ...query.groupBy,
    ...query.orderBy.map((key) => key.expression),
  ])
    checkExpression(expression, counts);
  if (query.where) checkCondition(query.where, counts);
  if (query.having) checkCondition(query.having, counts);
}

function hasAggregate(expression: Expression): boolean {
  if (expression.kind === 'aggregate') return true;
  return expressionParts(expression).some(hasAggregate);
}

function checkExpression(expression: Expression, counts: ReadonlyMap<string, number>): void {
  switch (expression.kind) {
    case 'field':
      expect(counts.get(expression.entity) ?? 0, `${expression.entity} in scope`).toBeGreaterThan(
        expression.instance,
      );
      return;
    case 'aggregate':
      return checkExpression(expression.argument, counts);
    case 'call':
      return expression.arguments.forEach((argument) => checkExpression(argument, counts));
    case 'arithmetic':
      checkExpression(expression.left, counts);
      return checkExpression(expression.right, counts);
    case 'subquery':
      return checkPromises(expression.query);
    default:
      return;
  }
}

function checkCondition(condition: Condition, counts: ReadonlyMap<string, number>): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.forEach((part) => checkCondition(part, counts));
    case 'compare':
      checkExpression(condition.left, counts);
      return checkExpression(condition.right, counts);
    case 'exists':
      return checkPromises(condition.query);
    default:
      return checkExpression(condition.value, counts);
  }
}
