import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { loadDatabaseFolder } from '@momq/core/evaluation';
import type { LogicalDialectPack } from '@momq/dialect';

import { groupBy } from '../pairs/group-by.js';
import { PairCounter } from '../pairs/drop-reason.js';
import type { PlannedDatabase } from '../pairs/database-task.js';
import { writeReport } from '../pairs/output-files.js';
import { runDatabases } from '../pairs/run-databases.js';
import type { RunOptions } from '../pairs/run-databases.js';
import { validationDatabases } from '../pairs/split-by-database.js';
import type { PairReport } from '../pairs/pair-report.js';
import { limitRows } from './limit-rows.js';
import { readSpiderQuestions } from './spider-questions.js';
import { translateDatabase } from './translate-database.js';
import type { TranslationTask } from './translate-database.js';

/** What {@link translateSpider} needs. */
export interface SpiderTranslationOptions extends RunOptions {
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
  /** Asks a worn copy of each database in its place, made from this seed: names, keys and codes as nobody tidied them up. Default: not. */
  readonly wornSeed?: number;
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
    wornSeed,
  } = options;
  const questions = await readSpiderQuestions(spiderFolder);
  const byDatabase = groupBy(questions, (question) => question.dbId);
  const validating = validationDatabases([...byDatabase.keys()], validationShare, seed);
  const dialectIds = targets.map(({ id }) => id);
  const key = JSON.stringify({ validationShare, maxRowsPerTable, seed, dialects: dialectIds });
  const folderOf = (dbId: string): string => join(spiderFolder, 'databases', dbId);
  const counter = new PairCounter();
  const databases: PlannedDatabase<TranslationTask>[] = [];
  for (const [id, asked] of byDatabase) {
    if (!existsSync(folderOf(id))) {
      for (const dialect of dialectIds)
        counter.drop(dialect, 'its database has no folder', asked.length);
      continue;
    }
    const copy = wornSeed === undefined ? id : `${id}_worn${String(wornSeed)}`;
    const task = async (): Promise<TranslationTask> => ({
      source: 'spider',
      id: copy,
      ...(wornSeed !== undefined && { wornSeed: seedOf(copy) }),
      split: validating.has(id) ? 'validation' : 'train',
      questions: asked,
      content: limitRows(await loadDatabaseFolder(folderOf(id)), maxRowsPerTable),
    });
    databases.push({ id: copy, task });
  }
  const { dialects, pairsBySplit } = await runDatabases<TranslationTask>({
    ...options,
    source: 'spider',
    dialects: dialectIds,
    packs: [options.reference, ...targets],
    key,
    databases,
    make: translateDatabase,
  });
  counter.add(dialects);
  const report: SpiderTranslationReport = {
    questions: questions.length,
    dialects: counter.report(),
    pairsBySplit,
    validationDatabases: [...validating].sort(),
  };
  await writeReport(outputFolder, report);
  return report;
}

/** A seed of a database's own. */
function seedOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE();
}
