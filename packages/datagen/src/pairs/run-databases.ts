import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent } from '@momq/dialect';
import { openJournal } from './database-journal.js';
import { PairCounter } from './drop-reason.js';
import { inOrder } from './in-order.js';
import { LineFile, prepareFolder } from './output-files.js';
import type { PairReport } from './pair-report.js';
import type { Progress } from './progress.js';
import { lockRun } from './run-lock.js';

/** What became of the questions about one database. */
export interface DatabasePairs {
  readonly pairs: readonly TrainingPair[];
  readonly report: PairReport;
  /** Written to `databases/<id>.json`; default: it is elsewhere. */
  readonly content?: DatabaseContent;
}

/** What {@link runDatabases} needs. */
export interface DatabaseRun<Plan extends { readonly id: string }> {
  /** Receives `<dialect>.jsonl`, `databases/` and `journal/`. */
  readonly outputFolder: string;
  readonly dialects: readonly string[];
  /** What the pairs depend on besides the plan; the journal's entries of another key are made anew. */
  readonly key: string;
  readonly plans: readonly Plan[];
  /** Databases in work at once; default 1. Files and counts do not depend on it. */
  readonly workers?: number;
  make(plan: Plan): Promise<DatabasePairs>;
  onPair?(pair: TrainingPair): void;
  readonly onProgress?: Progress | undefined;
}

/** Counts of a run. */
export interface DatabaseRunCounts {
  readonly dialects: PairReport;
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Makes pairs database by database, each journaled when it is done: a run that was killed goes on with those that are missing.
 * Databases are written in the order of the plans, whichever is done first.
 *
 * @throws DatagenError `DATAGEN_FOLDER_UNWRITABLE`, `DATAGEN_RUN_LOCKED`
 */
export async function runDatabases<Plan extends { readonly id: string }>(
  run: DatabaseRun<Plan>,
): Promise<DatabaseRunCounts> {
  const { outputFolder } = run;
  await prepareFolder(outputFolder);
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

async function writeDatabases<Plan extends { readonly id: string }>(
  run: DatabaseRun<Plan>,
  files: ReadonlyMap<string, LineFile>,
): Promise<DatabaseRunCounts> {
  const { outputFolder, key, plans, workers = 1, make, onPair, onProgress } = run;
  const journal = await openJournal<DatabasePairs>(join(outputFolder, 'journal'), key);
  const counter = new PairCounter();
  const pairsBySplit: Record<string, Record<string, number>> = {};
  const made = inOrder(plans, workers, async (plan) => {
    const known = await journal.read(plan.id);
    if (known) return { id: plan.id, ...known };
    const fresh = await make(plan);
    await journal.write(plan.id, fresh);
    return { id: plan.id, ...fresh };
  });
  let done = 0;
  for await (const { id, pairs, report, content } of made) {
    if (content)
      await writeFile(join(outputFolder, 'databases', `${id}.json`), JSON.stringify(content));
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
    onProgress?.(done, plans.length, id);
  }
  return { dialects: counter.report(), pairsBySplit };
}
