import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { ngql } from '../ngql-dialect.js';
import { library } from '../ngql-tutorials/library.js';

let database: Database;
beforeAll(async () => {
  database = await ngql().createDatabase(library);
});
afterAll(() => database.close());

it.each([
  ['MATCH (b:bok) RETURN b', 'expected a tag, got bok. Did you mean book?'],
  ['MATCH (b:film) RETURN b', 'There are author, book, reader, loan.'],
  ['MATCH (b:book)-[:AUTOR]->(a) RETURN a', 'expected an edge type, got AUTOR. Did you mean AUTHOR?'],
  ['MATCH (b:book) RETURN b.book.titel', 'expected a property of book, got titel. Did you mean title?'],
  ['MATCH (b:book) RETURN b.boo.title', 'expected a tag, got boo. Did you mean book?'],
  ['MATCH (b:book{titel: "x"}) RETURN b', 'expected a property of book, got titel'],
  ['MATCH (b:book)-[e:AUTHOR]->() RETURN e.since', 'expected a property of AUTHOR, got since. There are none.'],
  ['MATCH (b) WHERE b.book.page > 3 RETURN b LIMIT 1', 'Did you mean pages?'],
  ['MATCH (a:author)-[:AUTHOR]->(b:book) RETURN a', 'expected AUTHOR to lead from book to author, got from author to book. Turn the arrow.'],
  ['MATCH (b:book)<-[:AUTHOR]-(a:author) RETURN a', 'Turn the arrow.'],
  ['MATCH (b:book) WITH b MATCH (b)-[:READER]->(r:reader) RETURN r', 'expected READER to lead from loan to reader, got from book to reader. Choose another edge type, or other tags.'],
  ['MATCH (l:loan)-[:BOOK]->(b:book)<-[:AUTHOR]-(a:author)-[:AUTHOR]->(c:book) RETURN c', 'Turn the arrow.'],
  ['MATCH (a:author) WHERE (a)-[:AUTHOR]->(:book) RETURN a', 'Turn the arrow.'],
  ['MATCH (b:book) WHERE b.book.pages > "300" RETURN b', 'expected a number to compare b.book.pages with, got "300". Leave the quotes out.'],
  ['MATCH (b:book) WHERE 3 == b.book.title RETURN b', 'expected a text to compare b.book.title with, got 3. Put it into quotes.'],
  ['GO FROM "book:1" OVER AUTHORS YIELD dst(edge)', 'expected an edge type, got AUTHORS. Did you mean AUTHOR?'],
  ['GO FROM "book:1" OVER AUTHOR YIELD $$.author.nme', 'expected a property of author, got nme. Did you mean name?'],
  ['GO FROM "book:1" OVER AUTHOR WHERE $$.author.born == "1951" YIELD dst(edge)', 'Leave the quotes out.'],
  ['LOOKUP ON bookk YIELD id(vertex)', 'expected a tag, got bookk. Did you mean book?'],
  ['LOOKUP ON book WHERE book.page > 3 YIELD id(vertex)', 'Did you mean pages?'],
  ['FETCH PROP ON auhtor "author:1" YIELD id(vertex)', 'Did you mean author?'],
  ['FETCH PROP ON author "author:1" YIELD author.nam', 'Did you mean name?'],
  ['GET SUBGRAPH 1 STEPS FROM "author:1" IN AUTHR YIELD VERTICES AS v', 'Did you mean AUTHOR?'],
  ['YIELD 1 AS x UNION MATCH (b:boook) RETURN 1 AS x', 'Did you mean book?'],
])('%s: %s', async (text, message) => {
  await expect(database.query(text)).rejects.toMatchObject({
    code: 'QUERY_EXECUTION',
    message: expect.stringContaining(message) as string,
  });
}); // prettier-ignore

it.each([
  'MATCH (b:book)-[:AUTHOR]-(a:author) RETURN a',
  'MATCH (a:author)-[:AUTHOR]-(b:book) RETURN a',
  'MATCH (a:author)-[:AUTHOR*0..1]->(b:author) RETURN b',
  'MATCH (l:loan)-[:BOOK|READER]->(x:reader) RETURN x',
  'WITH {book: {title: 1}} AS b RETURN b.book.titel AS x',
  'MATCH (r:reader) WHERE r.reader.joined > "2020-01-01" RETURN r',
  'MATCH (r:reader) WHERE date(r.reader.joined) > date("2020-01-01") RETURN r',
  'MATCH (b:book) WHERE b.book.price > 12 RETURN b',
  'GO FROM "book:1" OVER AUTHOR YIELD AUTHOR._dst AS d',
])('lets %s run', async (text) => {
  expect((await database.query(text)).rows.length).toBeGreaterThan(0);
});
