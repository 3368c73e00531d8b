/** Hostile statements against the two walls: the parser's verdict, and the engine that is asked directly. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MoMQError, QuerySyntaxError } from '@momq/dialect';
import type { Database, Value } from '@momq/dialect';
import { migrateToGraph } from '@momq/core/graph';
import { spaceOf } from './embedded-space.js';
import { QueryBudget } from '@momq/core/execution';
import { runStatements } from './engine/run.js';
import type { Space } from './engine/space.js';
import { ngql } from './ngql-dialect.js';
import { library } from './ngql-tutorials/library.js';
import { checkNgql } from './ngql-parser.js';
import type { Sentence } from './syntax/syntax-tree.js';
import { hostileStatements } from './testing/hostile-statements.js';

/** The statements that a text is made of; undefined where it is no nGQL. */
function statementsOf(text: string): readonly Sentence[] | undefined {
  try {
    return checkNgql(text).statements;
  } catch (error) {
    expect(error).toBeInstanceOf(QuerySyntaxError);
    return undefined;
  }
}

const codeOf = (error: unknown): string =>
  MoMQError.isInstance(error) ? error.code : String(error);

describe('the corpus', () => {
  it('is as large as it should be, and most of it is nGQL', () => {
    expect(hostileStatements.length).toBeGreaterThanOrEqual(540);
    expect(new Set(hostileStatements).size).toBe(hostileStatements.length);
    const parsed = hostileStatements.filter((text) => statementsOf(text) !== undefined);
    expect(parsed.length).toBeGreaterThanOrEqual(400);
  });
});

describe('a database', () => {
  let database: Database;
  beforeAll(async () => {
    database = await ngql().createDatabase(library);
  });
  afterAll(() => database.close());

  const everything = async (): Promise<readonly (readonly Value[])[]> => [
    ...(await database.query('MATCH (v) RETURN v')).rows,
    ...(await database.query('MATCH ()-[e]->() RETURN e')).rows,
  ];

  it('runs no hostile statement, and nothing has changed', async () => {
    const before = [await everything(), await database.schema({ refresh: true })];
    expect(before[0]).toHaveLength(14 + 11);
    const ran: string[] = [];
    for (const text of hostileStatements) {
      try {
        const { rows } = await database.query(text, { timeoutMs: 1000 });
        ran.push(`${text} → ${JSON.stringify(rows)}`);
      } catch (error) {
        const code = codeOf(error);
        if (code !== 'QUERY_REFUSED' && code !== 'QUERY_SYNTAX') ran.push(`${text} → ${code}`);
      }
    }
    expect(ran).toEqual([]);
    expect([await everything(), await database.schema({ refresh: true })]).toEqual(before);
  });

  it.each([
    ['YIELD "DELETE VERTEX \\"author:1\\"; DROP SPACE library" AS x', ['DELETE VERTEX "author:1"; DROP SPACE library']],
    ['YIELD 1 AS `DELETE VERTEX`', [1]],
    ['/* DELETE VERTEX "author:1"; */ YIELD 1 AS x # DROP SPACE library', [1]],
    ['YIELD 1 AS x // ; DROP SPACE library', [1]],
    ['YIELD ";" AS x;', [';']],
    ['$delete = YIELD 2 AS drop_it; YIELD $delete.drop_it AS x', [2]],
    ['MATCH (job:author) WHERE job.author.name == "Ada Quint" RETURN job.author.born AS snapshot', [1980]],
  ])('runs %s', async (text, row) => {
    expect((await database.query(text)).rows).toEqual([row]);
  }); // prettier-ignore
});

describe('the engine, asked without a verdict', () => {
  const space: Space = spaceOf(migrateToGraph(library));
  const run = (statements: readonly Sentence[]): void => {
    const budget = new QueryBudget(1000, 'nGQL');
    const session = { space, budget, parameters: new Map(), variables: new Map() };
    const work = runStatements(statements, session, 10);
    while (!work.next().done);
  };

  it('refuses each statement that does more than read', () => {
    const ran: string[] = [];
    let refused = 0;
    for (const text of hostileStatements) {
      const statements = statementsOf(text);
      if (statements === undefined) continue;
      try {
        run(statements);
        ran.push(text);
      } catch (error) {
        expect(['FEATURE_UNSUPPORTED', 'QUERY_EXECUTION']).toContain(codeOf(error));
        refused += 1;
      }
    }
    // What is several statements, or names the graph itself, reads nothing else.
    expect(ran).toEqual([
      'USE library',
      'MATCH (a:author) RETURN a; MATCH (b:book) RETURN b',
      'YIELD 1; YIELD 2',
      'USE library; MATCH (a:author) RETURN a',
    ]);
    expect(refused).toBeGreaterThanOrEqual(400);
  });
});
