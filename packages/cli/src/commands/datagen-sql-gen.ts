import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import type {
  DatabaseCounts,
  ModelChoice,
  SourceDatabase,
  SqlGenOptions,
  SqlGenReport,
  TokenPrice,
} from '@momq/datagen/sql-gen';
import type { SentenceEncoder } from '@momq/model-minilm';
import { untilInterrupted } from '../errors/interrupt.js';
import { funnelPage } from '../output/funnel-html.js';
import type { Output } from '../output/output.js';
import { countingBar } from '../output/progress-bar.js';
import { formatTable } from '../output/table.js';
import type { SqlGenFlags } from './sql-gen-options.js';

/** What all sources of `momq datagen` share. */
interface CommonFlags {
  readonly dialect?: string;
  readonly train?: number;
  readonly validation?: number;
  readonly test?: number;
  readonly seed?: number;
}

/** Runs `momq datagen --source sql-gen`. */
export async function fromSqlGen(
  outputFolder: string,
  flags: SqlGenFlags & CommonFlags,
): Promise<SqlGenReport> {
  const { runSqlGen } = await import('@momq/datagen/sql-gen');
  const { loadDialect } = await import('../dialects/find-dialects.js');
  const { train = 40, validation = 4, test = 4, seed = 1 } = flags;
  const pack = await loadDialect(required(flags.dialect, '--dialect <id>'));
  const writer = await model(
    required(flags.model, '--model <name>'),
    'MOMQ_MODEL_KEY',
    flags.price,
  );
  const judge =
    flags.judge === false
      ? undefined
      : await model(
          required(flags.judge, '--judge <name>, or --no-judge,'),
          'MOMQ_JUDGE_KEY',
          flags.judgePrice,
        );
  const databases = await sources(flags.databases, { train, validation, test }, seed);
  const seeds = flags.seeds === undefined ? undefined : await seedTemplates(flags.seeds);
  const encoder =
    flags.minSimilarity === undefined && flags.maxQuestionSimilarity === undefined
      ? undefined
      : await (await import('@momq/model-minilm')).loadSentenceEncoder({ overflow: 'truncate' });
  const run = (signal: AbortSignal): Promise<SqlGenReport> =>
    runSqlGen({
      outputFolder,
      pack,
      writer,
      ...(judge && { judge }),
      databases,
      ...(seeds && { seeds }),
      seed,
      budget: given({ tokens: flags.budgetTokens, money: flags.budgetMoney }),
      filters: filters(flags, encoder),
      retry: given({ firstWaitMs: flags.retryWait }),
      ...given({
        pairs: flags.pairs,
        templates: flags.newTemplates,
        concurrency: flags.concurrency,
        requestsPerMinute: flags.requestsPerMinute,
        requestTimeoutMs: flags.requestTimeout,
        patience: flags.patience,
        judgeRows: flags.judgeRows,
      }),
      onProgress: countingBar('kept'),
      signal,
    });
  try {
    const report = await untilInterrupted(run);
    await writeFile(path.join(outputFolder, 'report.html'), funnelPage(report));
    return report;
  } finally {
    await encoder?.dispose();
  }
}

/** Prints the funnel and what the models did. */
export function printSqlGen(report: SqlGenReport, output: Output): void {
  const { funnel, asked, kept, fixed, usage, stopped, templates } = report;
  output.print(
    `templates: ${templates.seeds} known, ${templates.expanded} new${templates.rejected === 0 ? '' : `; ${templates.rejected} answers were not taken`}`,
  );
  for (const [reason, count] of Object.entries(templates.reasons).slice(0, 3))
    output.print(`  ${count} × ${reason}`);
  const rows = funnel.map(({ stage, dropped, left, reasons }) => [
    stage,
    dropped,
    left,
    Object.entries(reasons)
      .slice(0, 2)
      .map(([reason, count]) => `${count} × ${reason}`)
      .join('; '),
  ]);
  const columns = ['dropped by', 'pairs', 'left', 'why'];
  output.print(
    formatTable({ columns, rows: [['', 0, asked, ''], ...rows] }, 20, { maxCellWidth: 90 }),
  );
  output.print(`kept ${kept}, of them ${fixed} as the judge fixed them`);
  const counts = [
    'requests',
    'fromJournal',
    'retries',
    'asksAgain',
    'inputTokens',
    'outputTokens',
  ] as const;
  output.print(
    formatTable(
      {
        columns: [
          'role',
          'model',
          'requests',
          'from journal',
          'retries',
          'asked again',
          'tokens in',
          'tokens out',
          'cost',
        ],
        rows: usage.map((each) => [
          each.role,
          each.model,
          ...counts.map((name) => each[name]),
          each.cost === undefined ? '' : each.cost.toFixed(4),
        ]),
      },
      4,
    ),
  );
  const guessed = usage.reduce((sum, { estimated }) => sum + estimated, 0);
  if (guessed > 0)
    output.print(`the server counted no tokens for ${guessed} requests; they are guessed`);
  if (stopped !== undefined) output.print(output.style('yellow', `stopped: ${stopped}`));
}

function required(value: string | undefined, what: string): string {
  if (value === undefined)
    throw new ConfigError(
      `datagen: expected ${what} with --source sql-gen, got none. For example: momq datagen --source sql-gen --dialect <id> --model http://127.0.0.1:8080/v1#qwen --judge ollama:llama3.`,
    );
  return value;
}

async function model(name: string, key: string, price?: TokenPrice): Promise<ModelChoice> {
  const { resolveModel } = await import('@momq/datagen/sql-gen');
  const apiKey = process.env[key] ?? process.env['MOMQ_MODEL_KEY'];
  return { ...(await resolveModel(name, given({ apiKey }))), ...(price && { price }) };
}

async function sources(
  folder: string | undefined,
  counts: DatabaseCounts,
  seed: number,
): Promise<SourceDatabase[]> {
  const { folderSources, generatedSources } = await import('@momq/datagen/sql-gen');
  return folder === undefined ? generatedSources(counts, seed) : folderSources(folder);
}

async function seedTemplates(file: string): Promise<string[]> {
  const { readCorpus } = await import('@momq/datagen/sql-gen');
  const seeds: string[] = [];
  for await (const { query, problem, place } of readCorpus(file, 'template')) {
    if (query === undefined)
      throw new ConfigError(
        `${place}: expected a template, got ${problem}. Make the file with momq datagen templates --out.`,
      );
    seeds.push(query);
  }
  return seeds;
}

function filters(
  flags: SqlGenFlags,
  encoder: SentenceEncoder | undefined,
): NonNullable<SqlGenOptions['filters']> {
  const { minQuestionLength, maxQuestionLength, maxEditDistance, minSimilarity } = flags;
  const { maxQuestionSimilarity, queryTimeout: queryTimeoutMs } = flags;
  return {
    ...given({ minQuestionLength, maxQuestionLength, maxEditDistance, minSimilarity }),
    ...given({ maxQuestionSimilarity, queryTimeoutMs }),
    ...(flags.keepEmpty === true && { dropEmpty: false }),
    ...(flags.keepAggregated === true && { dropAggregatedAggregates: false }),
    ...(encoder && { encode: (texts) => encoder.encodeTexts(texts) }),
  };
}

/** Without the members that are undefined. */
function given<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as never;
}
