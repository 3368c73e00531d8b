import { casesWithout, comparableRows, conformanceContent } from '@momq/core/conformance';
import { relationalView } from '@momq/core/logical';
import { testDialect } from '@momq/dialect-kit';
import { describe, expect, it, test } from 'vitest';
import { ngql } from './index.js';

const pack = ngql();
/** One statement cannot hold two queries inside it: the second would lose the first where it has no rows. */
const severalInside = 'a value of no row is NULL, of several the first';

testDialect({
  dialect: pack,
  test,
  skip: {
    'language: every construct and function gives the rows of the logical form': `run below, but for "${severalInside}", which is refused`,
  },
  writes: [
    'DELETE VERTEX "ship:1" WITH EDGE',
    'INSERT VERTEX ship(name) VALUES "ship:5":("x")',
    'INSERT EDGE SHIP() VALUES "visit:1"->"ship:1":()',
    'UPDATE VERTEX ON ship "ship:1" SET name = "x"',
    'UPSERT VERTEX ON ship "ship:1" SET name = "x"',
    'DROP TAG ship',
    'CREATE TAG dock(name string)',
    'CLEAR SPACE harbour',
    'LOOKUP ON ship YIELD id(vertex) AS id | DELETE VERTEX $-.id',
    'GO FROM "visit:1" OVER SHIP YIELD src(edge) AS s, dst(edge) AS d | DELETE EDGE SHIP $-.s -> $-.d',
    'USE other',
    'SUBMIT JOB STATS',
  ],
});

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
