import type { DatabaseJournal } from './database-journal.js';
import type { DatabaseJobs, JobsWanted } from './database-jobs.js';
import type { DatabasePairs } from './database-pairs.js';
import type { DatabaseTask, PlannedDatabase } from './database-task.js';
import { inOrder } from './in-order.js';

/** A database with what became of it. */
export interface MadeDatabase extends DatabasePairs {
  readonly id: string;
}

/** Makes in this process what the journal does not have, `workers` databases at once, and gives all in their order. */
export function madeHere<Task extends DatabaseTask>(
  databases: readonly PlannedDatabase<Task>[],
  journal: DatabaseJournal<DatabasePairs>,
  { workers, make }: { readonly workers: number; make(task: Task): Promise<DatabasePairs> },
): AsyncIterable<MadeDatabase> {
  return inOrder(databases, workers, async ({ id, task }) => {
    const known = await journal.read(id);
    if (known) return { id, ...known };
    const fresh = await make(await task());
    await journal.write(id, fresh);
    return { id, ...fresh };
  });
}

/** Has made elsewhere what the journal does not have, and gives all in their order. One database is in memory at a time. */
export async function* madeElsewhere(
  jobs: DatabaseJobs,
  journal: DatabaseJournal<DatabasePairs>,
  wanted: JobsWanted,
): AsyncGenerator<MadeDatabase> {
  const missing = new Map<string, PlannedDatabase>();
  for (const database of wanted.databases)
    if ((await journal.read(database.id)) === undefined) missing.set(database.id, database);
  let next = 0;
  const ready = async function* (): AsyncGenerator<MadeDatabase> {
    for (; next < wanted.databases.length; next += 1) {
      const { id } = wanted.databases[next]!;
      if (missing.has(id)) return;
      yield { id, ...(await journal.read(id))! };
    }
  };
  yield* ready();
  for await (const { id, result } of jobs.results({
    ...wanted,
    databases: [...missing.values()],
  })) {
    await journal.write(id, result);
    missing.delete(id);
    yield* ready();
  }
}
