import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  redisRoot,
  startRedis,
  withoutRedis,
} from '../../../datagen/src/testing/redis-test-server.js';
import { capture } from '../testing/captured-run.js';
import { startScripted } from '../testing/scripted-process.js';

const root = redisRoot();

/** A folder with one small database. */
function kennels(): string {
  const databases = mkdtempSync(path.join(tmpdir(), 'momq-databases-'));
  const data = path.join(databases, 'kennel', 'data');
  mkdirSync(data, { recursive: true });
  const ddl = 'CREATE TABLE dog (id INTEGER PRIMARY KEY, name TEXT, breed TEXT, weight INTEGER);';
  writeFileSync(path.join(databases, 'kennel', 'schema.sql'), ddl);
  writeFileSync(
    path.join(data, 'dog.csv'),
    'id,name,breed,weight\n1,Rex,pug,8\n2,Bo,poodle,20\n3,Ada,pug,9\n',
  );
  return databases;
}

describe.skipIf(root === undefined)(root === undefined ? withoutRedis : 'datagen --redis', () => {
  it('has a database made by a worker that has no file of it, to the same bytes', async () => {
    const server = await startRedis(root!, { password: 's3cret' });
    const redis = ['--redis', server.url.replace('//', '//:s3cret@')];
    const args = [
      'datagen',
      '--source',
      'intents',
      '--databases',
      kennels(),
      '--dialect',
      'sqlite',
    ];
    const [alone, shared] = ['alone', 'shared'].map((name) =>
      mkdtempSync(path.join(tmpdir(), `momq-${name}-`)),
    ) as [string, string];
    try {
      const [worked, began] = await Promise.all([
        capture(['datagen', 'worker', ...redis, '--json']),
        capture([...args, ...redis, '--out', shared, '--json']),
      ]);
      expect([began.code, worked.code]).toEqual([0, 0]);
      expect(began.stderr).toMatch(
        /^run (intents-\w+): .* momq datagen worker --redis redis:\/\/…@127\.0\.0\.1:\d+ --run \1$/m,
      );
      expect(worked.stderr).toMatch(/^works on intents-\w+, intents\nmade kennel$/);
      expect(JSON.parse(worked.stdout)).toEqual({
        run: expect.stringMatching(/^intents-/) as string,
        databases: 1,
      });
      expect(JSON.stringify([worked, began])).not.toContain('s3cret');
      expect((await capture([...args, '--out', alone])).code).toBe(0);
      for (const file of ['sqlite.jsonl', 'report.json', 'databases/kennel.json'])
        expect(readFileSync(path.join(shared, file), 'utf8')).toBe(
          readFileSync(path.join(alone, file), 'utf8'),
        );
    } finally {
      await server.stop();
    }
  });
});

it.each([
  [['worker'], 'CONFIG_INVALID', 2],
  [['worker', '--redis', 'http://:s3cret@host'], 'CONFIG_INVALID', 2],
  [['worker', '--redis', 'redis://:s3cret@127.0.0.1:1'], 'DATAGEN_REDIS_UNREACHABLE', 3],
  [['worker', '--workers', '0'], 'USAGE', 2],
  [['--redis', 'redis://host', '--workers', '2'], 'CONFIG_INVALID', 2],
  [['--redis', 'redis://host', '--source', 'sql-gen'], 'CONFIG_INVALID', 2],
  [['--redis', '127.0.0.1:6379', '--dialect', 'sqlite'], 'CONFIG_INVALID', 2],
])('refuses datagen %j', async (args, said, code) => {
  const out = mkdtempSync(path.join(tmpdir(), 'momq-datagen-'));
  const rest = args[0] === 'worker' ? [] : ['--out', out];
  const run = await capture(['datagen', ...args, ...rest]);
  expect(run.stderr).toMatch(new RegExp(`^${said}: `));
  expect(run.stderr).not.toContain('s3cret');
  expect(run.code).toBe(code);
});

it.skipIf(process.platform === 'win32')(
  'ends at Ctrl-C after the databases in work, and keeps them (Windows has no signals)',
  async () => {
    const out = mkdtempSync(path.join(tmpdir(), 'momq-datagen-'));
    const args = [
      'datagen',
      '--out',
      out,
      '--train',
      '40',
      '--dialect',
      'sqlite',
      '--workers',
      '1',
    ];
    const run = startScripted('', args);
    await run.written('databases 1/');
    run.child.kill('SIGINT');
    const { code, text } = await run.ended;
    expect(code).toBe(130);
    expect(text).toContain('INTERRUPTED: Stopped by Ctrl-C.');
    const kept = readdirSync(path.join(out, 'journal'));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept).not.toContain('lock');
    expect(kept.filter((name) => !name.endsWith('.json'))).toEqual([]);
    expect(existsSync(path.join(out, 'sqlite.jsonl.partial'))).toBe(false);
  },
);
