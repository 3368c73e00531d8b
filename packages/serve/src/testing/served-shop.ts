import { createMoMQ } from '@momq/core';
import type { Database, DatabaseContent, MoMQ } from '@momq/core';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { createServer } from '../create-server.js';
import type { ServeOptions } from '../create-server.js';
import type { MoMQServer } from '../guarded-server.js';

const shop: DatabaseContent = {
  schema: {
    name: 'shop',
    family: 'relational',
    entities: [
      {
        name: 'customer',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'city', type: 'text' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    customer: [
      [1, 'Ada', 'London'],
      [2, 'Grace', 'Boston'],
      [3, '![x](http://evil.example/) | <b>Bo</b>', 'London'],
    ],
  },
};

/** A shop in two dialects with the embedded model, and servers over it. */
export interface ServedShop {
  readonly momq: MoMQ;
  /** Starts a server on a free port. */
  start(
    options?: Partial<ServeOptions>,
  ): Promise<{ readonly url: string; readonly server: MoMQServer }>;
  /** Stops every server and closes the databases. */
  close(): Promise<void>;
}

/** Opens the shop. */
export async function openServedShop(): Promise<ServedShop> {
  const dialects = [sqlite(), postgres()];
  const momq = createMoMQ({ dialects });
  const [lite, pg] = await Promise.all(dialects.map((dialect) => dialect.createDatabase(shop)));
  const databases = [
    { name: 'shop', database: lite as Database },
    { name: 'shop-pg', database: pg as Database },
  ];
  const servers: MoMQServer[] = [];
  return {
    momq,
    async start(options = {}) {
      const server = createServer({ momq, databases, ...options });
      servers.push(server);
      return { server, url: await server.listen({ port: 0 }) };
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop({ graceMs: 0 })));
      await Promise.all(databases.map(({ database }) => database.close()));
      await momq.close();
    },
  };
}
