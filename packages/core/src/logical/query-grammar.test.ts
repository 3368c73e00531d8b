import { describe, expect, it } from 'vitest';
import { createQueryGrammar } from './query-grammar.js';
import { linearise } from './linearise.js';
import type { ColumnReference, Expression, FieldReference, LogicalQuery } from '@momq/dialect';
import { parseTokens } from './parse-tokens.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { queryWords } from './query-words.js';
import { flightSchema, itemsOf, value } from '../testing/flight-schema.js';
import { derivedSources, entitySources } from './entity-sources.js';
import { firstSelect } from './expression-type.js';
import {
  containsAggregate,
  expressionParts,
  nestedQueries,
  plainReferences,
  selectExpressions,
} from './expression-walk.js';

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

/** The code of one flag that is set, `share` of the way through them; undefined when none is. */
function oneOf(flags: Uint8Array, share: number): number | undefined {
  const codes: number[] = [];
  for (let code = 0; code < flags.length; code += 1) if (flags[code] === 1) codes.push(code);
  return codes[Math.floor(share * codes.length)];
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

function nameOfToken(token: QueryToken): string {
  return token.kind === 'word' ? token.word : nameOf(items[token.index]!);
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
    for (let seed = 1; seed <= 400; seed += 1) {
      const next = random(seed);
      const tokens: QueryToken[] = [];
      let state = grammar.start();
      while (!grammar.done(state)) {
        const code = oneOf(grammar.allowed(state), next());
        if (code === undefined) throw new Error(`dead end after ${JSON.stringify(tokens)}`);
        tokens.push(tokenOf(code));
        state = grammar.next(state, code);
        if (tokens.length >= 200) throw new Error(`no end after ${JSON.stringify(tokens)}`);
      }
      const written = tokens.map((token) => nameOfToken(token)).join(' ');
      let query: LogicalQuery;
      try {
        query = parseTokens(tokens, items, flightSchema);
        checkPromises(query);
      } catch (error) {
        throw new Error(`${written}: ${String(error)}`, { cause: error });
      }
      expect(parseTokens(linearise(query, items, flightSchema), items, flightSchema)).toEqual(
        query,
      );
    }
  });

  it('finishes soon after softLength', () => {
    const grammar = createQueryGrammar({ items, schema: flightSchema, softLength: 10 });
    for (let seed = 1; seed <= 100; seed += 1) {
      const next = random(seed);
      let state = grammar.start();
      let length = 0;
      while (!grammar.done(state)) {
        state = grammar.next(state, oneOf(grammar.allowed(state), next())!);
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
    [
      'a function of another type',
      'from flight select sqrt flight.number end',
      'flight.number at 4',
    ],
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

  it('leaves out what the dialect lacks', () => {
    const unsupported = ['window', 'derived', 'subquery', 'function:year', 'all'] as const;
    const grammar = createQueryGrammar({ items, schema: flightSchema, unsupported });
    const accepts = (text: string): boolean => {
      let state = grammar.start();
      return codesOf(text).every((code) => {
        if (grammar.allowed(state)[code] !== 1) return false;
        state = grammar.next(state, code);
        return true;
      });
    };
    expect(accepts('from airport select truncate year airport.opened end')).toBe(true);
    expect(accepts('from airport select year airport.opened end')).toBe(false);
    expect(accepts('from flight select over rank ) end')).toBe(false);
    expect(accepts('from ( from flight select flight.id ) select column 0 end')).toBe(false);
    expect(accepts('from flight select flight.id where flight.id in ( from')).toBe(false);
    expect(accepts('from flight select flight.id intersect_all from')).toBe(false);
    expect(accepts('from flight select flight.id intersect from')).toBe(true);
  });

  it('writes the canonical word where the vocabulary lacks the name of the dialect', () => {
    const grammar = createQueryGrammar({ items, schema: flightSchema, words: { from: 'go' } });
    const from = queryWords.indexOf('from');
    expect(
      [...grammar.allowed(grammar.start())].flatMap((flag, code) => (flag ? [code] : [])),
    ).toEqual([from]);
    const tokens = codesOf('from airport select airport.city end').map(tokenOf);
    expect(parseTokens(tokens, items, flightSchema, { from: 'go' })).toEqual(
      parseTokens(tokens, items, flightSchema),
    );
  });

  it('does not offer words that the vocabulary lacks, nor what they would have to close', () => {
    const vocabulary = queryWords.filter((word) => word !== 'where' && word !== ')');
    const grammar = createQueryGrammar({ items, schema: flightSchema, vocabulary });
    const places = new Set<string>();
    for (let seed = 1; seed <= 80; seed += 1) {
      const next = random(seed);
      let state = grammar.start();
      while (!grammar.done(state)) {
        const code = oneOf(grammar.allowed(state), next());
        if (code === undefined) throw new Error('dead end');
        places.add(vocabulary[code] ?? 'item');
        state = grammar.next(state, code);
      }
    }
    expect(places).toContain('order');
    for (const word of ['where', '(', ')', 'exists', 'over']) expect(places).not.toContain(word);
  });

  it('says which word no query can do without', () => {
    const vocabulary = queryWords.filter((word) => word !== 'end');
    expect(() => createQueryGrammar({ items, schema: flightSchema, vocabulary })).toThrowError(
      /expected the vocabulary to hold end/,
    );
  });

  it('gives weights of version 1 what it gave them before', () => {
    const vocabulary = queryWords.slice(0, queryWords.indexOf('intersect all'));
    const accepts = (text: string): boolean => {
      const grammar = createQueryGrammar({ items, schema: flightSchema, vocabulary });
      let state = grammar.start();
      return codesOf(text).every((code) => {
        const moved =
          code < queryWords.length ? code : code - queryWords.length + vocabulary.length;
        if (grammar.allowed(state)[moved] !== 1) return false;
        state = grammar.next(state, moved);
        return true;
      });
    };
    expect(accepts('from flight select + flight.minutes 1 end')).toBe(true);
    expect(accepts('from flight select + flight.minutes + 1 2 end')).toBe(false);
    expect(accepts('from flight cross airline select flight.id end')).toBe(false);
    expect(
      accepts('from flight select flight.id where exists ( from airline select airline.id ) end'),
    ).toBe(false);
  });

  it('throws on a code that is not allowed', () => {
    const grammar = createQueryGrammar({ items, schema: flightSchema });
    expect(() => grammar.next(grammar.start(), queryWords.indexOf('select'))).toThrowError(
      /expected an allowed code/,
    );
  });
});

/** What one query lets its references name; `columns` is the number of columns of each derived source. */
interface Visible {
  readonly counts: ReadonlyMap<string, number>;
  readonly columns: readonly number[];
}

const nothing: Visible = { counts: new Map(), columns: [] };

function checkPromises(query: LogicalQuery, around: readonly Visible[] = []): void {
  if (query.kind === 'set') {
    checkPromises(query.left, around);
    checkPromises(query.right, around);
    const columns = [width(query)];
    for (const { expression } of query.orderBy ?? [])
      references(expression).forEach((each) =>
        checkReference(each, [{ ...nothing, columns }, ...around]),
      );
    return;
  }
  const plain = query.select
    .filter(({ kind }) => kind === 'field')
    .map((column) => JSON.stringify(column));
  expect(new Set(plain).size).toBe(plain.length);
  const counts = new Map<string, number>();
  for (const source of entitySources(query.from)) {
    expect(source.instance).toBe(counts.get(source.entity) ?? 0);
    counts.set(source.entity, source.instance + 1);
  }
  const derived = derivedSources(query.from);
  const inside = [{ counts, columns: derived.map((source) => width(source.query)) }, ...around];
  const bare = query.select
    .flatMap(plainReferences)
    .filter((reference) => reference.outer === undefined);
  if (query.select.some(containsAggregate) && bare.length > 0)
    expect(query.groupBy.length).toBeGreaterThan(0);
  if (query.having) expect(query.groupBy.length).toBeGreaterThan(0);
  selectExpressions(query)
    .flatMap(references)
    .forEach((reference) => checkReference(reference, inside));
  derived.forEach((source) => checkPromises(source.query, [nothing, ...around]));
  for (const nested of nestedQueries(query))
    if (!derived.some((source) => source.query === nested)) checkPromises(nested, inside);
}

function width(query: LogicalQuery): number {
  const { select, from } = firstSelect(query);
  const stars = select.filter(({ kind }) => kind === 'star').length;
  if (stars === 0) return select.length;
  const fields = entitySources(from).flatMap(
    ({ entity }) => flightSchema.entities.find(({ name }) => name === entity)?.fields ?? [],
  );
  const columns = derivedSources(from).reduce((sum, source) => sum + width(source.query), 0);
  return select.length - stars + fields.length + columns;
}

function references(expression: Expression): (FieldReference | ColumnReference)[] {
  if (expression.kind === 'field' || expression.kind === 'column') return [expression];
  return expressionParts(expression).flatMap(references);
}

function checkReference(
  reference: FieldReference | ColumnReference,
  around: readonly Visible[],
): void {
  const { counts, columns } = around[reference.outer ?? 0] ?? nothing;
  if (reference.kind === 'column')
    expect(columns[reference.source] ?? 0, JSON.stringify(reference)).toBeGreaterThan(
      reference.column,
    );
  else
    expect(
      counts.get(reference.entity) ?? 0,
      `${JSON.stringify(reference)} in scope`,
    ).toBeGreaterThan(reference.instance);
}
