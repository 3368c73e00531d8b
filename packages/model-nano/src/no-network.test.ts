/** A question from a file, asked by a user who is new on the machine: nothing is left at home, and no name is looked up. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'momq-no-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// With the filter in the kernel, only calls that are traced stop the program.
const traced = [
  ...['-f', '-qq', '--seccomp-bpf'],
  ...['-e', 'trace=connect,sendto,sendmsg,sendmmsg,openat'],
];
const noStrace =
  spawnSync('strace', [...traced, '-o', '/dev/null', 'true']).status === 0
    ? undefined
    : 'strace is not there or may not trace';

/** Runs a module under strace; gives what it printed, what it left at home, and calls that reach for the network. */
function runTraced(name: string, code: string, loader: readonly string[] = []) {
  const home = mkdtempSync(join(folder, `${name}-`));
  const log = join(folder, `${name}.log`);
  // ONNX Runtime is silent by itself where CI is set.
  const { CI: _ci, ORT_DISABLE_TELEMETRY: _a, ORT_TELEMETRY_DISABLED: _b, ...rest } = process.env;
  const env = { ...rest, HOME: home, XDG_CACHE_HOME: join(home, '.cache'), TSX_DISABLE_CACHE: '1' };
  const node = [...loader, '--input-type=module', '-e', code];
  const { stdout } = spawnSync('strace', [...traced, '-o', log, process.execPath, ...node], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env,
    encoding: 'utf8',
  });
  const calls = readFileSync(log, 'utf8').split('\n');
  return {
    printed: stdout.trim(),
    left: readdirSync(home, { recursive: true }),
    network: calls.filter((call) => /AF_INET|resolv\.conf|nss_dns|htons\(53\)/.test(call)),
  };
}

describe.skipIf(noStrace !== undefined)(`a new user (${noStrace ?? 'traced'})`, () => {
  it('whose program looks a name up is seen', () => {
    const { network } = runTraced(
      'control',
      "await new Promise((done) => process.getBuiltinModule('node:dns').lookup('momq.invalid', done));",
    );
    expect(network.length).toBeGreaterThan(0);
  });

  it('who asks a question has nothing at home, and no name was looked up', () => {
    const own = JSON.stringify(new URL('./load-nano.ts', import.meta.url).href);
    const run = runTraced(
      'question',
      `const { createMoMQ } = await import('@momq/core');
       const { sqlite } = await import('@momq/dialect-sqlite');
       const { loadNano } = await import(${own});
       const pack = sqlite();
       const momq = createMoMQ({ dialects: [pack], model: loadNano });
       const database = await pack.createDatabase(pack.tutorials.sample);
       const { query } = await momq.ask('How many games are there?', database, { declining: false });
       console.log(query);
       await database.close();
       await momq.close();`,
      process.env['MOMQ_TEST_NODE']!.split('\n'),
    );
    expect(run).toEqual({
      printed: expect.stringMatching(/^SELECT/) as string,
      left: [],
      network: [],
    });
  });
});
