import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { loadDatabaseFolder } from '@momq/core/evaluation';
import { writePair } from '@momq/core/pairs';
import type { LogicalDialectPack } from '@momq/dialect';

import { openJournal } from '../pairs/database-journal.js';
import { groupBy } from '../pairs/group-by.js';
import { PairCounter } from '../pairs/drop-reason.js';
import type { Progress } from '../pairs/progress.js';
import { validationDatabases } from '../pairs/split-by-database.js';
import type { PairReport } from '../pairs/pair-report.js';
import { limitRows } from './limit-rows.js';
import { readSpiderQuestions } from './spider-questions.js';
import { translateDatabase } from './translate-database.js';
import type { TranslatedDatabase } from './translate-database.js';

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
  const journal = await openJournal<TranslatedDatabase>(join(outputFolder, 'journal'), key);
  const counter = new PairCounter();
  const lines = new Map<string, string[]>(targets.map((target) => [target.id, []]));
  const pairsBySplit: Record<string, Record<string, number>> = {};
  let done = 0;
  for (const [dbId, askers] of byDatabase) {
    done += 1;
    options.onProgress?.(done, byDatabase.size, dbId);
    const folder = join(spiderFolder, 'databases', dbId);
    if (!existsSync(folder)) {
      for (const target of targets)
        counter.drop(target.id, 'its database has no folder', askers.length);
      continue;
    }
    let translated = await journal.read(dbId);
    if (!translated) {
      const content = limitRows(await loadDatabaseFolder(folder), maxRowsPerTable);
      const split = validating.has(dbId) ? 'validation' : 'train';
      translated = await translateDatabase({
        content,
        split,
        questions: askers,
        reference: options.reference,
        targets,
      });
      await journal.write(dbId, translated);
    }
    counter.add(translated.report);
    for (const pair of translated.pairs) {
      lines.get(pair.dialect)!.push(writePair(pair));
      const counts = (pairsBySplit[pair.dialect] ??= {});
      counts[pair.split] = (counts[pair.split] ?? 0) + 1;
    }
  }
  for (const [dialect, all] of lines)
    await writeFile(join(outputFolder, `${dialect}.jsonl`), all.join(''));
  const report: SpiderTranslationReport = {
    questions: questions.length,
    dialects: counter.report(),
    pairsBySplit,
    validationDatabases: [...validating].sort(),
  };
  await writeFile(join(outputFolder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}
