import { createDatabase } from '@momq/core';
import { relationalView, requireReader } from '@momq/core/logical';
import type { Split, TrainingPair } from '@momq/core/pairs';
import { ConfigError } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';

import { domainNamed, planDatabases } from '../generated/plan-databases.js';
import type { DatabaseCounts } from '../generated/plan-databases.js';
import type { DatabasePairs } from '../pairs/database-pairs.js';
import type { DatabaseTask } from '../pairs/database-task.js';
import { PairCounter } from '../pairs/drop-reason.js';
import { writeReport } from '../pairs/output-files.js';
import type { PairReport } from '../pairs/pair-report.js';
import { runDatabases } from '../pairs/run-databases.js';
import type { RunOptions } from '../pairs/run-databases.js';
import { rowsForStorage } from '../pairs/target-database.js';
import { fillTemplates } from './fill-templates.js';
import { sampleLivedInDatabase } from './lived-in/sample-lived-in-database.js';
import { sqlWriter } from './sql-writer.js';
import { verifyTemplate } from './verify-template.js';
import type { OpenTarget } from './verify-template.js';

/** What {@link generateTemplatePairs} needs. */
export interface TemplateOptions extends RunOptions {
  /** Receives `<dialect>.jsonl`, `databases/<id>.json`, `report.json` and `journal/`. */
  readonly outputFolder: string;
  /** The first must have idioms and read text: it says what the answers are. Queries are translated to those without idioms. */
  readonly targets: readonly LogicalDialectPack[];
  /** Default 72 train, 4 validation, 4 test. */
  readonly databases?: DatabaseCounts;
  /** Questions kept of a database at most; default 60. */
  readonly pairsPerDatabase?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** A database to make up and fill templates over. */
export interface TemplateTask extends DatabaseTask {
  readonly source: 'templates';
  readonly split: Split;
  /** Of what is drawn about it. */
  readonly seed: number;
  /** Name of its domain. */
  readonly domain: string;
  /** Questions kept at most. */
  readonly wanted: number;
}

/** Counts by dialect, split and template. */
export interface TemplateReport {
  readonly seed: number;
  readonly databases: DatabaseCounts;
  readonly dialects: PairReport;
  readonly pairsBySplit: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Kept questions by the template that they come from. */
  readonly pairsByTemplate: Readonly<Record<string, number>>;
}

/**
 * Fills hand-written templates over databases that look lived in, runs every query, and keeps those that give rows on which the
 * SQL dialects agree. Graph dialects get the questions of databases that declare their keys, as far as they can say them.
 * A stopped run goes on where it was; the same seed gives the same files.
 *
 * @throws ConfigError when the first target has no idioms or reads no text
 */
export async function generateTemplatePairs(options: TemplateOptions): Promise<TemplateReport> {
  const { outputFolder, targets, seed = 1, pairsPerDatabase = 60 } = options;
  const [first] = targets;
  if (first?.language.idioms === undefined)
    throw new ConfigError(
      `datagen: expected a first dialect with language.idioms, which say how its SQL is written by hand, got ${first?.id ?? 'none'}. Put one that has them first.`,
    );
  const databases = options.databases ?? { train: 72, validation: 4, test: 4 };
  const dialectIds = targets.map(({ id }) => id);
  const pairsByTemplate: Record<string, number> = {};
  const { dialects, pairsBySplit } = await runDatabases<TemplateTask>({
    ...options,
    source: 'templates',
    dialects: dialectIds,
    packs: targets,
    key: JSON.stringify({ seed, pairsPerDatabase, dialects: dialectIds }),
    databases: planDatabases(databases, seed).map((plan) => {
      const id = `lived_in_${plan.id}`;
      const { split, domain } = plan;
      return {
        id,
        task: () => ({
          ...{ source: 'templates', id, split, seed: plan.seed, domain: domain.name },
          wanted: pairsPerDatabase,
        }),
      };
    }),
    make: makeFromTemplates,
    onPair: ({ source, dialect }) => {
      if (dialect !== first.id) return;
      const template = source.slice('templates/'.length);
      pairsByTemplate[template] = (pairsByTemplate[template] ?? 0) + 1;
    },
  });
  const report: TemplateReport = {
    seed,
    databases,
    dialects,
    pairsBySplit,
    pairsByTemplate,
  };
  await writeReport(outputFolder, report);
  return report;
}

/** Makes up a database and fills templates over it. */
export async function makeFromTemplates(
  { id, split, seed, domain, wanted }: TemplateTask,
  targets: readonly LogicalDialectPack[],
): Promise<DatabasePairs> {
  const lived = sampleLivedInDatabase(domainNamed(domain), id, seed);
  const { content } = lived;
  const read = requireReader(targets[0]!);
  const counter = new PairCounter();
  const pairs: TrainingPair[] = [];
  const opened: OpenTarget[] = [];
  let kept = 0;
  try {
    for (const pack of targets) {
      const writer = sqlWriter(pack, content.schema);
      // Without declared keys a graph has no relationships: nobody keeps one like that.
      if (writer === undefined && content.schema.links.length === 0) continue;
      const view = relationalView(pack, content.schema);
      opened.push({
        pack,
        database: await createDatabase(pack, content),
        ...(writer && { writer }),
        translate: (query) => {
          const logical = view.convert(query);
          return { logical, text: pack.language.render(logical, view.schema) };
        },
      });
    }
    for (const candidate of fillTemplates(lived, seed)) {
      if (kept === wanted) break;
      const verified = await verifyTemplate(candidate, opened, (text) =>
        read(text, content.schema),
      );
      if (typeof verified === 'string') {
        for (const { pack } of opened) counter.drop(pack.id, verified);
        continue;
      }
      kept += 1;
      for (const [dialect, reason] of verified.dropped) counter.drop(dialect, reason);
      for (const [dialect, { text, logical, rows }] of verified.byDialect) {
        counter.keep(dialect, rows.length);
        pairs.push({
          id: `templates/${id}/${kept}`,
          source: `templates/${candidate.template}`,
          licence: 'Apache-2.0',
          dbId: id,
          split,
          question: candidate.question,
          dialect,
          query: text,
          ...(logical && { logical }),
          rows: rowsForStorage(rows),
          rowCount: rows.length,
        });
      }
    }
  } finally {
    for (const { database } of opened) await database.close();
  }
  return { pairs, content, report: counter.report() };
}
