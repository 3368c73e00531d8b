import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { noNeo4j, startNeo4j } from '../testing/neo4j.js';
import { scriptedModel } from '../testing/scripted-model.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-served-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As github.com/neo4j-labs/text2cypher has them. */
const questions = path.join(folder, 'text2cypher.csv');
writeFileSync(
  questions,
  `question,cypher,type,database,syntax_error,timeout,returns_results,false_schema
Which films are there?,MATCH (m:Movie) RETURN m.title,Simple Retrieval Queries,neo4j,False,False,True,
How many actors?,MATCH (p:Person) RETURN count(p),Simple Aggregation Queries,neo4j,False,False,True,
Who knows whom?,MATCH (p:Person)-[:KNOWS] RETURN p,Simple Retrieval Queries,neo4j,True,False,False,
Which ships?,MATCH (s:Ship) RETURN s.name,Simple Retrieval Queries,harbour,False,False,True,
`,
);
const password = 'never-printed';

describe.skipIf(noNeo4j !== undefined)(
  `momq eval on Neo4j${noNeo4j === undefined ? '' : ` (skipped: ${noNeo4j})`}`,
  () => {
    let server: Awaited<ReturnType<typeof startNeo4j>>;
    let databases: string;
    beforeAll(async () => {
      server = await startNeo4j(password, [
        "CREATE (:Person {name: 'Ada'})-[:ACTED_IN]->(:Movie {title: 'Up'}), (:Movie {title: 'Ice'})",
      ]);
      databases = `${server.url}/{database}`;
    }, 300_000);
    afterAll(() => server.stop()); // again, where a test has stopped it
    beforeEach(() => {
      process.env['MOMQ_DATABASE_USER'] = 'neo4j';
      process.env['MOMQ_DATABASE_PASSWORD'] = password;
    });
    afterEach(() => {
      delete process.env['MOMQ_DATABASE_USER'];
      delete process.env['MOMQ_DATABASE_PASSWORD'];
    });

    const films = scriptedModel('MATCH (film:Movie) RETURN film.title');
    const args = (where: string): string[] => [
      ...['eval', '--questions', questions, '--databases', where],
    ];

    it('asks each graph where it is, and runs the golds there', async () => {
      const records = path.join(folder, 'records.jsonl');
      const report = path.join(folder, 'report.md');
      const more = ['--papers', '--json', '--records', records, '--report', report];
      const run = await capture([...args(databases), ...more], films);
      expect(run).toMatchObject({ code: 0 });
      expect(JSON.parse(run.stdout)).toMatchObject({
        ...{ dialect: 'cypher', n: 2, ex: 0.5, executable: 1 },
        byKind: {
          'Simple Retrieval Queries': { n: 1, ex: 1 },
          'Simple Aggregation Queries': { n: 1, ex: 0 },
        },
        papers: { n: 2, ex: 0.5 },
      });
      expect(run.stderr).toMatch(/1 of 3 questions are left out.*harbour#4/);
      const written = [records, report].map((file) => readFileSync(file, 'utf8')).join('\n');
      expect(written).toContain('MATCH (p:Person) RETURN count(p)');
      expect(written).toContain(`"databases":"${databases}"`);
      expect(`${written}${run.stdout}${run.stderr}`).not.toContain(password);
    });

    it('takes a file with the URL of each, and leaves out those that it lacks', async () => {
      const file = path.join(folder, 'databases.json');
      writeFileSync(file, JSON.stringify({ neo4j: `${server.url}/neo4j` }));
      const run = await capture([...args(file), '--json'], films);
      expect(JSON.parse(run.stdout)).toMatchObject({ dialect: 'cypher', n: 2, ex: 0.5 });
      expect(run.stderr).toContain('expected the URL of harbour, got those of neo4j');
    });

    it('says whom the server refuses, without the password', async () => {
      process.env['MOMQ_DATABASE_PASSWORD'] = 'wrong-password';
      const run = await capture(args(databases), films);
      expect(run).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/got none of 3.*unauthorized/is) as string,
      });
      expect(run.stderr).not.toContain('wrong-password');
    });

    it('refuses what servers cannot give', async () => {
      const copies = await capture([...args(databases), '--copies', '2'], films);
      expect(copies).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('got servers') as string,
      });
      const dialect = await capture([...args(databases), '--dialect', 'sqlite'], films);
      expect(dialect.code).toBe(2);
      expect(dialect.stderr).toMatch(/DIALECT_UNKNOWN: database bolt:.*expected a URL of sqlite/);
    });

    it('ends where the server goes away, instead of counting what failed as wrong', async () => {
      const records = path.join(folder, 'cut.jsonl');
      const model = {
        ...films,
        generate: async (...request: Parameters<typeof films.generate>) => {
          if (readFileSync(records, 'utf8') !== '') await server.stop();
          return films.generate(...request);
        },
      };
      const run = await capture([...args(databases), '--records', records], model);
      expect(run.code).not.toBe(0);
      expect(readFileSync(records, 'utf8').trim().split('\n')).toHaveLength(1);
    });
  },
);

it('names the package that a URL needs', async () => {
  const run = await capture(
    ['eval', '--questions', questions, '--databases', 'nowhere://h/{database}'],
    scriptedModel('RETURN 1'),
  );
  expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(/nowhere:\/\//) as string });
});
