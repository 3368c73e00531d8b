import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A real Redis that keeps nothing on the disk, reachable on the loopback interface only. */
export interface RedisTestServer {
  readonly port: number;
  readonly url: string;
  /** Ends it from one moment to the next; what it held is lost. */
  stop(): Promise<void>;
}

/** Says what a suite skips without. */
export const withoutRedis =
  'no Redis: install redis-server, or run reference/redis/fetch.sh (Debian)';

const FETCHED = fileURLToPath(new URL('../../../../reference/redis/.server', import.meta.url));

/** The root below which `usr/bin/redis-server` lies, or undefined where no Redis is. */
export function redisRoot(): string | undefined {
  return ['/', FETCHED].find((root) => existsSync(join(root, 'usr/bin/redis-server')));
}

/** Starts a server. @param settings - `port`: default a free one; `password`: default none */
export async function startRedis(
  root: string,
  settings: { readonly port?: number; readonly password?: string } = {},
): Promise<RedisTestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'momq-redis-'));
  const { port = await freePort(), password } = settings;
  const server = spawn(
    join(root, 'usr/bin/redis-server'),
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no'],
      ...(password === undefined ? [] : ['--requirepass', password]),
    ],
    {
      env: { LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu') },
      stdio: 'ignore',
    },
  );
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await listening(port);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGKILL');
      await stopped;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    if (attempt === 200) throw new Error(`Redis does not listen on port ${port}`);
    await wait(50);
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
