import { readFileSync } from 'node:fs';
import {
  casesWithout,
  comparableRows,
  conformanceContent,
  logicalFormCases,
} from '@momq/core/conformance';
import { relationalView } from '@momq/core/logical';
import { testDialect } from '@momq/dialect-kit';
import type { CheckDialectOptions } from '@momq/dialect-kit';
import { describe, expect, it, test } from 'vitest';
import { ngql } from './index.js';

const pack = ngql();
/** What one statement cannot say, although the construct is there. */
const refused: Readonly<Record<string, RegExp>> = {
  // the second would lose the first where it has no rows
  'a value of no row is NULL, of several the first': /one query inside a query, got several/,
  'two subqueries of one name of column': /one query inside a query, got several/,
  // no clause goes on behind UNION
  'a set operation in FROM': /expected a SELECT inside a query, got a set operation/,
};

const file = new URL('../conformance.json', import.meta.url);
const facts = JSON.parse(readFileSync(file, 'utf8')) as Omit<CheckDialectOptions, 'dialect'>;
testDialect({ dialect: pack, test, ...facts });

describe('constructs and functions of the logical form', () => {
  const database = pack.createDatabase(conformanceContent);
  const view = relationalView(pack, conformanceContent.schema);

  it('refuses what it declares unsupported, but for EXISTS with one equality', () => {
    const said = casesWithout(pack.capabilities.unsupported).map(({ title }) => title);
    const written = logicalFormCases
      .filter(({ title }) => !said.includes(title))
      .filter(({ query }) => {
        try {
          return pack.language.render(view.convert(query), view.schema) !== '';
        } catch (error) {
          expect(error).toMatchObject({ code: 'FEATURE_UNSUPPORTED' });
          return false;
        }
      });
    expect(written.map(({ title }) => title)).toEqual([
      'EXISTS for the row around it',
      'NOT EXISTS for the row around it',
    ]);
  });
  it.each(logicalFormCases.filter(({ title }) => /EXISTS for the row around it$/.test(title)))(
    '$title',
    async ({ query, rows }) => {
      const result = await (
        await database
      ).query(pack.language.render(view.convert(query), view.schema));
      expect(comparableRows(result.rows, false)).toEqual(comparableRows(rows, false));
    },
  );
  it('names no refused case that is gone', () => {
    const titles = casesWithout(pack.capabilities.unsupported).map(({ title }) => title);
    expect(Object.keys(refused).filter((title) => !titles.includes(title))).toEqual([]);
  });

  it.each(casesWithout(pack.capabilities.unsupported))(
    '$title',
    async ({ title, query, rows, ordered = false }) => {
      const render = (): string => pack.language.render(view.convert(query), view.schema);
      if (title in refused) {
        expect(render).toThrow(refused[title]);
        return;
      }
      const result = await (await database).query(render());
      expect(comparableRows(result.rows, ordered)).toEqual(comparableRows(rows, ordered));
    },
  );
});
