import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';

/** A real MariaDB server in a temporary folder, reachable on the loopback interface only. */
export interface TestServer {
  readonly folder: string;
  /** URL of a database for an account. */
  url(account: string, database: string): string;
  /** Runs statements as the superuser. */
  execute(...statements: readonly string[]): Promise<void>;
  /** Rows of one statement as the superuser. */
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** Ends it from one moment to the next, as a fault does. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Says what a suite skips without. */
export const withoutServer =
  'no MariaDB: install mariadb-server, or run reference/mariadb/fetch.sh (Debian)';

const FETCHED = fileURLToPath(new URL('../../../../reference/mariadb/.server', import.meta.url));

/** The root below which `usr/sbin/mariadbd` lies, or undefined where no MariaDB is. */
export function serverRoot(): string | undefined {
  return ['/', FETCHED].find((root) => existsSync(join(root, 'usr/sbin/mariadbd')));
}

/** Starts a server with an empty password for root; its data directory is thrown away when it stops. */
export async function startTestServer(root: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'momq-mysql-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  mkdirSync(join(data, 'mysql'), { recursive: true });
  const share = join(root, 'usr/share/mysql');
  const program = join(root, 'usr/sbin/mariadbd');
  const env = {
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C',
    LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu'),
  };
  const common = [
    '--no-defaults',
    `--basedir=${join(root, 'usr')}`,
    `--datadir=${data}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${join(share, 'charsets')}`,
    '--innodb-buffer-pool-size=32M',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-use-native-aio=0',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
  const scripts = [
    'mysql_system_tables.sql',
    'mysql_system_tables_data.sql',
    'maria_add_gis_sp_bootstrap.sql',
  ];
  const input = [
    'USE mysql;',
    'SET @auth_root_socket = NULL;',
    ...scripts.map((script) => readFileSync(join(share, script), 'utf8')),
  ].join('\n');
  execFileSync(program, [...common, '--bootstrap', '--skip-networking', '--log-warnings=0'], {
    env,
    input,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const port = await freePort();
  const server = spawn(
    program,
    [
      ...common,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
    ],
    { env, stdio: 'ignore' },
  );
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = (account: string, database: string): string =>
    `mysql://${account}@127.0.0.1:${port}/${database}`;
  const asSuperuser = async <T>(
    run: (connection: Awaited<ReturnType<typeof createConnection>>) => Promise<T>,
  ) => {
    const connection = await createConnection(url('root', 'mysql'));
    try {
      return await run(connection);
    } finally {
      await connection.end();
    }
  };
  await answers(url('root', 'mysql'));
  return {
    folder,
    url,
    execute: (...statements) =>
      asSuperuser(async (connection) => {
        for (const statement of statements) await connection.query(statement);
      }),
    rows: (sql) =>
      asSuperuser(async (connection) => {
        const [rows] = await connection.query({ sql, rowsAsArray: true, dateStrings: true });
        return rows as unknown[][];
      }),
    async crash() {
      server.kill('SIGKILL');
      await stopped;
    },
    async stop() {
      server.kill('SIGTERM');
      await stopped;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await (await createConnection(url)).end();
      return;
    } catch (error) {
      if (attempt === 300) throw error;
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
