import { createDatabase } from '@momq/core';
import { relationalView } from '@momq/core/logical';
import type { Split, TrainingPair } from '@momq/core/pairs';
import { ConfigError } from '@momq/dialect';
import type { Database, DatabaseContent, LogicalDialectPack, QueryResult } from '@momq/dialect';

import { domainNamed, planDatabases } from '../generated/plan-databases.js';
import type { DatabaseCounts } from '../generated/plan-databases.js';
import { Random } from '../generated/random.js';
import { sampleDatabase } from '../generated/sample-database.js';
import type { DatabasePairs } from '../pairs/database-pairs.js';
import type { DatabaseTask, PlannedDatabase } from '../pairs/database-task.js';
import { dropReason, PairCounter } from '../pairs/drop-reason.js';
import { writeReport } from '../pairs/output-files.js';
import type { PairReport } from '../pairs/pair-report.js';
import { runDatabases } from '../pairs/run-databases.js';
import type { RunOptions } from '../pairs/run-databases.js';
import { checkLimits, rowsForStorage } from '../pairs/target-database.js';
import { unusableRows } from '../pairs/unusable-rows.js';
import { readLogical } from '../sql-gen/read-logical.js';
import { exampleSlots } from './example-slots.js';
import type { TutorialExample } from './example-slots.js';
import { fillExample } from './fill-example.js';

