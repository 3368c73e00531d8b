import { describe, expect, it } from 'vitest';
import {
  type GraphNode,
  BadNull,
  DateTimeValue,
  DateValue,
  DurationValue,
  PropertyGraph,
  TimeValue,
  add,
  and,
  compared,
  divide,
  equals,
  not,
  or,
  pathsFrom,
  shortestPaths,
  shown,
  totalOrder,
  xor,
  type GraphPath,
} from './index.js';

describe('three-valued logic', () => {
  // the truth tables of SQL and openCypher
  it.each([
    [true, true, true, true, false],
    [true, false, false, true, true],
    [true, null, null, true, null],
    [false, true, false, true, true],
    [false, false, false, false, false],
    [false, null, false, null, null],
    [null, true, null, true, null],
    [null, false, false, null, null],
    [null, null, null, null, null],
  ])('makes of %s and %s: AND %s, OR %s, XOR %s', (...[left, right, both, either, one]) => {
    expect(and(left, () => right)).toBe(both);
    expect(or(left, () => right)).toBe(either);
    expect(xor(left, right)).toBe(one);
  });

  it('turns truth round, and calls what is none by its name', () => {
    expect([true, false, null, BadNull.empty].map(not)).toEqual([false, true, null, null]);
    expect(and('x', () => true)).toBe(BadNull.badType);
    expect(and(true, () => 'x')).toBe(BadNull.badType);
    expect(or(false, () => 'x')).toBe(BadNull.badType);
    expect(xor(null, 'x')).toBe(BadNull.badType);
  });
});

describe('comparison', () => {
  it('knows no equality with null, and none of unlike kinds', () => {
    expect(equals(null, null)).toBe(null);
    expect(equals([1n, null], [1n, 2n])).toBe(null);
    expect(equals([1n, null], [2n, null])).toBe(false);
    expect(equals(1n, 1)).toBe(true);
    expect(equals('1', 1n)).toBe(false);
    expect(equals(1n, 1.000000001)).toBe(false);
    const rules = { tolerance: 1e-8, nullInside: 'same' } as const;
    expect(equals(1n, 1.000000001, rules)).toBe(true);
    expect(equals(1n, 1.0000001, rules)).toBe(false);
    expect(equals([1n, null], [1n, null], rules)).toBe(true);
    expect(equals([1n, null], [1n, 2n], rules)).toBe(false);
    expect(equals(null, null, rules)).toBe(null);
    expect(compared('a', 1n)).toBe(null);
    expect(compared(new DurationValue(0, 1n), new DurationValue(0, 2n))).toBe(BadNull.badType);
  });

  it('orders texts by characters, not by the UTF-16 units that they are made of', () => {
    // code points: U+FB01 is before U+1F600, whose first unit is U+D83D
    expect(compared('a\u{1F600}', 'a\uFB01')).toBeGreaterThan(0);
    const texts = ['\u{1F601}', '\uFF21', 'b', '\u{1F600}', 'ba', '\uD7A3', ''];
    expect([...texts].sort(totalOrder)).toEqual(
      [...texts].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))),
    );
  });

  it('orders all values, null last', () => {
    const values = [null, 2.5, 'b', 1n, 'a', true];
    expect([...values].sort(totalOrder)).toEqual(['a', 'b', true, 1n, 2.5, null]);
  });
});

describe('arithmetic', () => {
  it('keeps whole numbers whole', () => {
    expect(divide(-7n, 2n)).toBe(-3n);
    expect(divide(7, 2n)).toBe(3.5);
    expect(divide(1n, 0n)).toBe(BadNull.divisionByZero);
    expect(add(2n ** 63n - 1n, 1n)).toBe(BadNull.overflow);
    expect(add('a', 1n)).toBe('a1');
    expect(add([1n], 2n)).toEqual([1n, 2n]);
  });

  it('adds months to days that the month lacks', () => {
    const month = new DurationValue(1, 0n);
    expect(add(new DateValue(2024, 1, 31), month)).toEqual(new DateValue(2024, 2, 29));
    const late = new DateTimeValue(new DateValue(1969, 12, 31), TimeValue.of(23, 59, 59, 0));
    const second = new DurationValue(0, 1_000_000n);
    expect(shown(add(late, second))).toContain('1970-01-01T00:00:00.000000');
  });
});

describe('paths', () => {
  // a → b → c → a, and a → c; d → d
  const graph = new PropertyGraph();
  for (const id of ['a', 'b', 'c']) graph.addNode(id, 'point', new Map());
  for (const [from, to] of ['ab', 'bc', 'ca', 'ac']) graph.addEdge('to', from!, to!, new Map());
  const [a, b, c] = ['a', 'b', 'c'].map((id) => graph.node(id)!) as [
    GraphNode,
    GraphNode,
    GraphNode,
  ];
  const loop = graph.addNode('d', 'point', new Map());
  graph.addEdge('to', 'd', 'd', new Map());
  const ids = (paths: Iterable<GraphPath | undefined>): readonly string[] =>
    [...paths].flatMap((path) => (path ? [path.nodes.map(({ id }) => id).join('')] : [])).sort();
  const out = { direction: 'out' } as const;

  it('walk no edge twice as trails, pass no node twice as simple paths', () => {
    const all = (rule: 'trail' | 'simple'): readonly string[] =>
      ids(pathsFrom(a, out, { least: 1, most: 9, rule }));
    expect(all('simple')).toEqual(['ab', 'abc', 'ac']);
    expect(all('trail')).toEqual(['ab', 'abc', 'abca', 'abcac', 'ac', 'aca', 'acab', 'acabc']);
  });

  it('are the shortest, all of them', () => {
    expect(ids(shortestPaths(a, [c], out, { most: 5 }))).toEqual(['ac']);
    expect(ids(shortestPaths(a, [c], { direction: 'both' }, { most: 5 }))).toEqual(['ac', 'ac']);
    expect(ids(shortestPaths(a, [c], out, { most: 0 }))).toEqual([]);
    expect(ids(shortestPaths(a, [b, c], out, { most: 5 }))).toEqual(['ab', 'ac']);
  });

  it('are one for each end, or the ways round to the node itself without an edge twice', () => {
    const both = { direction: 'both' } as const;
    const edgeOf = (which: 'first' | 'last'): readonly boolean[] =>
      [...shortestPaths(a, [c], both, { most: 5, which })].flatMap(
        (path) => path?.steps.map(({ forward }) => forward) ?? [],
      );
    expect(edgeOf('first')).toEqual([true]);
    expect(edgeOf('last')).toEqual([false]);
    expect(ids(shortestPaths(a, [a], out, { most: 5 }))).toEqual(['aca']);
    expect(ids(shortestPaths(b, [b], out, { most: 5 }))).toEqual(['bcab']);
    expect(ids(shortestPaths(b, [b, c], out, { most: 5, mostAround: 2 }))).toEqual(['bc']);
    // one way along both edges between a and c, and the other way
    expect(ids(shortestPaths(a, [a], both, { most: 5 }))).toEqual(['aca', 'aca']);
    expect(ids(shortestPaths(a, [a], both, { most: 1 }))).toEqual([]);
    expect(ids(shortestPaths(loop, [loop], out, { most: 5 }))).toEqual(['dd']);
  });

  it('are shown as patterns', () => {
    expect(shown([...shortestPaths(a, [c], out, { most: 5 })].at(-1)!)).toBe(
      '<("a" :point{})-[:to@0 {}]->("c" :point{})>',
    );
  });
});
