import { describe, expect, test } from 'vitest';
import { MoMQError } from '@momq/dialect';
import { bigqueryFindings } from './bigquery-findings.js';
import { createBigqueryParser } from './bigquery-parser.js';
import { refusal } from './bigquery-permitted.js';
import { googleSqlTokens } from './googlesql-tokens.js';
import { bigquery } from './index.js';
import { hostileStatements } from './testing/hostile-statements.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

const reads = bigquery().tutorials.pages.flatMap(({ examples }) =>
  examples.map(({ query }) => query),
);

/** The code with which a text is refused; undefined where it passes as one statement that only reads. */
function codeOf(
  look: () => { readonly statements: number; readonly readOnly: boolean },
): string | undefined {
  try {
    const { statements, readOnly } = look();
    return statements === 1 && readOnly ? undefined : 'QUERY_REFUSED';
  } catch (error) {
    if (MoMQError.isInstance(error)) return error.code;
    throw error;
  }
}

function alone(text: string): { readonly statements: number; readonly readOnly: boolean } {
  const found = bigqueryFindings(text, googleSqlTokens(text), undefined);
  return {
    statements: found.statements.length,
    readOnly: refusal(found, new Set()) === undefined,
  };
}

test('there are enough hostile statements', () => {
  expect(new Set(hostileStatements).size).toBeGreaterThanOrEqual(400);
});

describe('without ZetaSQL', () => {
  test('no hostile statement passes', () => {
    expect(hostileStatements.filter((text) => codeOf(() => alone(text)) === undefined)).toEqual([]);
  });

  test('queries of the tutorials pass', () => {
    expect(reads.filter((text) => codeOf(() => alone(text)) !== undefined)).toEqual([]);
  });

  test.each(["SELECT 'open", 'SELECT (1', 'SELECT 1)', 'how many?', 'SELECT /* open'])(
    '%s is an error with its place',
    (text) => {
      expect(() => alone(text)).toThrow(expect.objectContaining({ code: 'QUERY_SYNTAX' }) as Error);
    },
  );

  test('the error says what reads more', () => {
    expect(() => alone('SELECT a FROM ship JOIN@{x=1} pay')).toThrow(
      /got @\. .*npm install @fivetrandevelopers\/zetasql@\S+ .*\(line 1, column 24: @\)/,
    );
  });
});

describe.skipIf(!hasZetaSql())(`with ZetaSQL${zetaSqlSkip}`, () => {
  const parser = createBigqueryParser();

  test('no hostile statement passes', () => {
    const passed = hostileStatements.filter(
      (text) => codeOf(() => parser.parse(text)) === undefined,
    );
    expect(passed).toEqual([]);
  });

  test('queries of the tutorials pass', () => {
    expect(reads.filter((text) => codeOf(() => parser.parse(text)) !== undefined)).toEqual([]);
  });

  test('hostile statements change nothing of a database', async () => {
    const database = await bigquery().createDatabase(bigquery().tutorials.sample);
    const state = async (): Promise<unknown> => [
      await database.schema({ refresh: true }),
      (await database.query('SELECT * FROM shop ORDER BY id')).rows,
    ];
    const before = await state();
    for (const text of hostileStatements.filter((_, place) => place % 5 === 0))
      await expect(database.query(text), text).rejects.toMatchObject({
        code: expect.stringMatching(/^QUERY_(REFUSED|SYNTAX)$/) as string,
      });
    expect(await state()).toEqual(before);
    await database.close();
  });

  test('what is allowed by name may be called', () => {
    const text = 'SELECT other.clean(name) FROM shop';
    expect(createBigqueryParser(['other.clean']).parse(text).readOnly).toBe(true);
    expect(parser.parse(text)).toMatchObject({
      readOnly: false,
      reason: expect.stringMatching(/other\.clean\(\).*allowFunctions/) as string,
    });
  });
});
