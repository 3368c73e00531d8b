import assert from 'node:assert/strict';
import type { Condition, DialectPack, QueryParser } from '@momq/dialect';
import type { ConformanceCase } from '../conformance-case.js';
import { misplacedParts } from '../misplaced-parts.js';
import { refuses } from '../refusal.js';
import { inDialect, shipField, ships } from '../ship-queries.js';

/** Milliseconds that the caller's thread may be kept by one text, however it is made. */
const patienceMs = 2_000;

/** The parser's verdict on text. */
export const parserCases: readonly ConformanceCase[] = [
  {
    name: 'parser: tutorial examples are single statements that only read',
    run: async ({ pack }) => {
      const parser = await pack.createParser();
      for (const { keyword, examples } of pack.tutorials.pages)
        for (const { query } of examples) {
          const { statements, readOnly, reason } = parser.parse(query);
          assert.equal(
            statements,
            1,
            `${keyword}: expected one statement in ${query}, got ${statements}`,
          );
          assert.ok(readOnly, `${keyword}: expected ${query} to only read, got ${reason}`);
        }
    },
  },
  {
    name: 'parser: what is no query is an error with its place',
    run: async ({ pack }) => {
      const parser = await pack.createParser();
      for (const text of ['how many ships are there?', ')(', '\u0000']) {
        const error = await refuses(
          () => parser.parse(text),
          ['QUERY_SYNTAX'],
          JSON.stringify(text),
        );
        const { line, column } = error as { line?: unknown; column?: unknown };
        assert.ok(
          Number(line) >= 1 && Number(column) >= 1,
          `expected line and column, got ${String(line)}, ${String(column)}`,
        );
      }
      for (const blank of ['', ' \n\t'])
        assert.ok(!passes(parser, blank), 'expected blank text not to pass as a statement');
    },
  },
  {
    name: 'parser: constants and placeholders stand where the analysis says',
    run: async ({ pack }) => {
      const parser = await pack.createParser();
      for (const { examples } of pack.tutorials.pages)
        for (const { query } of examples)
          assert.deepEqual(misplacedParts(parser, query), [], `places in ${query}`);
      if (pack.language === undefined) return;
      const others = parser.parse(shipsBut(pack, 'tern', 7.5)).placedLiterals;
      if (others === undefined) return;
      const query = shipsBut(pack, 'Øre 🐟 sund', 12.25);
      const text = `\n  ${query}`;
      const [written, number] = ['tern', 7.5].map((constant) => {
        const { start = 0, end = 0 } = others.find(({ value }) => value === constant) ?? {};
        return shipsBut(pack, 'tern', 7.5).slice(start, end);
      });
      const found = misplacedParts(parser, text, {
        text: { written: written!, value: 'tern' },
        number: { written: number!, value: 7.5 },
      });
      assert.deepEqual(found, [], `places in ${text}`);
      const values = parser.parse(text).placedLiterals?.map(({ value }) => value);
      assert.deepEqual([...new Set(values)], ['Øre 🐟 sund', 12.25], `constants of ${text}`);
    },
  },
  {
    name: 'parser: two statements never pass as one that reads',
    run: async ({ pack, writes }) => {
      const parser = await pack.createParser();
      const query = firstExample(pack.tutorials.pages);
      for (const second of [query, ...writes]) {
        const text = `${query.replace(/;\s*$/, '')}; ${second}`;
        assert.ok(!passes(parser, text), `expected ${text} not to pass as one reading statement`);
      }
    },
  },
  {
    name: 'parser: statements that write are told from those that read',
    run: async ({ pack, writes }) => {
      const parser = await pack.createParser();
      for (const text of writes) assert.ok(!passes(parser, text), `expected ${text} to be refused`);
    },
  },
  {
    name: 'parser: deep and long text is an answer or a coded error, soon',
    run: async ({ pack }) => {
      const parser = await pack.createParser();
      const query = firstExample(pack.tutorials.pages);
      for (const text of [
        `${query} ${'('.repeat(10_000)}`,
        `${'('.repeat(10_000)}${query}`,
        `${query}${' '.repeat(1_000_000)}`,
        `${query} '${'x'.repeat(1_000_000)}`,
      ]) {
        const started = performance.now();
        try {
          parser.parse(text);
        } catch (error) {
          await refuses(
            () => Promise.reject(error as Error),
            ['QUERY_SYNTAX', 'QUERY_REFUSED'],
            `${text.slice(0, 20)}…`,
          );
        }
        const elapsed = performance.now() - started;
        assert.ok(
          elapsed < patienceMs,
          `expected an answer within ${patienceMs} ms, took ${Math.round(elapsed)} ms for ${text.slice(0, 20)}…`,
        );
      }
    },
  },
];

/** Names of the ships that do not have this one and lie deeper. */
function shipsBut(pack: DialectPack, name: string, draft: number): string {
  const compared = (field: string, operator: '!=' | '>', value: string | number): Condition => ({
    kind: 'compare',
    operator,
    left: shipField(field),
    right: { kind: 'literal', value },
  });
  return inDialect(
    pack,
    ships([shipField('name')], {
      where: {
        kind: 'and',
        conditions: [compared('name', '!=', name), compared('draft', '>', draft)],
      },
    }),
  );
}

function firstExample(
  pages: readonly { readonly examples: readonly { readonly query: string }[] }[],
): string {
  const query = pages.flatMap(({ examples }) => examples)[0]?.query;
  assert.ok(query !== undefined, 'expected a tutorial page with an example, got none');
  return query;
}

/** True when text would run: one statement that can do nothing but read. */
function passes(parser: QueryParser, text: string): boolean {
  try {
    const { statements, readOnly } = parser.parse(text);
    return statements === 1 && readOnly;
  } catch {
    return false; // refused by its grammar, which is as good
  }
}
