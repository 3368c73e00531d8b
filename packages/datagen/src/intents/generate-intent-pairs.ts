import { createHash } from 'node:crypto';

import { writeStoredJson } from '@momq/core/execution';
import type { Split, TrainingPair } from '@momq/core/pairs';
import type { DatabaseContent, LogicalDialectPack } from '@momq/dialect';

import { domainNamed, planDatabases } from '../generated/plan-databases.js';
import type { DatabaseCounts, DatabasePlan } from '../generated/plan-databases.js';
import type { DatabasePairs } from '../pairs/database-pairs.js';
import type { DatabaseTask, PlannedDatabase } from '../pairs/database-task.js';
import { PairCounter } from '../pairs/drop-reason.js';
import { writeReport } from '../pairs/output-files.js';
import type { PairReport } from '../pairs/pair-report.js';
import { runDatabases } from '../pairs/run-databases.js';
import type { RunOptions } from '../pairs/run-databases.js';
import { hashToUnit } from '../pairs/split-by-database.js';
import { openTarget, rowsForStorage } from '../pairs/target-database.js';
import type { TargetDatabase } from '../pairs/target-database.js';
import type { SourceDatabase } from '../sql-gen/stages/source-databases.js';
import { sampleLivedInDatabase } from '../templates/lived-in/sample-lived-in-database.js';
import { describeDatabase } from './describe-database.js';
import { fillIntents } from './fill-intents.js';
import { verifyIntent } from './verify-intent.js';

/** What {@link generateIntentPairs} needs. */
export interface IntentPairOptions extends RunOptions {
  /** Receives `<dialect>.jsonl`, `databases/<id>.json`, `report.json` and `journal/`. */
  readonly outputFolder: string;
  /** The first says what the answers are. Those that cannot say a query go without it. */
  readonly targets: readonly LogicalDialectPack[];
  /** Databases made up in the way of {@link generateTemplatePairs}; default 200 train, 8 validation, 8 test. */
  readonly databases?: DatabaseCounts;
  /** Databases of somebody's own to ask about, instead of those made up. What a column is for is concluded from its name and values. */
  readonly sources?: readonly SourceDatabase[];
  /** Questions kept of a database at most; default 250. */
  readonly pairsPerDatabase?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** Counts by dialect, split, intent and kind of intent. */
export interface IntentPairReport {
  readonly seed: number;
  readonly databases: DatabaseCounts;
  readonly dialects: PairReport;
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Kept questions of the first dialect by the intent that they come from. */
  readonly pairsByIntent: Readonly<Record<string, number>>;
}

/**
 * Asks what the bank of intents knows to ask, over databases that look lived in; runs every query, and keeps those that give a
 * usable answer on which the dialects agree. Graph dialects get what they can say; keys that no database declares are relationships
 * there as far as rows tell them. A stopped run goes on where it was; the same seed gives the same files.
 */
export async function generateIntentPairs(options: IntentPairOptions): Promise<IntentPairReport> {
  const { outputFolder, targets, seed = 1, pairsPerDatabase = 250 } = options;
  const databases = options.databases ?? { train: 200, validation: 8, test: 8 };
  const dialectIds = targets.map(({ id }) => id);
  const planned = options.sources
    ? options.sources.map((source) => planOfSource(source, seed, pairsPerDatabase))
    : planDatabases(databases, seed).map((plan) => planOfDomain(plan, pairsPerDatabase));
  const pairsByIntent: Record<string, number> = {};
  const { dialects, pairsBySplit } = await runDatabases<IntentTask>({
    ...options,
    source: 'intents',
    dialects: dialectIds,
    packs: targets,
    databases: planned,
    key: JSON.stringify({
      seed,
      pairsPerDatabase,
      dialects: dialectIds,
      ...(options.sources && { sources: await digestOf(options.sources) }),
    }),
    make: makeFromIntents,
    onPair: ({ source, dialect }) => {
      const intent = source.slice('intents/'.length);
      if (dialect === targets[0]?.id) pairsByIntent[intent] = (pairsByIntent[intent] ?? 0) + 1;
    },
  });
  const report: IntentPairReport = {
    seed,
    databases: countSplits(planned),
    dialects,
    pairsBySplit,
    pairsByIntent,
  };
  await writeReport(outputFolder, report);
  return report;
}

/** A database to ask about. */
export interface IntentTask extends DatabaseTask {
  readonly source: 'intents';
  readonly split: Split;
  /** Of what is drawn about it. */
  readonly seed: number;
  readonly licence: string;
  /** Name of the domain to make it up from, or what is in it. */
  readonly from: string | DatabaseContent;
  /** Questions kept at most. */
  readonly wanted: number;
}

interface AskedDatabase extends PlannedDatabase<IntentTask> {
  readonly split: Split;
}

function planOfDomain(plan: DatabasePlan, wanted: number): AskedDatabase {
  const { split, seed, domain } = plan;
  const id = `asked_${plan.id}`;
  const made = { split, seed, licence: 'Apache-2.0', from: domain.name, wanted };
  return { id, split, task: () => ({ source: 'intents', id, ...made }) };
}

function planOfSource(
  { id, split, content }: SourceDatabase,
  runSeed: number,
  wanted: number,
): AskedDatabase {
  const seed = Math.floor(hashToUnit(id, runSeed) * 2 ** 32);
  const known = { split, seed, licence: "the database's own", wanted };
  const task = async (): Promise<IntentTask> => ({
    ...{ source: 'intents', id, from: await content() },
    ...known,
  });
  return { id, split, task };
}

/** Changes with what is in the databases, one read at a time, and with their splits. */
async function digestOf(sources: readonly SourceDatabase[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { id, split, content } of sources)
    hash.update(writeStoredJson([id, split, await content()]));
  return hash.digest('hex');
}

function countSplits(planned: readonly AskedDatabase[]): DatabaseCounts {
  const of = (split: Split): number => planned.filter((each) => each.split === split).length;
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

/** Asks about a database what the bank of intents knows to ask. */
export async function makeFromIntents(
  { id, split, seed, licence, from, wanted }: IntentTask,
  packs: readonly LogicalDialectPack[],
): Promise<DatabasePairs> {
  const lived =
    typeof from === 'string'
      ? sampleLivedInDatabase(domainNamed(from), id, seed)
      : describeDatabase(id, from);
  const { content } = lived;
  const counter = new PairCounter();
  const pairs: TrainingPair[] = [];
  const engines: TargetDatabase[] = [];
  let kept = 0;
  try {
    for (const pack of packs) engines.push(await openTarget(pack, content));
    for (const asked of fillIntents(lived, seed)) {
      if (kept === wanted) break;
      const verified = await verifyIntent(asked, engines);
      if (typeof verified === 'string') {
        for (const { dialect } of engines) counter.drop(dialect, verified);
        continue;
      }
      kept += 1;
      for (const [dialect, reason] of verified.dropped) counter.drop(dialect, reason);
      for (const [dialect, { text, logical, rows }] of verified.byDialect) {
        counter.keep(dialect, rows.length);
        pairs.push({
          id: `intents/${id}/${kept}`,
          source: `intents/${asked.intent.name}`,
          licence,
          dbId: id,
          split,
          question: asked.question,
          dialect,
          query: text,
          logical,
          rows: rowsForStorage(rows),
          rowCount: rows.length,
        });
      }
    }
  } finally {
    for (const engine of engines) await engine.close();
  }
  return { pairs, content, report: counter.report() };
}
