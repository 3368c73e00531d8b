/**
 * The work on one database as plain data: with the packs of the run, all that its pairs depend on. Whoever has it makes the same
 * pairs, on whatever machine.
 */
export interface DatabaseTask {
  /** Who knows what to do with it, as `generated`. */
  readonly source: string;
  readonly id: string;
}

/** A database of a run, whose task is made up when its turn comes. */
export interface PlannedDatabase<Task extends DatabaseTask = DatabaseTask> {
  readonly id: string;
  task(): Task | Promise<Task>;
}