/** What {@link generateTutorialPairs} needs. */
export interface TutorialOptions extends RunOptions {
  /** Receives `<dialect>.jsonl`, `databases/<id>.json`, `report.json` and `journal/`. */
  readonly outputFolder: string;
  readonly targets: readonly LogicalDialectPack[];
  /** Made-up databases that the examples are moved to; default 60 train, 4 validation, 4 test. */
  readonly databases?: DatabaseCounts;
  /** Questions kept of a made-up database and dialect at most; default 20. */
  readonly pairsPerDatabase?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** Counts by dialect and split. */
export interface TutorialReport {
  readonly seed: number;
  readonly databases: DatabaseCounts;
  readonly dialects: PairReport;
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * The examples of each dialect's tutorials as pairs, on their own sample and moved to the tables of made-up databases: so what only
 * this dialect has is in the data, which the sources that speak all dialects lack. Each query is run, and kept when it gives rows.
 */
export async function generateTutorialPairs(options: TutorialOptions): Promise<TutorialReport> {
  const { outputFolder, targets, seed = 1, pairsPerDatabase = 20 } = options;
  const databases = options.databases ?? { train: 60, validation: 4, test: 4 };
  const dialectIds = targets.map(({ id }) => id);
  const own = targets.map(({ id: dialect }): PlannedDatabase<TutorialTask> => {
    const id = `tutorial_${dialect}`;
    const from = { dialect };
    return {
      id,
      task: () => ({ source: 'tutorials', id, split: 'train', seed, from, wanted: Infinity }),
    };
  });
  const made = planDatabases(databases, seed).map((plan): PlannedDatabase<TutorialTask> => {
    const id = `taught_${plan.id}`;
    const from = { domain: plan.domain.name };
    const { split } = plan;
    const drawn = { seed: plan.seed, from, wanted: pairsPerDatabase };
    return { id, task: () => ({ source: 'tutorials', id, split, ...drawn }) };
  });
  const { dialects, pairsBySplit } = await runDatabases<TutorialTask>({
    ...options,
    source: 'tutorials',
    dialects: dialectIds,
    packs: targets,
    key: JSON.stringify({
      seed,
      pairsPerDatabase,
      dialects: dialectIds,
      examples: targets.map(examplesOf),
    }),
    databases: [...own, ...made],
    make: makeFromTutorials,
  });
  const report: TutorialReport = { seed, databases, dialects, pairsBySplit };
  await writeReport(outputFolder, report);
  return report;
}

/** The sample of a dialect's tutorials, or a database to make up. */
export interface TutorialTask extends DatabaseTask {
  readonly source: 'tutorials';
  readonly split: Split;
  readonly seed: number;
  readonly from: { readonly dialect: string } | { readonly domain: string };
  /** Questions kept of a dialect at most. */
  readonly wanted: number;
}

/** Runs the examples on a database. */
export async function makeFromTutorials(
  task: TutorialTask,
  packs: readonly LogicalDialectPack[],
): Promise<DatabasePairs> {
  const { from, id, seed } = task;
  const counter = new PairCounter();
  if ('dialect' in from) {
    const pack = packs.find((each) => each.id === from.dialect);
    if (pack === undefined) throw new ConfigError(`packs: expected ${from.dialect}, got none.`);
    const content = pack.tutorials.sample;
    const pairs = await verified(task, { pack, content, counter }, examplesOf(pack));
    return { pairs, content, report: counter.report() };
  }
  const made = sampleDatabase(domainNamed(from.domain), id, seed);
  const { content } = made;
  const pairs: TrainingPair[] = [];
  for (const pack of packs) {
    const random = new Random(seed);
    const seen = relationalView(pack, content.schema).schema;
    const sampleSeen = relationalView(pack, pack.tutorials.sample.schema).schema;
    const filled = examplesOf(pack).flatMap((example) => {
      const slots = exampleSlots(example, pack.tutorials.sample, sampleSeen);
      if (slots === undefined) return [];
      return random
        .shuffle(made.entities)
        .slice(0, 2)
        .flatMap((entity) => fillExample(slots, entity, { pack, seen, random }) ?? []);
    });
    pairs.push(...(await verified(task, { pack, content, counter }, random.shuffle(filled))));
  }
  return { pairs, content, report: counter.report() };
}

function examplesOf({
  tutorials: { pages, questions = [] },
}: LogicalDialectPack): TutorialExample[] {
  const all = [...questions, ...pages.flatMap(({ examples }) => examples)];
  return all.map(({ question, query }) => ({ question, query }));
}

/** More rows than this make no answer to a question. */
const maxAnswerRows = 500;

async function verified(
  { id, split, wanted, from }: TutorialTask,
  {
    pack,
    content,
    counter,
  }: {
    readonly pack: LogicalDialectPack;
    readonly content: DatabaseContent;
    readonly counter: PairCounter;
  },
  examples: readonly TutorialExample[],
): Promise<TrainingPair[]> {
  if (examples.length === 0) return [];
  const pairs: TrainingPair[] = [];
  const said = new Set<string>();
  const database = await createDatabase(pack, content);
  try {
    for (const { question, query } of examples) {
      if (pairs.length === wanted) break;
      if (said.has(question.toLowerCase()) || said.has(query)) continue;
      const rows = await answer(database, query);
      const unusable =
        typeof rows === 'string'
          ? rows
          : 'domain' in from
            ? unusableRows(rows, maxAnswerRows)
            : undefined;
      if (unusable !== undefined || typeof rows === 'string') {
        counter.drop(pack.id, unusable ?? 'no rows');
        continue;
      }
      said.add(question.toLowerCase()).add(query);
      counter.keep(pack.id, rows.length);
      const logical = readLogical(pack, query, await database.schema());
      pairs.push({
        id: `tutorials/${id}/${pack.id}/${pairs.length + 1}`,
        source: 'tutorials',
        licence: 'Apache-2.0',
        dbId: id,
        split,
        question,
        dialect: pack.id,
        query,
        ...(logical && { logical }),
        rows: rowsForStorage(rows),
        rowCount: rows.length,
      });
    }
  } finally {
    await database.close();
  }
  return pairs;
}

async function answer(database: Database, query: string): Promise<QueryResult['rows'] | string> {
  try {
    return (await database.query(query, checkLimits)).rows;
  } catch (error) {
    return dropReason(error);
  }
}
