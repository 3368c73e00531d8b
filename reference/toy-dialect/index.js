/**
 * A dialect pack as a third party writes it: SQL with other keywords, run by SQLite.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineDialect, QuerySyntaxError } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';

/** SQL's keywords and the ones that this dialect has instead. */
const keywords = new Map([
  ['SELECT', 'FETCH'],
  ['WHERE', 'KEEP'],
  ['GROUP', 'BUNDLE'],
  ['ORDER', 'SORT'],
  ['LIMIT', 'TAKE'],
]);
const toSql = new Map([...keywords].map(([sql, toy]) => [toy, sql]));

const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_][A-Za-z_0-9]*/g;

function replaceWords(text, words) {
  return text.replace(token, (word) => words.get(word.toUpperCase()) ?? word);
}

/** The statement in SQL. */
function translate(text) {
  for (const match of text.matchAll(token)) {
    const toy = keywords.get(match[0].toUpperCase());
    if (toy === undefined) continue;
    const before = text.slice(0, match.index).split('\n');
    throw new QuerySyntaxError(`toy: expected ${toy}, got ${match[0]}. Write ${toy}.`, {
      line: before.length,
      column: before.at(-1).length + 1,
      fragment: match[0],
    });
  }
  return replaceWords(text, toSql);
}

function toyDatabase(database) {
  return {
    dialect: 'toy',
    schema: (options) => database.schema(options),
    values: (entity, field, options) => database.values(entity, field, options),
    query: async (text, options) => database.query(translate(text), options),
    close: () => database.close(),
  };
}

const weights = new URL('weights/nano.safetensors', import.meta.url);

/** The toy dialect. */
export function toy() {
  const base = sqlite();
  const { pages, questions, sample } = base.tutorials;
  const inToy = ({ question, query }) => ({ question, query: replaceWords(query, keywords) });
  return defineDialect({
    specificationVersion: 'v1',
    id: 'toy',
    displayName: 'Toy',
    family: 'relational',
    version: 'Toy 1',
    capabilities: {
      unsupported: base.capabilities.unsupported,
      engines: ['embedded', 'file'],
      explain: false,
      estimate: false,
    },
    keywords: { all: [...toSql.keys(), 'FROM', 'BY'], specific: [...toSql.keys()] },
    tutorials: {
      sample,
      ...(questions !== undefined && { questions: questions.map(inToy) }),
      pages: pages.map((page) => ({ ...page, examples: page.examples.map(inToy) })),
    },
    expertGroup: {
      experts: 4,
      rank: 8,
      alpha: 16,
      ...(existsSync(fileURLToPath(weights)) && { weights: [{ model: 'nano', file: weights }] }),
    },
    language: {
      words: {},
      render: (query, schema) => replaceWords(base.language.render(query, schema), keywords),
    },
    createParser: async () => {
      const parser = await base.createParser();
      return { parse: (text) => parser.parse(translate(text)) };
    },
    recognises: (source) => source.endsWith('.toy'),
    openDatabase: async (source) => toyDatabase(await base.openDatabase(source)),
    createDatabase: async (content) => toyDatabase(await base.createDatabase(content)),
  });
}
