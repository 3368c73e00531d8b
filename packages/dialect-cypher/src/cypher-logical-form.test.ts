/** The cases that every dialect answers alike, on the embedded engine. Neo4j's turn is in neo4j.integration.test.ts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { casesWithout, conformanceContent, logicalFormCases } from '@momq/core/conformance';
import { cypher } from './cypher-dialect.js';
import { expectCase } from './testing/logical-form.js';

const pack = cypher();
const cases = casesWithout(pack.capabilities.unsupported);

describe('the logical form on the embedded engine', () => {
  let database: Database;

  beforeAll(async () => {
    database = await pack.createDatabase(conformanceContent);
  });
  afterAll(() => database.close());

  test.each(cases.map((each) => [each.title, each] as const))('%s', (_title, each) =>
    expectCase(pack, database, each),
  );

  test('what it cannot say is an error', () => {
    const view = pack.viewRelational!(conformanceContent.schema);
    for (const { query } of logicalFormCases.filter((each) => !cases.includes(each))) {
      expect(() => pack.language.render(view.convert(query), view.schema)).toThrow(
        expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error,
      );
    }
  });
});
