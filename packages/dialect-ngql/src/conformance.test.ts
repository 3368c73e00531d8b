import { readFileSync } from 'node:fs';
import { casesWithout, comparableRows, conformanceContent } from '@momq/core/conformance';
import { relationalView } from '@momq/core/logical';
import { testDialect } from '@momq/dialect-kit';
import type { CheckDialectOptions } from '@momq/dialect-kit';
import { describe, expect, it, test } from 'vitest';
import { ngql } from './index.js';

const pack = ngql();
/** One statement cannot hold two queries inside it: the second would lose the first where it has no rows. */
const severalInside = 'a value of no row is NULL, of several the first';

const file = new URL('../conformance.json', import.meta.url);
const facts = JSON.parse(readFileSync(file, 'utf8')) as Omit<CheckDialectOptions, 'dialect'>;
testDialect({ dialect: pack, test, ...facts });

describe('constructs and functions of the logical form', () => {
  const database = pack.createDatabase(conformanceContent);
  const view = relationalView(pack, conformanceContent.schema);

  it.each(casesWithout(pack.capabilities.unsupported))(
    '$title',
    async ({ title, query, rows, ordered = false }) => {
      const render = (): string => pack.language.render(view.convert(query), view.schema);
      if (title === severalInside) {
        expect(render).toThrow(/FEATURE_UNSUPPORTED|expected one query inside a query/);
        return;
      }
      const result = await (await database).query(render());
      expect(comparableRows(result.rows, ordered)).toEqual(comparableRows(rows, ordered));
    },
  );
});
