import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { loadDatabaseFolder } from '@momq/core/evaluation';
import type { LogicalDialectPack } from '@momq/dialect';

import { groupBy } from '../pairs/group-by.js';
import { PairCounter } from '../pairs/drop-reason.js';
import type { Progress } from '../pairs/progress.js';
import { runDatabases } from '../pairs/run-databases.js';
import { validationDatabases } from '../pairs/split-by-database.js';
import type { PairReport } from '../pairs/pair-report.js';
import { limitRows } from './limit-rows.js';
import { readSpiderQuestions } from './spider-questions.js';
import type { HumanQuestion } from './spider-questions.js';
import { translateDatabase } from './translate-database.js';

/** What {@link translateSpider} needs. */
export interface SpiderTranslationOptions {
  /** Holds `databases/` and the question files. */
  readonly spiderFolder: string;
  /** Receives `<dialect>.jsonl`, `report.json` and `journal/`. */
  readonly outputFolder: string;
  /** The dialect that the gold queries are written in; its `language` reads text. */
  readonly reference: LogicalDialectPack;
  readonly targets: readonly LogicalDialectPack[];
  /** Share of the databases that validate; default 0.08. */
  readonly validationShare?: number;
  /** Rows kept of a table; default 2000. */
  readonly maxRowsPerTable?: number;
  /** Of the split; default 0. */
  readonly seed?: number;
  /** Databases in work at once; default 1. The pairs do not depend on it. */
  readonly workers?: number;
  readonly onProgress?: Progress;
}

/** Share of the databases that validate, where {@link SpiderTranslationOptions.validationShare} says nothing. */
export const defaultValidationShare = 0.08;

/** Counts by dialect, and databases by split. */
export interface SpiderTranslationReport {
  readonly questions: number;
  readonly dialects: PairReport;
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly validationDatabases: readonly string[];
}

/**
 * Teaches every dialect by every human question: translates Spider's training questions with `translateDatabase`,
 * database by database, and writes one JSONL file of pairs (`@momq/core/pairs`) a dialect. A stopped run goes on where it was.
 */
export async function translateSpider(
  options: SpiderTranslationOptions,
): Promise<SpiderTranslationReport> {
  const {
    spiderFolder,
    outputFolder,
    targets,
    validationShare = defaultValidationShare,
    maxRowsPerTable = 2000,
    seed = 0,
  } = options;
  const questions = await readSpiderQuestions(spiderFolder);
  const byDatabase = groupBy(questions, (question) => question.dbId);
  const validating = validationDatabases([...byDatabase.keys()], validationShare, seed);
  const key = JSON.stringify({
    validationShare,
    maxRowsPerTable,
    seed,
    dialects: targets.map((target) => target.id),
  });
  const folderOf = (dbId: string): string => join(spiderFolder, 'databases', dbId);
  const counter = new PairCounter();
  const plans: { readonly id: string; readonly askers: readonly HumanQuestion[] }[] = [];
  for (const [id, askers] of byDatabase) {
    if (existsSync(folderOf(id))) plans.push({ id, askers });
    else
      for (const { id: dialect } of targets)
        counter.drop(dialect, 'its database has no folder', askers.length);
  }
  const { dialects, pairsBySplit } = await runDatabases({
    outputFolder,
    dialects: targets.map(({ id }) => id),
    key,
    plans,
    workers: options.workers ?? 1,
    make: async ({ id, askers }) =>
      translateDatabase({
        content: limitRows(await loadDatabaseFolder(folderOf(id)), maxRowsPerTable),
        split: validating.has(id) ? 'validation' : 'train',
        questions: askers,
        reference: options.reference,
        targets,
      }),
    onProgress: options.onProgress,
  });
  counter.add(dialects);
  const report: SpiderTranslationReport = {
    questions: questions.length,
    dialects: counter.report(),
    pairsBySplit,
    validationDatabases: [...validating].sort(),
  };
  await writeFile(join(outputFolder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}
