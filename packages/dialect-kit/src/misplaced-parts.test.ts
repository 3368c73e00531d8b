import { expect, it } from 'vitest';
import { placedParts } from '@momq/dialect';
import type { QueryAnalysis, QueryParser, WrittenLiteral } from '@momq/dialect';
import { misplacedParts } from './misplaced-parts.js';

const others = { text: { written: "'b'", value: 'b' }, number: { written: '2', value: 2 } };

/** Reads texts in quotes and whole numbers, changed. */
function parserWith(
  change: (analysis: QueryAnalysis) => QueryAnalysis = (analysis) => analysis,
): QueryParser {
  return {
    parse(text) {
      const literals = [...text.matchAll(/'([^']*)'|\b\d+\b/g)].map(
        ({ 0: written, 1: inner, index: start }): WrittenLiteral => ({
          ...(inner === undefined
            ? { type: 'number', value: Number(written) }
            : { type: 'text', value: inner }),
          ...{ start, end: start + written.length },
        }),
      );
      const marks = [...text.matchAll(/\?/g)].map(({ index }) => ({
        ...{ name: '?', start: index, end: index + 1 },
      }));
      const nothing = { relations: [], columns: [], functions: [], keywords: [] };
      const parts = placedParts(text, literals, marks);
      return change({ statements: 1, readOnly: true, ...nothing, ...parts });
    },
  };
}

const query = "a = 'one'\nand b > 12 and c = ?";

it('finds nothing wrong where places are right, or not told', () => {
  expect(misplacedParts(parserWith(), query, others)).toEqual([]);
  const silent = ({ placedLiterals: _, placeholders: __, ...rest }: QueryAnalysis): QueryAnalysis =>
    rest;
  expect(misplacedParts(parserWith(silent), query, others)).toEqual([]);
});

it.each<[string, RegExp, (analysis: QueryAnalysis) => QueryAnalysis]>([
  [
    'a line of another place',
    /expected line 2, column 9 of 18, got 3, 9/,
    (analysis) => ({
      ...analysis,
      placedLiterals: analysis.placedLiterals!.map((each) => ({ ...each, line: each.line * 1.5 })),
    }),
  ],
  [
    'a place without the quotes',
    /expected the text one, got one/,
    (analysis) => ({
      ...analysis,
      placedLiterals: analysis.placedLiterals!.map((each) =>
        each.type === 'text'
          ? { ...each, start: each.start + 1, end: each.end - 1, column: each.column + 1 }
          : each,
      ),
    }),
  ],
  [
    'a constant without a place',
    /expected 12 among the constants and their places/,
    (analysis) => ({ ...analysis, placedLiterals: analysis.placedLiterals!.slice(0, 1) }),
  ],
  [
    'a place of a number that goes on',
    /expected the number 12, got 1/,
    (analysis) => ({
      ...analysis,
      placedLiterals: analysis.placedLiterals!.map((each) =>
        each.type === 'number' ? { ...each, end: each.end - 1 } : each,
      ),
    }),
  ],
  [
    'a placeholder that is none',
    /expected the placeholder \?, got {2}/,
    (analysis) => ({
      ...analysis,
      placeholders: analysis.placeholders!.map((each) => ({
        ...each,
        ...{ start: each.start - 1, end: each.end - 1, column: each.column - 1 },
      })),
    }),
  ],
  [
    'two constants at one place',
    /expected a place from 9 to 30, got 4 to 9/,
    (analysis) => ({
      ...analysis,
      placedLiterals: analysis.placedLiterals!.flatMap((each, place) =>
        place === 0 ? [each, each] : [each],
      ),
    }),
  ],
])('tells %s', (_, message, change) => {
  expect(misplacedParts(parserWith(change), query).join('\n')).toMatch(message);
});

it('tells a constant that stays where another is put', () => {
  const stuck = (analysis: QueryAnalysis): QueryAnalysis => ({
    ...analysis,
    placedLiterals: analysis.placedLiterals!.map((each) =>
      each.type === 'text' ? { ...each, value: 'one' } : each,
    ),
    literals: ['one', 12],
  });
  expect(misplacedParts(parserWith(stuck), query, others).join('\n')).toMatch(
    /expected \["b",12\] in .*, got \["one",12\]/s,
  );
});
