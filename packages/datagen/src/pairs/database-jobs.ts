import type { DatabasePairs } from './database-pairs.js';
import type { PlannedDatabase } from './database-task.js';

/** Databases that are to be made. */
export interface JobsWanted {
  /** Keeps what has to be known when the run goes on. */
  readonly journalFolder: string;
  readonly source: string;
  /** What all results depend on; those of another key are not taken. */
  readonly key: string;
  /** Ids of the packs that the tasks are done with, in their order. */
  readonly dialects: readonly string[];
  readonly databases: readonly PlannedDatabase[];
  readonly signal?: AbortSignal | undefined;
}

/** A database that was made. */
export interface JobResult {
  readonly id: string;
  readonly result: DatabasePairs;
}

/** Makes databases in other processes, which may be on other machines. */
export interface DatabaseJobs {
  /**
   * Every wanted database once, in the order in which they are made. A result that was given out is forgotten when the next one
   * is asked for: it is on the disk by then. Leaving the loop leaves the others to be made, and to be asked for again.
   */
  results(wanted: JobsWanted): AsyncIterable<JobResult>;
}
