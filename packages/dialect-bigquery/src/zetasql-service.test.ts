import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

const source = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);

/** A program that starts a server, names the process above it, and goes on for ever. */
const PROGRAM = `
  import { evaluateProto } from ${source('./zetasql-protocol.mjs')};
  import { findZetaSql, startZetaSql } from ${source('./zetasql-service.mjs')};
  const service = startZetaSql(findZetaSql(${source('./zetasql-service.mjs')}), evaluateProto);
  await service.ready();
  console.log(service.child.pid);
  setInterval(() => {}, 1000);`;

test.skipIf(!hasZetaSql()).each([
  ['SIGKILL of its process', (pid: number) => process.kill(pid, 'SIGKILL')],
  ['Ctrl-C in its terminal', (pid: number) => process.kill(-pid, 'SIGINT')],
])(`a server ends after %s, its folder too${zetaSqlSkip}`, async (_, end) => {
  const program = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(program.stdout, 'data')) as [Buffer];
  const args = execFileSync('ps', ['-o', 'args=', '--ppid', String(Number(String(line)))], {
    encoding: 'utf8',
  });
  const folder = /unix:(\S*momq-zetasql-\w+)\//.exec(args)?.[1] ?? '';
  expect(existsSync(folder)).toBe(true);
  end(program.pid ?? 0);
  const isLeft = (): boolean =>
    existsSync(folder) ||
    execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(folder);
  await vi.waitFor(() => expect(isLeft()).toBe(false), { timeout: 5_000, interval: 100 });
});
