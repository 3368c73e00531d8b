import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A real PostgreSQL server in a temporary folder, reachable on the loopback interface only. */
export interface TestServer {
  /** URL of the database `postgres` for a role. */
  url(role: string): string;
  /** Runs statements as the superuser, in the database `postgres` unless another is named. */
  execute(sql: string, database?: string): Promise<void>;
  /** Rows of one statement as the superuser, as text. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Stops the server, runs something, and starts it again on the same port. */
  restart(between: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Folder with `initdb` and `postgres`, newest first, or undefined where none is installed. */
export function serverPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : [];
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    '/usr/local/bin',
    '/usr/bin',
  ].find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))));
}

/** Starts a server; PostgreSQL refuses to run as root, so root starts it as `nobody`. */
export async function startTestServer(programs: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'momq-postgres-'));
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const options = {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', HOME: folder },
    ...identity,
  };
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync'],
    { ...options, stdio: 'ignore' },
  );
  const port = await freePort();
  const settings = [`listen_addresses=127.0.0.1`, `unix_socket_directories=${folder}`, 'fsync=off'];
  const launch = (): { readonly halt: () => Promise<void> } => {
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...options, stdio: 'ignore' },
    );
    const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    return {
      async halt() {
        server.kill('SIGINT');
        await stopped;
      },
    };
  };
  let running = launch();
  const url = (role: string): string => `postgres://${role}@127.0.0.1:${port}/postgres`;
  await answers(url('postgres'));
  const asSuperuser = async <T>(
    database: string,
    run: (client: pg.Client) => Promise<T>,
  ): Promise<T> => {
    const client = new pg.Client(url('postgres').replace(/postgres$/, database));
    await client.connect();
    try {
      return await run(client);
    } finally {
      await client.end();
    }
  };
  return {
    url,
    async execute(sql, database = 'postgres') {
      await asSuperuser(database, (client) => client.query(sql));
    },
    rows: (sql) =>
      asSuperuser('postgres', async (client) => {
        const types = { getTypeParser: () => (text: string) => text };
        return (await client.query<(string | null)[]>({ text: sql, rowMode: 'array', types })).rows;
      }),
    async restart(between) {
      await running.halt();
      await between();
      running = launch();
      await answers(url('postgres'));
    },
    async stop() {
      await running.halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
