import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import type { LogicalDialectPack } from '@momq/dialect';
import { workOnRun } from '../redis/index.js';

/**
 * Works on the run at the URL of its first argument and prints the databases that it made. With a second one it ends as
 * `kill -9` ends it, in the middle of its first database.
 */
const [, , url, dies] = process.argv;
const packs: readonly LogicalDialectPack[] = [sqlite(), cypher()];
console.log('ready');
await workOnRun({
  url: url!,
  packs: (ids) =>
    Promise.resolve(
      ids.map((id): LogicalDialectPack => {
        const pack = packs.find((each) => each.id === id)!;
        if (dies === undefined) return pack;
        return { ...pack, createDatabase: () => process.kill(process.pid, 'SIGKILL') as never };
      }),
    ),
  leaseMs: 1_500,
  onMade: (id) => console.log(id),
});
