import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';

const home = process.cwd();
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'momq-dialect-'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it('writes a package under the names of the dialect, with nothing left to fill in', async () => {
  const named = ['--display-name', 'TimeTable 2'];
  const { code, stdout } = await capture(['dialect', 'new', 'time-table', ...named, '--json']);
  expect(code).toBe(0);
  const { files, grammar } = JSON.parse(stdout) as { files: string[]; grammar: string };
  expect(grammar).toBe('sqlite');
  const made = path.join(folder, 'momq-dialect-time-table');
  const needed = ['README.md', 'LICENSE', 'src/conformance.test.ts', '.changeset/first-release.md'];
  expect(files).toEqual(
    expect.arrayContaining([...needed, '.gitignore', 'src/tutorials/index.ts']),
  );
  const texts = files.map((file) => readFileSync(path.join(made, file), 'utf8'));
  expect(texts.join('\n')).not.toMatch(/__\w+__/);
  const readme = readFileSync(path.join(made, 'README.md'), 'utf8');
  expect(readme).toMatch(
    /^# momq-dialect-time-table\n\nTimeTable 2 for MoMQ: .*in TimeTable 2\.\n/,
  );
  expect(readme).toContain('is the sqlite grammar of');
  const release = readFileSync(path.join(made, '.changeset/first-release.md'), 'utf8');
  expect(release).toMatch(/answered in TimeTable 2\./);
  const manifest = JSON.parse(readFileSync(path.join(made, 'package.json'), 'utf8')) as object;
  const { version } = JSON.parse(
    readFileSync(path.join(home, '../dialect/package.json'), 'utf8'),
  ) as { version: string };
  expect(manifest).toMatchObject({
    name: 'momq-dialect-time-table',
    momq: { dialect: 'time-table', factory: 'timeTable' },
    peerDependencies: { '@momq/dialect': `^${version}` },
  });
  expect(readFileSync(path.join(made, 'src/index.ts'), 'utf8')).toContain('{ timeTable }');
  const test = readFileSync(path.join(made, 'src/conformance.test.ts'), 'utf8');
  expect(test.split('\n').length).toBeLessThanOrEqual(20);
});

it.each([
  [['Plover'], /expected up to 40 lower-case letters/],
  [['../plover'], /expected up to 40 lower-case letters/],
  [['delete'], /expected a name that a function may have, got delete.*delete-db/],
  [['arguments'], /expected a name that a function may have, got arguments/],
  [['test-dialect'], /expected a name that a function may have, got test-dialect/],
  [['keywords'], /expected a name that a function may have, got keywords/],
  [['plover', '--display-name', "Plover's"], /expected up to 60 letters/],
  [['sqlite'], /expected a new one, got sqlite, which is installed/],
  [['plover', '--grammar', 'oracle'], /expected one of sqlite, .*got oracle/],
  [['plover', '--graph'], /unknown option '--graph'/],
  [['plover', '--out', 'there'], /expected one that does not exist, got .*there/],
  [['plover', '--out', 'there/note/below'], /ENOTDIR/],
] as const)('refuses %j, and writes nothing', async (args, message) => {
  mkdirSync('there', { recursive: true });
  writeFileSync('there/note', 'kept');
  const before = readdirSync(folder);
  const { code, stderr } = await capture(['dialect', 'new', ...args]);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toMatch(message);
  expect(readdirSync(folder)).toEqual(before);
  expect(readdirSync('there')).toEqual(['note']);
  expect(existsSync('momq-dialect-plover')).toBe(false);
});

/** A pack whose parser takes what begins with GET, and whose files do not open. */
function writePack(conformance: string): void {
  mkdirSync('pond/src', { recursive: true });
  const manifest = {
    ...{ name: 'pond-pack', version: '0.2.0', type: 'module', exports: './src/pack.js' },
    momq: { dialect: 'pond', conformance: 'conformance.json' },
  };
  writeFileSync('pond/package.json', JSON.stringify(manifest));
  writeFileSync('pond/conformance.json', conformance);
  writeFileSync(
    'pond/src/pack.js',
    `const coded = (code, more) => Object.assign(new Error(code), { code, [Symbol.for('momq.error')]: true, ...more });
    export const pond = () => ({
      specificationVersion: 'v1', id: 'pond', displayName: 'Pond', family: 'relational', version: '1',
      capabilities: { unsupported: [], engines: ['file'], explain: false, estimate: false },
      keywords: { all: ['GET'], specific: ['GET'] },
      tutorials: { sample: { schema: { name: 's', family: 'relational', entities: [], links: [] }, rows: {} },
        pages: [{ keyword: 'GET', title: '', prose: '', examples: [{ question: 'What?', query: 'GET x' }] }] },
      expertGroup: { experts: 1, rank: 1, alpha: 1 },
      createParser: async () => ({ parse: (text) => {
        if (!text.startsWith('GET ')) throw coded('QUERY_SYNTAX', { line: 1, column: 1 });
        return { statements: text.split(';').length, readOnly: true, relations: [], columns: [], functions: [], literals: [], keywords: [] };
      } }),
      recognises: () => false, openDatabase: async () => { throw new Error('boom'); }, createDatabase: async () => ({}),
    });`,
  );
}

it('reports every case of a pack, fails with exit code 1, and measures its parser', async () => {
  writePack('{ "writes": ["DROP x"], "unreachable": ["x.pond"] }');
  writeFileSync(
    'queries.jsonl',
    '{"query":"GET a"}\n{"sql":"FETCH a"}\n{"sql":"GET","valid":false}\n',
  );
  const args = ['dialect', 'check', 'pond', '--queries', 'queries.jsonl'];
  const { code, stdout } = await capture([...args, '--json']);
  const report = JSON.parse(stdout) as {
    failed: number;
    cases: { name: string; outcome: string; reason?: string }[];
    parser: object;
  };
  const failed = report.cases.filter(({ outcome }) => outcome === 'failed');
  expect(failed.map(({ name }) => name)).toContain(
    'guard: what cannot be opened is a coded error that tells no password',
  );
  expect(report).toMatchObject({ id: 'pond', package: 'pond-pack', failed: failed.length });
  expect(report.parser).toMatchObject({ valid: 2, accepted: 1, invalid: 1, rejected: 1 });
  expect(code).toBe(1);
  const text = await capture(args);
  expect(text.stdout).toMatch(/✔ contract: keywords are upper case/);
  expect(text.stdout).toMatch(/parser: accepts 1 of 2 \(50\.0 %\) of the valid queries/);
});

it('says what is wrong with what it should check', async () => {
  const check = async (...args: string[]) => (await capture(['dialect', 'check', ...args])).stderr;
  expect(await check('no-such-pack')).toMatch(
    /DIALECT_UNKNOWN: dialect package: expected a folder/,
  );
  writePack('{ "writes": "DROP" }');
  expect(await check('pond')).toMatch(/expected writes to be a list of texts/);
  writePack('{ "skip": {"a": 1} }');
  expect(await check('pond')).toMatch(/expected skip to give each case's name a reason/);
  mkdirSync('dry');
  writeFileSync('dry/package.json', '{"name": "dry-pack", "exports": "./dist/index.js"}');
  expect(await check('dry')).toMatch(/expected a module that loads, .* npm run build/);
  writeFileSync('queries.jsonl', '{"text": 1}');
  expect(await check('pond', '--queries', 'queries.jsonl')).toMatch(
    /line 1: expected "sql" or "query"/,
  );
});
