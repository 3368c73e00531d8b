import { describe, expect, test } from 'vitest';
import { createBigqueryParser } from './bigquery-parser.js';
import { googleSqlCases, hasSuites, sqlglotCases } from './testing/parser-suites.js';
import type { SuiteCase } from './testing/parser-suites.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

/** Each so many cases; 1 measures the figures of the README. */
const EVERY = Number(process.env['MOMQ_EVERY'] ?? 12);

const parser = createBigqueryParser();

function accepts(text: string): boolean {
  try {
    parser.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Shares of valid texts that are accepted and of others that are refused; the failures by file. */
function rates(cases: readonly SuiteCase[]): {
  readonly accepted: number;
  readonly refused: number;
} {
  const right = (valid: boolean): number => {
    const those = cases.filter((each) => each.valid === valid);
    const wrong = those.filter(({ text }) => accepts(text) !== valid);
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

describe.skipIf(!hasSuites || !hasZetaSql())(
  `parsers’ own tests${hasSuites ? '' : ' (skipped: MOMQ_DATA names no folder with conformance/googlesql and sqlglot-fixtures)'}${zetaSqlSkip}`,
  () => {
    const some = (cases: readonly SuiteCase[]): readonly SuiteCase[] =>
      cases.filter((_, place) => place % EVERY === 0);

    test('GoogleSQL’s own', () => {
      const { accepted, refused } = rates(some(googleSqlCases()));
      expect(accepted).toBeGreaterThan(0.9);
      expect(refused).toBeGreaterThan(0.95);
    });

    test('sqlglot’s of BigQuery', () => {
      expect(rates(some(sqlglotCases())).accepted).toBeGreaterThan(0.85);
    });
  },
);
