import { describe, expect, test } from 'vitest';
import { misplacedInTexts } from '@momq/dialect-kit';
import { bigqueryFindings } from './bigquery-findings.js';
import { createBigqueryParser } from './bigquery-parser.js';
import { googleSqlTokens } from './googlesql-tokens.js';
import {
  PROTOCOL_BUFFERS,
  googleSqlCases,
  hasSuites,
  sqlglotCases,
} from './testing/parser-suites.js';
import type { SuiteCase } from './testing/parser-suites.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

/** Each so many cases; 1 measures the figures of the README. */
const EVERY = Number(process.env['MOMQ_EVERY'] ?? 12);

const parser = createBigqueryParser();
const parse = (text: string): unknown => parser.parse(text);
const parseAlone = (text: string): unknown =>
  bigqueryFindings(text, googleSqlTokens(text), undefined);

function accepts(text: string, read: (text: string) => unknown): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}

/** Shares of valid texts that are accepted and of others that are refused; the failures by file. */
function rates(
  cases: readonly SuiteCase[],
  read: (text: string) => unknown = parse,
): {
  readonly accepted: number;
  readonly refused: number;
} {
  const right = (valid: boolean): number => {
    const those = cases.filter((each) => each.valid === valid);
    const wrong = those.filter(({ text }) => accepts(text, read) !== valid);
    const share = those.length === 0 ? 1 : 1 - wrong.length / those.length;
    console.info(
      `${valid ? 'accepts' : 'refuses'} ${those.length - wrong.length} of ${those.length} (${(100 * share).toFixed(1)} %)`,
    );
    if (process.env['MOMQ_SHOW'] !== undefined)
      for (const { file, text } of wrong)
        console.info(`  ${file}: ${JSON.stringify(text).slice(0, 150)}`);
    return share;
  };
  return { accepted: right(true), refused: right(false) };
}

const some = (cases: readonly SuiteCase[]): readonly SuiteCase[] =>
  cases.filter((_, place) => place % EVERY === 0);

const suitesSkip = hasSuites
  ? ''
  : ' (skipped: MOMQ_DATA names no folder with conformance/googlesql and sqlglot-fixtures)';

describe.skipIf(!hasSuites || !hasZetaSql())(
  `parsers’ own tests${suitesSkip}${zetaSqlSkip}`,
  () => {
    test('GoogleSQL’s own', () => {
      const { accepted, refused } = rates(some(googleSqlCases()));
      expect(accepted).toBeGreaterThan(0.9);
      expect(refused).toBeGreaterThan(0.95);
    });

    test('tells where their constants stand', () => {
      const texts = [...some(googleSqlCases()), ...some(sqlglotCases())].map(({ text }) => text);
      const { constants, faults } = misplacedInTexts(parser, texts);
      expect(faults).toEqual([]);
      expect(constants).toBeGreaterThan(100);
    });

    test('sqlglot’s of BigQuery', () => {
      expect(rates(some(sqlglotCases())).accepted).toBeGreaterThan(0.85);
    });
  },
);

/** Begins with a query; comments and brackets may stand before. */
const QUERY = /^(\s|\(|(--|#).*\n|\/\*[^]*?\*\/)*(select|with|from)\b/i;

describe.skipIf(!hasSuites)(`queries of parsers’ own tests, without ZetaSQL${suitesSkip}`, () => {
  const queries = (cases: readonly SuiteCase[]): readonly SuiteCase[] =>
    some(cases.filter(({ text }) => QUERY.test(text)));

  test('GoogleSQL’s own', () => {
    const { accepted, refused } = rates(queries(googleSqlCases()), parseAlone);
    expect(accepted).toBeGreaterThan(0.8);
    expect(refused).toBeGreaterThan(0.95);
  });

  test('GoogleSQL’s own, without those of protocol buffers', () => {
    const cases = googleSqlCases().filter(({ file }) => !PROTOCOL_BUFFERS.test(file));
    expect(rates(queries(cases), parseAlone).accepted).toBeGreaterThan(0.85);
  });

  test('GoogleSQL’s own about pipes', () => {
    const pipes = googleSqlCases().filter(({ file }) => file.startsWith('pipe_'));
    const { accepted, refused } = rates(pipes, parseAlone);
    expect(accepted).toBeGreaterThan(0.98);
    expect(refused).toBeGreaterThan(0.98);
  });

  test('sqlglot’s of BigQuery', () => {
    expect(rates(queries(sqlglotCases()), parseAlone).accepted).toBeGreaterThan(0.9);
  });
});
