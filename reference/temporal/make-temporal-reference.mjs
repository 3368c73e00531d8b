// Writes packages/graph-store/src/testing/temporal-reference.tsv: expressions of temporal values, and what Neo4j says that they are.
//
//   sh reference/neo4j/start.sh        (prints MOMQ_NEO4J_URL=bolt://…)
//   node reference/temporal/make-temporal-reference.mjs bolt://localhost:7687
//
// A line is an expression of Cypher, a tab, and its toString(), `null`, or `!` where Neo4j refuses it. Neo4j 5.26 on Java 17 wrote the file that
// is checked in. Zones are those whose rules the time-zone data of Java and of Node agree on.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { temporalCases } from './temporal-cases.mjs';

const target = new URL('../../packages/graph-store/src/testing/temporal-reference.tsv', import.meta.url);
const dialect = new URL('../../packages/dialect-cypher/package.json', import.meta.url);
const neo4j = createRequire(dialect)('neo4j-driver');
const driver = neo4j.driver(process.argv[2]);
const session = driver.session();
const lines = [];
for (const expression of temporalCases()) lines.push(`${expression}\t${await answer(expression)}\n`);
await session.close();
await driver.close();
writeFileSync(target, lines.join(''));
console.log(`${lines.length} expressions, ${lines.filter((line) => line.endsWith('\t!\n')).length} refused`);

async function answer(expression) {
  try {
    const { records } = await session.run(`RETURN toString(${expression}) AS text`);
    return records[0].get('text') ?? 'null';
  } catch (error) {
    if (error.code?.startsWith('Neo.')) return '!';
    throw error;
  }
}
