import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { abstractQuery } from './abstract-query.js';
import { collectTemplates } from './collect-templates.js';
import { queryTokens } from './query-tokens.js';
import { readTemplate } from './parsable-template.js';
import { readCorpus } from './read-corpus.js';

const parsers = { sqlite: await sqlite().createParser(), cypher: await cypher().createParser() };

describe('abstractQuery', () => {
  it.each([
    [
      'select T1.name, count(*) from singer as T1 join concert T2 on T1.id = T2.singer_id where T2.year > 2014 group by T1.name order by count(*) desc limit 1;',
      'SELECT alias.column, COUNT(*) FROM table AS alias JOIN table alias ON alias.column = alias.column WHERE alias.column > literal GROUP BY alias.column ORDER BY COUNT(*) DESC LIMIT literal',
    ],
    [
      `SELECT city FROM city WHERE country = "Peru" OR name LIKE '%a''b%'`,
      'SELECT column FROM table WHERE column = literal OR column LIKE literal',
    ],
    [
      `SELECT strftime('%Y', "born on") AS year FROM "All People", pets -- who?`,
      'SELECT STRFTIME(literal, column) AS alias FROM table, table',
    ],
    [
      'SELECT title FROM (SELECT title, pages FROM book WHERE pages IN (1, 2)) AS b WHERE b.pages BETWEEN 1 AND 2',
      'SELECT column FROM (SELECT column, column FROM table WHERE column IN (literal, literal)) AS alias WHERE alias.column BETWEEN literal AND literal',
    ],
  ])('SQL: %s', (query, template) => {
    expect(abstractQuery(query, sqlite(), parsers.sqlite)).toBe(template);
  });

  it('graphs: labels, types and properties', () => {
    const query = `MATCH (a:Person {name: "Ada"})-[:KNOWS]->(b:Person) WHERE b.age > 30 RETURN b.name, count(*) AS n`;
    expect(abstractQuery(query, cypher(), parsers.cypher)).toBe(
      'MATCH (alias:table {column:literal})-[:table]->(alias:table) WHERE alias.column > literal RETURN alias.column, count(*) AS alias',
    );
  });

  it('graphs: arrows are no comments', () => {
    const query = 'MATCH (a:Person)-->(b:Person)--(c:Person) RETURN c.name -- whose?';
    const tokens = queryTokens(query, 'graph').map(({ text }) => text);
    expect(tokens.join(' ')).toBe(
      'MATCH ( a : Person ) - -> ( b : Person ) - - ( c : Person ) RETURN c . name',
    );
  });

  it('leaves to the parser what is no query', () => {
    expect(() => abstractQuery('SELECT FROM WHERE', sqlite(), parsers.sqlite)).toThrow(
      expect.objectContaining({ code: 'QUERY_SYNTAX' }),
    );
  });
});

describe('readTemplate', () => {
  const read = (text: string): string => readTemplate(text, sqlite(), parsers.sqlite);

  it('reads placeholders, numbered ones and real names alike', () => {
    const template = 'SELECT column FROM table WHERE column > literal';
    expect(read('select column from table where column > literal')).toBe(template);
    expect(read('SELECT column1 FROM table1 WHERE column2 > literal1')).toBe(template);
    expect(read('SELECT title FROM book WHERE pages > 3')).toBe(template);
  });

  it.each([
    ['DELETE FROM table', 'QUERY_REFUSED'],
    ['SELECT column FROM table; SELECT column FROM table', 'QUERY_REFUSED'],
    ['SELECT column FORM table WHERE', 'QUERY_SYNTAX'],
  ])('refuses %s', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('collectTemplates', () => {
  it('counts a template once, and names what it passes over', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'momq-corpus-')), 'corpus.jsonl');
    const rows = [
      'SELECT a FROM b',
      'SELECT c FROM d',
      'SELECT a, b FROM c',
      'SELECT FROM',
      'DELETE FROM b',
    ];
    writeFileSync(
      file,
      [...rows.map((query) => JSON.stringify({ query })), 'no json', '{"text": 1}', ''].join('\n'),
    );
    const found = await collectTemplates(readCorpus(file), sqlite());
    expect(found).toMatchObject({
      rows: 7,
      abstracted: 3,
      templates: [
        { template: 'SELECT column FROM table', count: 2 },
        { template: 'SELECT column, column FROM table', count: 1 },
      ],
    });
    expect(found.firstSkipped.map(({ place }) => place.replace(/.*:/, ''))).toEqual([
      '4',
      '5',
      '6',
      '7',
    ]);
    expect(Object.values(found.skipped)).toEqual([1, 1, 1, 1]);
    expect(found.skipped).toMatchObject({ 'does not only read': 1 });
  });

  it('reads a JSON array, and says that a file is not there', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'momq-corpus-')), 'corpus.json');
    writeFileSync(file, JSON.stringify([{ SQL: 'SELECT a FROM b' }]));
    expect((await collectTemplates(readCorpus(file), sqlite())).templates).toHaveLength(1);
    await expect(collectTemplates(readCorpus('/no/such/file'), sqlite())).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});
