import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { writeSpiderFolder } from '../testing/spider-folder.js';
import type { SpiderFolder } from '../testing/spider-folder.js';

let files: SpiderFolder;

beforeAll(() => {
  files = writeSpiderFolder();
});

describe('momq eval', () => {
  it.each([
    ['sqlite', 'SELECT count(*) FROM book'],
    ['postgres', 'SELECT count(*) FROM book'],
    ['cypher', 'MATCH (b:book) RETURN count(*)'],
  ])('compares rows on the engine of %s', async (dialect, countBooks) => {
    const args = [
      'eval',
      '--questions',
      files.questions,
      '--databases',
      files.databases,
      '--dialect',
      dialect,
      '--json',
    ];
    const { code, stdout } = await capture(args, scriptedModel(countBooks));
    expect(code).toBe(0);
    const summary = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(summary)).toEqual([
      'suite',
      'dialect',
      'n',
      'ex',
      'exExtraColumns',
      'executable',
      'declined',
      'low',
      'high',
      'seed',
      'msPerQuestion',
      'byKeyword',
      'errors',
    ]);
    expect(summary).toMatchObject({
      suite: files.questions,
      dialect,
      n: 2,
      ex: 0.5,
      executable: 1,
      low: 0,
      high: 1,
      seed: 0,
    });
  });

  it('measures as the papers do where that is asked', async () => {
    const args = ['eval', '--questions', files.questions, '--databases', files.databases];
    // the rows of the second question, one of them twice: wrong by bags, right by sets
    const twice = "SELECT title FROM book WHERE author_id = 1 UNION ALL SELECT 'Notes'";
    const { stdout } = await capture([...args, '--papers', '--json'], scriptedModel(twice));
    expect(JSON.parse(stdout)).toMatchObject({
      ex: 0,
      papers: {
        ...{ n: 2, ex: 0, set: 0.5, executable: 1 },
        textSimilarity: expect.closeTo(0.633058, 6) as number, // by rapidfuzz
      },
    });
    const { stdout: text } = await capture([...args, '--papers'], scriptedModel('SELECT x'));
    expect(text).toContain('as MoMQ measures: 0.0 % of 2 questions, executable 0.0 %');
    expect(text).toMatch(/texts alike \(Jaro–Winkler\): \d+\.\d %/);
  });

  it('counts a question without an answer as wrong and writes the records', async () => {
    const records = path.join(files.databases, '../records.jsonl');
    const args = [
      'eval',
      '--questions',
      files.questions,
      '--databases',
      files.databases,
      '--limit',
      '1',
      '--records',
      records,
    ];
    const { stdout } = await capture(args, scriptedModel('DELETE FROM book'));
    expect(stdout).toContain('execution accuracy 0.0 %');
    expect(JSON.parse(readFileSync(records, 'utf8'))).toMatchObject({
      outcome: 'no-answer',
      predictedQuery: null,
    });
  });

  it.each(['--report', '--records'])(
    'refuses %s where nothing can be written, before it asks',
    async (option) => {
      const args = ['eval', '--questions', files.questions, '--databases', files.databases];
      const file = '/proc/no-such-folder/file.md'; // nobody can write there, whoever runs the test
      const model = {
        ...scriptedModel('SELECT 1'),
        generate: () => Promise.reject(new Error('asked')),
      };
      const { code, stderr } = await capture([...args, option, file], model);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(
          `^CONFIG_INVALID: ${option.slice(2)}: expected a file that can be written`,
        ),
      ]);
    },
  );

  it('goes on with what an earlier run wrote, cut off or not', async () => {
    const records = path.join(files.databases, '../resumed.jsonl');
    const { questions, databases } = files;
    const args = ['eval', '--questions', questions, '--databases', databases, '--json'];
    const resumed = [...args, '--records', records, '--resume'];
    const right = scriptedModel('SELECT count(*) FROM book');
    await capture([...args, '--limit', '1', '--records', records], right);
    // one question is known, with its right answer; the other is asked, and answered wrongly
    writeFileSync(records, '{"id":"library#2","dbId":"lib', { flag: 'a' }); // as a killed run leaves it
    const { stdout, stderr: said } = await capture(resumed, scriptedModel('SELECT 17'));
    expect(said).toContain(`The last line of ${records} was cut off`);
    expect(JSON.parse(stdout)).toMatchObject({ n: 2, ex: 0.5 });
    const kept = readFileSync(records, 'utf8').trim().split('\n');
    expect(kept.map((line) => (JSON.parse(line) as { run: object }).run)).toEqual(
      Array(2).fill({
        suite: questions,
        databases,
        dialect: 'sqlite',
        model: 'nano scripted 1',
        guess: false,
      }),
    );
    expect(await capture([...resumed, '--guess'], right)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/CONFIG_INVALID.*guess true, got false/) as string,
    });
    expect(await capture([...resumed, '--candidates', '8'], right)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/CONFIG_INVALID.*candidates 8, got none/) as string,
    });
    const elsewhere = path.join(databases, '../elsewhere');
    cpSync(databases, elsewhere, { recursive: true });
    expect(await capture([...resumed, '--databases', elsewhere], right)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`databases ${elsewhere}, got ${databases}`) as string,
    });
    const { code, stderr } = await capture([...args, '--resume'], right);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--records')]);
  });

  it('writes a report with the errors by cause, and refuses a format that it has none for', async () => {
    const { questions, databases } = files;
    const args = ['eval', '--questions', questions, '--databases', databases, '--report'];
    const page = path.join(databases, '../report.html');
    const model = scriptedModel('SELECT title FROM book WHERE pages < 100');
    const { stdout } = await capture([...args, page], model);
    expect(stdout).toMatch(/what is wrong +questions\n.*\naggregate.* 1\njoin.* 1\n/);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('<code>SELECT title FROM book WHERE pages &lt; 100</code>');
    expect(html).toContain('nano scripted 1');
    const { code, stderr } = await capture([...args, 'report.pdf'], model);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/CONFIG_INVALID.*\.html or \.md/)]);
  });

  it.each([
    ['sqlite', 'SELECT 3'],
    ['cypher', 'RETURN 3'],
  ])(
    'finds answers of %s that are right by accident on copies with other rows',
    async (dialect, three) => {
      const { questions, databases } = files;
      const args = [
        'eval',
        '--questions',
        questions,
        '--databases',
        databases,
        '--dialect',
        dialect,
      ];
      const { stdout } = await capture([...args, '--copies', '3', '--json'], scriptedModel(three));
      expect(JSON.parse(stdout)).toMatchObject({
        ex: 0.5,
        onCopies: { copies: 3, compared: 1, ex: 0, accidental: ['library#1'] },
      });
    },
  );

  it('leaves out questions whose gold query does not run, and says so', async () => {
    const questions = path.join(files.databases, '../broken.jsonl');
    const broken = { db_id: 'library', question: 'Which?', query: 'SELECT imagined FROM book' };
    const elsewhere = { db_id: 'nowhere', question: 'Which?', query: 'SELECT 1' };
    const lines = [broken, elsewhere].map((line) => `${JSON.stringify(line)}\n`).join('');
    const args = ['eval', '--questions', questions, '--databases', files.databases, '--json'];

    writeFileSync(questions, lines + readFileSync(files.questions, 'utf8'));
    const some = await capture(args, scriptedModel('SELECT count(*) FROM book'));
    expect(JSON.parse(some.stdout)).toMatchObject({ n: 2, ex: 0.5 });
    expect(some.stderr).toMatch(/2 of 4 questions are left out.*library#1: .*imagined/);

    writeFileSync(questions, lines);
    const none = await capture(args, scriptedModel('SELECT count(*) FROM book'));
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/CONFIG_INVALID.*got none of 2/);
  });

  it('measures a suite kept as one folder a database, declining and kinds included', async () => {
    writeFileSync(
      path.join(files.databases, 'library/questions.yaml'),
      `- question: How many books are there?
  kind: aggregate
  hardness: easy
  query: SELECT count(*) FROM book
- question: Titles of all books
  kind: filter
  hardness: easy
  query: SELECT title FROM book
- question: Who lent the most books?
  unanswerable: no loans are kept
`,
    );
    const args = ['eval', '--suite', files.databases, '--dialect', 'sqlite', '--guess'];
    const model = scriptedModel('SELECT title, pages FROM book');
    const { code, stdout } = await capture([...args, '--json'], model);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      suite: files.databases,
      n: 2,
      ex: 0,
      exExtraColumns: 0.5,
      declining: { unanswerable: 1, declined: 0, answered: 1, recall: 0 },
      byKind: {
        aggregate: { n: 1, ex: 0, exExtraColumns: 0 },
        filter: { n: 1, ex: 0, exExtraColumns: 1 },
      },
      byHardness: { easy: { n: 2, ex: 0, exExtraColumns: 0.5 } },
    });
    const graph = await capture(
      [...args.map((arg) => (arg === 'sqlite' ? 'cypher' : arg))],
      scriptedModel('MATCH (b:book) RETURN b.title, b.pages'),
    );
    expect(graph.stdout).toMatch(
      /of 1 questions that cannot be answered 0\.0 % declined \(recall\), 1 given rows; of 0 declined - /,
    );
    expect(graph.stdout).toMatch(/filter +1 +0\.0 % +100\.0 %/);
  });

  it.each<[string, () => readonly string[]]>([
    ['neither a suite nor questions', () => []],
    ['questions without databases', () => ['--questions', files.questions]],
    [
      'a file that is not there',
      () => ['--questions', '/no/such.jsonl', '--databases', files.databases],
    ],
    [
      'a file without questions',
      () => ['--questions', emptyFile(), '--databases', files.databases],
    ],
    ['data that is not there', () => ['--suite', 'spider-public', '--data', '/no/such/folder']],
    ['an unknown suite', () => ['--suite', 'imagined']],
    ['an unknown dialect', () => ['--suite', 'generated', '--dialect', 'imagined']],
  ])('rejects %s', async (_, args) => {
    const { code, stderr } = await capture(['eval', ...args()], scriptedModel());
    expect(code).toBe(2);
    expect(stderr).toMatch(/^(CONFIG_INVALID|DIALECT_UNKNOWN|USAGE): /);
  });
});

function emptyFile(): string {
  const file = path.join(files.databases, '../empty.jsonl');
  writeFileSync(file, '\n');
  return file;
}
