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
  /** Runs statements as the superuser. */
  execute(sql: string): Promise<void>;
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
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...options,
      stdio: 'ignore',
    },
  );
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = (role: string): string => `postgres://${role}@127.0.0.1:${port}/postgres`;
  await answers(url('postgres'));
  return {
    url,
    async execute(sql) {
      const client = new pg.Client(url('postgres'));
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
    async stop() {
      server.kill('SIGINT');
      await stopped;
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
