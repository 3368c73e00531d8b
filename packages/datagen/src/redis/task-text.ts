import type { DatabaseTask } from '../pairs/database-task.js';

/** The only member of what stands for an integer beyond 2^53, which JSON cannot hold. */
const bigintMark = '$momq:bigint';

/** A task as text. */
export function writeTask(task: DatabaseTask): string {
  return JSON.stringify(task, (_, value: unknown) =>
    typeof value === 'bigint' ? { [bigintMark]: String(value) } : value,
  );
}

/** The task that {@link writeTask} wrote. */
export function readTask(text: string): DatabaseTask {
  return JSON.parse(text, (_, value: unknown) =>
    isMarked(value) ? BigInt(value[bigintMark]) : value,
  ) as DatabaseTask;
}

function isMarked(value: unknown): value is { readonly [bigintMark]: string } {
  return typeof value === 'object' && value !== null && bigintMark in value;
}
