import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { capture } from './testing/captured-run.js';
import { scriptedModel } from './testing/scripted-model.js';
import { writeShopDatabase } from './testing/shop-database.js';

const bin = fileURLToPath(new URL('../bin/momq.js', import.meta.url));
const built = existsSync(path.join(path.dirname(bin), '../dist/output/broken-output.js'));
const answer = scriptedModel('SELECT name FROM customer');
let shop = '';
beforeAll(() => {
  shop = writeShopDatabase();
});

it('prints help when nothing is asked', async () => {
  const { code, stdout, stderr } = await capture([], answer);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/Usage: momq.*ask .*Exit codes/s);
});

it.each([
  [['ask', 'Who?', '--bd', 'f'], /USAGE: unknown option '--bd' \(Did you mean --db\?\)/],
  [['ask', 'Who?'], /USAGE: required option '--db <file\|url>' not specified/],
  [['train', 'group', '--dilaect', 'x'], /unknown option '--dilaect' \(Did you mean --dialect\?\)/],
  [['train', 'group'], /required option '--dialect <id>' not specified/],
  [['aks'], /unknown command 'aks' \(Did you mean ask\?\)/],
])('says what is wrong with %j', async (args, message) => {
  const { code, stderr } = await capture(args, answer);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

it.each([
  ['oracle://ann:s3cr/etPW@db.example/shop', 2, 'npm install @momq/dialect-oracle'],
  ['mysql://ann:s3cr/etPW@db.example/shop', 3, 'write / ? # @ and % in a password as %2F'],
  ['nebula://ann:s3cr/etPW@db.example:9669/shop', 3, 'Servers cannot be opened yet'],
])('says what to do about %s, and no secret', async (source, exit, remedy) => {
  const { code, stderr } = await capture(['ask', 'Who?', '--db', source], answer);
  expect(code).toBe(exit);
  expect(stderr).toContain(remedy);
  expect(stderr).not.toMatch(/s3cr|etPW|ann:/);
});

describe('what a database holds', () => {
  it('does not act on the terminal', async () => {
    const model = scriptedModel("SELECT char(27) || '[2J' || char(155) || 'x' AS cell");
    const { stdout } = await capture(['ask', 'Who?', '--db', shop], model);
    expect(stdout).toContain('\\u001b[2J\\u009bx');
    expect(stdout).not.toMatch(/[\u001b\u009b]/);
    const json = await capture(['ask', 'Who?', '--db', shop, '--json'], model);
    expect(json.stdout).not.toContain('\u009b');
    expect((JSON.parse(json.stdout) as { rows: string[][] }).rows[0]).toEqual(['\u001b[2J\u009bx']);
  });

  it('is printed without loss with --json', async () => {
    const model = scriptedModel('SELECT 9007199254740993 AS big, 9e999 AS most, -9e999 AS least');
    const { stdout } = await capture(['ask', 'Who?', '--db', shop, '--json'], model);
    const [row] = (JSON.parse(stdout) as { rows: unknown[][] }).rows;
    expect(row).toEqual(['9007199254740993', 'Infinity', '-Infinity']);
  });
});

describe.skipIf(!built)('the program (skipped without dist: build first)', () => {
  const shell = (command: string) =>
    promisify(execFile)('bash', ['-c', `set -o pipefail; ${command}`], { encoding: 'utf8' })
      .then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }))
      .catch((error: { code: number; stdout: string; stderr: string }) => error);

  it('stops quietly when its reader leaves', async () => {
    const { stderr } = await shell(`node ${bin} --help | head -1`);
    expect(stderr).toBe('');
  });

  it.skipIf(!existsSync('/dev/full'))(
    'says in one line that its output is full (needs /dev/full)',
    async () => {
      const { code, stderr } = await shell(`node ${bin} --help > /dev/full`);
      expect(code).toBe(3);
      expect(stderr).toMatch(/^ENOSPC: .*\n$/);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'ends at once at Ctrl-C (Windows has no signals)',
    async () => {
      const out = mkdtempSync(path.join(tmpdir(), 'momq-interrupted-'));
      const long = ['datagen', '--dialect', 'sqlite', '--workers', '1', '--out', out]; // at work soon, and for minutes
      const child = spawn(process.execPath, [bin, ...long], {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      });
      const ended = once(child, 'exit');
      await once(child.stderr, 'data'); // it is at work
      process.kill(-child.pid!, 'SIGINT'); // as a terminal does: to every process of the group
      expect(await ended).toEqual([130, null]); // what was made is kept, and the lock is gone
      rmSync(out, { recursive: true });
    },
  );
});
