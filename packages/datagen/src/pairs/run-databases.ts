import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeStoredJson } from '@momq/core/execution';
import { writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { LogicalDialectPack } from '@momq/dialect';
import { openJournal } from './database-journal.js';
import type { DatabaseJobs } from './database-jobs.js';
import type { DatabasePairs } from './database-pairs.js';
import type { DatabaseTask, PlannedDatabase } from './database-task.js';
import { PairCounter } from './drop-reason.js';
import { madeElsewhere, madeHere } from './made-databases.js';
import type { MadeDatabase } from './made-databases.js';
import { LineFile, prepareFolder, writingInto } from './output-files.js';
import type { PairReport } from './pair-report.js';
import type { Progress } from './progress.js';
import { datagenVersion } from './datagen-version.js';
import { lockRun } from './run-lock.js';

/** Where and how long the databases of a run are made; what all sources of pairs share. */
export interface RunOptions {
  /** Databases in work at once in this process; default 1. The pairs do not depend on it. */
  readonly workers?: number;
  /** Has databases made in other processes instead; the pairs do not depend on it. */
  readonly jobs?: DatabaseJobs;
  /** Ends the run: databases in work are finished and kept, no other is begun, and the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  readonly onProgress?: Progress;
}

/** What {@link runDatabases} needs. */
export interface DatabaseRun<Task extends DatabaseTask> extends RunOptions {
  readonly source: Task['source'];
  /** Receives `<dialect>.jsonl`, `databases/` and `journal/`. */
  readonly outputFolder: string;
  /** Dialects of the pairs. */
  readonly dialects: readonly string[];
  /** What `make` is given, in this order. */
  readonly packs: readonly LogicalDialectPack[];
  /** What the pairs depend on besides the database; the journal's entries of another key are made anew. */
  readonly key: string;
  readonly databases: readonly PlannedDatabase<Task>[];
  make(task: Task, packs: readonly LogicalDialectPack[]): Promise<DatabasePairs>;
  onPair?(pair: TrainingPair): void;
}

/** Counts of a run. */
export interface DatabaseRunCounts {
  readonly dialects: PairReport;
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Makes pairs database by database, each journaled when it is done: a run that was killed goes on with those that are missing.
 * Databases are written in their order, whichever is done first.
 *
 * @throws DatagenError `DATAGEN_FOLDER_UNWRITABLE`, `DATAGEN_RUN_LOCKED`; what `make` or `jobs` throw, and the signal's reason
 */
export async function runDatabases<Task extends DatabaseTask>(
  run: DatabaseRun<Task>,
): Promise<DatabaseRunCounts> {
  const { outputFolder } = run;
  await prepareFolder(outputFolder);
  return writingInto(outputFolder, () => runLocked(run));
}

async function runLocked<Task extends DatabaseTask>(
  run: DatabaseRun<Task>,
): Promise<DatabaseRunCounts> {
  const { outputFolder } = run;
  const unlock = await lockRun(join(outputFolder, 'journal', 'lock'));
  const files = new Map<string, LineFile>();
  try {
    for (const dialect of run.dialects)
      files.set(dialect, await LineFile.create(join(outputFolder, `${dialect}.jsonl`)));
    const counts = await writeDatabases(run, files);
    for (const file of files.values()) await file.finish();
    files.clear();
    return counts;
  } finally {
    for (const file of files.values()) await file.abandon();
    await unlock();
  }
}

async function writeDatabases<Task extends DatabaseTask>(
  run: DatabaseRun<Task>,
  files: ReadonlyMap<string, LineFile>,
): Promise<DatabaseRunCounts> {
  const { outputFolder, databases, signal, onPair, onProgress } = run;
  const counter = new PairCounter();
  const pairsBySplit: Record<string, Record<string, number>> = {};
  let done = 0;
  for await (const { id, pairs, report, content } of await madeDatabases(run)) {
    signal?.throwIfAborted();
    if (content)
      await writeFile(join(outputFolder, 'databases', `${id}.json`), writeStoredJson(content));
    counter.add(report);
    for (const [dialect, file] of files)
      await file.write(
        pairs
          .filter((pair) => pair.dialect === dialect)
          .map(writePair)
          .join(''),
      );
    for (const pair of pairs) {
      const counts = (pairsBySplit[pair.dialect] ??= {});
      counts[pair.split] = (counts[pair.split] ?? 0) + 1;
      onPair?.(pair);
    }
    done += 1;
    onProgress?.(done, databases.length, id);
  }
  return { dialects: counter.report(), pairsBySplit };
}

async function madeDatabases<Task extends DatabaseTask>(
  run: DatabaseRun<Task>,
): Promise<AsyncIterable<MadeDatabase>> {
  const { source, packs, databases, workers = 1, jobs, signal } = run;
  const key = `${datagenVersion()} ${run.key}`; // another version may make other pairs
  const journalFolder = join(run.outputFolder, 'journal');
  const journal = await openJournal<DatabasePairs>(journalFolder, key);
  if (jobs === undefined)
    return madeHere(databases, journal, { workers, make: (task) => run.make(task, packs) });
  const dialects = packs.map(({ id }) => id);
  return madeElsewhere(jobs, journal, { journalFolder, source, key, dialects, databases, signal });
}
