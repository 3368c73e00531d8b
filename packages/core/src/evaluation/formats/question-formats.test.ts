import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readQuestions } from '../questions.js';

const folder = mkdtempSync(join(tmpdir(), 'momq-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a hand-made file. */
function read(name: string, text: string, options?: Parameters<typeof readQuestions>[1]) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return readQuestions(file, options);
}

it('reads Spider: an array with parsed queries beside their text', async () => {
  const rows = [
    {
      ...{ db_id: 'shop', query: 'SELECT 1', query_toks: ['SELECT', '1'] },
      ...{ question: 'One?', question_toks: ['One', '?'], sql: { limit: null } },
    },
  ];
  expect(await read('dev.json', JSON.stringify(rows, null, 2))).toEqual([
    { id: 'shop#1', dbId: 'shop', question: 'One?', gold: { query: 'SELECT 1' } },
  ]);
});

it('reads BIRD, in the dialect that it is said to be in', async () => {
  const text = JSON.stringify([
    {
      ...{ question_id: 7, db_id: 'cards', question: 'How many pay in EUR?', evidence: 'EUR is a' },
      ...{ SQL: "SELECT count(*) FROM customers WHERE Currency = 'EUR'", difficulty: 'simple' },
    },
  ]);
  expect(await read('mini.json', text, { goldName: 'mysql' })).toEqual([
    {
      ...{ id: 'cards#1', dbId: 'cards', question: 'How many pay in EUR?', hardness: 'simple' },
      gold: { mysql: "SELECT count(*) FROM customers WHERE Currency = 'EUR'" },
    },
  ]);
});

it('reads sql-eval: several golds, columns to choose from, quoted semicolons', async () => {
  const [several, choice] = await read(
    'gen.csv',
    `db_name,db_type,query_category,query,question,instructions
shop,sqlite,group_by,"SELECT name FROM a WHERE b = 'x;y';SELECT id FROM a;","Which ""a""?",
shop,,ratio,"SELECT {a.id, a.name AS n}, count(*) FROM a GROUP BY {}",Each?,Be kind
`,
  );
  expect(several).toEqual({
    ...{ id: 'shop#1', dbId: 'shop', question: 'Which "a"?', kind: 'group_by' },
    ...{ gold: { sqlite: "SELECT name FROM a WHERE b = 'x;y'" }, otherGolds: ['SELECT id FROM a'] },
  });
  expect(choice).toMatchObject({
    gold: { query: 'SELECT a.id, a.name AS n, count(*) FROM a GROUP BY a.id, a.name' },
    otherGolds: [
      'SELECT a.id, count(*) FROM a GROUP BY a.id',
      'SELECT a.name AS n, count(*) FROM a GROUP BY a.name',
    ],
  });
});

it('reads Text2Cypher of both kinds, without the rows that it calls broken', async () => {
  const csv = `question,cypher,type,database,syntax_error,timeout,returns_results,false_schema
Who acted?,"MATCH (a:Actor)
RETURN a.name",Simple,movies,False,False,True,
Who else?,MATCH (a,Simple,movies,True,False,False,
Who sang?,MATCH (a:Singer) RETURN a,Simple,movies,False,False,False,
Who waits?,MATCH (a) RETURN a,Simple,movies,False,True,True,
`;
  const first = {
    ...{ id: 'movies#1', dbId: 'movies', question: 'Who acted?', kind: 'Simple' },
    gold: { cypher: 'MATCH (a:Actor)\nRETURN a.name' },
  };
  expect(await read('opus.csv', csv)).toEqual([first]);
  const line = (database: string) =>
    JSON.stringify({
      ...{ question: 'Who?', schema: 'Node properties: …', cypher: 'MATCH (a) RETURN a' },
      ...{ data_source: 'x', instance_id: 'i1', database_reference_alias: database },
    });
  const lines = await read('2024.jsonl', `${line('demo_db')}\n${line('')}\n`);
  expect(lines).toEqual([
    {
      ...{ id: 'demo_db#1', dbId: 'demo_db', question: 'Who?' },
      gold: { cypher: 'MATCH (a) RETURN a' },
    },
  ]);
});

it('reads NL2GQL, whose lines are not quite JSON', async () => {
  const line = `{"prompt": " Who likes 'Tim'?", "content": "MATCH (v:player) RETURN v", "text_schema":"…","class":'nba',"result": ["[1]"]}`;
  expect(await read('test.jsonl', `${line}\n`, { goldName: 'ngql' })).toEqual([
    {
      ...{ id: 'nba#1', dbId: 'nba', question: "Who likes 'Tim'?" },
      gold: { ngql: 'MATCH (v:player) RETURN v' },
    },
  ]);
});

it.each<[string, string, string, RegExp]>([
  ['an array that ends early', 'a.json', '[{"db_id"', /a\.json: expected a JSON array/],
  [
    'an array of texts',
    'b.json',
    '["Who?"]',
    /b\.json\[0\]: expected one JSON object, got "Who\?"/,
  ],
  [
    'BIRD without a question',
    'c.json',
    '[{"db_id":"d","SQL":"x"}]',
    /c\.json\[0\].*format of BIRD/,
  ],
  [
    'a record with too many cells',
    'd.csv',
    'db_name,query\na,b,c\n',
    /d\.csv, record 1.*2 cells.*got 3/,
  ],
  [
    'sql-eval without a database',
    'e.csv',
    'db_name,query,question\n,SELECT 1,Q\n',
    /e\.csv, record 1: .*sql-eval/,
  ],
])('refuses %s', async (_, name, text, words) => {
  await expect(read(name, text)).rejects.toThrow(words);
});
