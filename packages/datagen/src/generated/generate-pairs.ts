import type { Split, TrainingPair } from '@momq/core/pairs';
import { MoMQError } from '@momq/dialect';
import type { LogicalDialectPack, LogicalQuery } from '@momq/dialect';

import type { DatabasePairs } from '../pairs/database-pairs.js';
import type { DatabaseTask } from '../pairs/database-task.js';
import { dropReason, PairCounter } from '../pairs/drop-reason.js';
import { writeReport } from '../pairs/output-files.js';
import { runDatabases } from '../pairs/run-databases.js';
import type { RunOptions } from '../pairs/run-databases.js';
import { openTarget, rowsForStorage, writerFor } from '../pairs/target-database.js';
import type { TargetDatabase } from '../pairs/target-database.js';
import type { PairReport } from '../pairs/pair-report.js';
import { generateCandidates } from './generate-candidates.js';
import type { DatabaseCounts, DatabasePlan } from './plan-databases.js';
import { domainNamed, planDatabases } from './plan-databases.js';
import { sampleDatabase } from './sample-database.js';
import { verifyCandidate } from './verify-candidates.js';

/** What {@link generatePairs} needs. */
export interface GenerationOptions extends RunOptions {
  /** Receives `<dialect>.jsonl`, `databases/<id>.json`, `report.json` and `journal/`. */
  readonly outputFolder: string;
  /** The first runs every query and says what the answer is. */
  readonly targets: readonly LogicalDialectPack[];
  /** Default 400 train, 24 validation, 40 test. */
  readonly databases?: DatabaseCounts;
  /** Questions kept of a training or validation database at most; default 60. */
  readonly pairsPerDatabase?: number;
  /** Questions kept of a test database at most; default 15. */
  readonly testPairsPerDatabase?: number;
  readonly seed?: number;
}

/** A database to make up and ask about. */
export interface GenerationTask extends DatabaseTask {
  readonly source: 'generated';
  readonly split: Split;
  /** Of what is drawn about it. */
  readonly seed: number;
  /** Name of its domain. */
  readonly domain: string;
  /** Dialects whose engines run the queries. */
  readonly engines: readonly string[];
  /** Questions kept at most. */
  readonly wanted: number;
}

/** Counts by dialect and split. */
export interface GenerationReport {
  readonly seed: number;
  readonly databases: DatabaseCounts;
  readonly dialects: PairReport;
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Makes databases, asks questions about them and verifies the queries. Test and validation pairs run on every engine;
 * a training database runs on the first engine and on one of the others in turn, and its queries are written for all.
 */
export async function generatePairs(options: GenerationOptions): Promise<GenerationReport> {
  const {
    outputFolder,
    targets,
    seed = 1,
    pairsPerDatabase = 60,
    testPairsPerDatabase = 15,
  } = options;
  const databases = options.databases ?? { train: 400, validation: 24, test: 40 };
  const plans = planDatabases(databases, seed);
  const dialectIds = targets.map(({ id }) => id);
  const key = JSON.stringify({
    seed,
    pairsPerDatabase,
    testPairsPerDatabase,
    dialects: dialectIds,
  });
  const { dialects, pairsBySplit } = await runDatabases<GenerationTask>({
    ...options,
    source: 'generated',
    dialects: dialectIds,
    packs: targets,
    key,
    databases: plans.map((plan, index) => ({
      id: plan.id,
      task: () => ({
        ...plan,
        source: 'generated',
        domain: plan.domain.name,
        engines: enginesFor(plan, dialectIds, index),
        wanted: plan.split === 'test' ? testPairsPerDatabase : pairsPerDatabase,
      }),
    })),
    make: makeGenerated,
  });
  const report: GenerationReport = { seed, databases, dialects, pairsBySplit };
  await writeReport(outputFolder, report);
  return report;
}

/** The engines that check a database. */
function enginesFor(
  { split }: DatabasePlan,
  targets: readonly string[],
  index: number,
): readonly string[] {
  const [first, ...others] = targets;
  if (split !== 'train' || others.length === 0) return targets;
  return [first!, others[index % others.length]!];
}

/** Makes up a database and asks about it, in the dialects of all packs. */
export async function makeGenerated(
  { id, split, seed, domain, engines: checking, wanted }: GenerationTask,
  packs: readonly LogicalDialectPack[],
): Promise<DatabasePairs> {
  const database = sampleDatabase(domainNamed(domain), id, seed);
  const { content } = database;
  const counter = new PairCounter();
  const pairs: TrainingPair[] = [];
  const writers = packs.map((pack) => ({
    dialect: pack.id,
    write: writerFor(pack, content),
  }));
  const engines: TargetDatabase[] = [];
  let kept = 0;
  try {
    for (const dialect of checking)
      engines.push(
        await openTarget(
          packs.find((pack) => pack.id === dialect)!,
          content,
        ),
      );
    for (const candidate of generateCandidates(database, Math.ceil(wanted * 1.5), seed)) {
      if (kept === wanted) break;
      const verified = await verifyCandidate(candidate, engines);
      if (typeof verified === 'string') {
        for (const { dialect } of writers) counter.drop(dialect, verified);
        continue;
      }
      kept += 1;
      const { question, executed } = verified;
      for (const { dialect, write } of writers) {
        const written = verified.byDialect.get(dialect) ?? writtenBy(write, verified.query);
        if (typeof written === 'string') {
          counter.drop(dialect, written);
          continue;
        }
        const { text, logical } = written;
        counter.keep(dialect, executed.rows.length);
        pairs.push({
          id: `generated/${id}/${kept}`,
          source: 'generated',
          licence: 'Apache-2.0',
          dbId: id,
          split,
          question,
          dialect,
          query: text,
          logical,
          rows: rowsForStorage(executed.rows),
          rowCount: executed.rows.length,
        });
      }
    }
  } finally {
    for (const engine of engines) await engine.close();
  }
  return { pairs, content, report: counter.report() };
}

/** The query in the words of a dialect, or why it has none for it. */
function writtenBy(
  write: ReturnType<typeof writerFor>,
  query: LogicalQuery,
): ReturnType<typeof write> | string {
  try {
    return write(query);
  } catch (error) {
    if (!MoMQError.isInstance(error) || error.code !== 'FEATURE_UNSUPPORTED') throw error;
    return dropReason(error);
  }
}
