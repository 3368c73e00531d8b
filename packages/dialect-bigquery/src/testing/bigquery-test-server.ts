import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** github.com/goccy/bigquery-emulator v0.6.6, packed; not part of the repository. */
const PACKED = 'bigquery-emulator-0.6.6.xz';

/** Why the tests against the server are skipped, where they are. */
export const SERVER_MISSING =
  'skipped: MOMQ_BIGQUERY_EMULATOR names no bigquery-emulator 0.6.6 (github.com/goccy/bigquery-emulator)';

/** A server of BigQuery's REST interface in a temporary folder, on the loopback interface only. */
export interface TestServer {
  /** Its address, without a path. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The program, as it is or packed with xz; undefined where it is not on this machine. */
export function serverProgram(): string | undefined {
  const { MOMQ_BIGQUERY_EMULATOR: named, MOMQ_DATA: data } = process.env;
  const shared = fileURLToPath(new URL('../../../../../shared', import.meta.url));
  const folders = [...(data === undefined ? [] : [join(data, '..')]), shared];
  return [
    ...(named === undefined ? [] : [named]),
    ...folders.map((folder) => join(folder, 'tools', PACKED)),
  ].find((path) => existsSync(path));
}

/**
 * Starts a server with the project `test`.
 *
 * @param program - see {@link serverProgram}
 * @param data - datasets and rows, in the program's YAML
 */
export async function startTestServer(program: string, data: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'momq-bigquery-'));
  const runnable = program.endsWith('.xz') ? unpack(program, join(folder, 'server')) : program;
  writeFileSync(join(folder, 'data.yaml'), data);
  const [port, grpcPort] = [await freePort(), await freePort()];
  const server = spawn(
    runnable,
    [
      '--project=test',
      '--host=127.0.0.1',
      `--port=${port}`,
      `--grpc-port=${grpcPort}`,
      `--data-from-yaml=${join(folder, 'data.yaml')}`,
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(`${endpoint}/bigquery/v2/projects/test/datasets`);
  return {
    endpoint,
    async stop() {
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unpack(program: string, to: string): string {
  const file = openSync(to, 'w');
  execFileSync('xz', ['-dkc', program], { stdio: ['ignore', file, 'ignore'] });
  closeSync(file);
  chmodSync(to, 0o755);
  return to;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`expected an answer of ${url}, got none within a minute`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
