import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { RewordReport } from '@momq/datagen/reword';
import type { TokenPrice } from '@momq/datagen/sql-gen';
import type { CommandContext } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { untilInterrupted } from '../errors/interrupt.js';
import type { Output } from '../output/output.js';
import { countingBar } from '../output/progress-bar.js';
import { formatTable } from '../output/table.js';
import { databasesOption, trainingDataOf } from './databases-option.js';
import { milliseconds, positiveInteger, positiveNumber, wholeNumber } from './number-option.js';
import { price } from './sql-gen-options.js';

interface RewordFlags {
  readonly data: string;
  readonly databases?: string;
  readonly dialect: string;
  readonly model: string;
  readonly out: string;
  /** False with `--no-round-trip`. */
  readonly roundTrip: string | false;
  readonly requireAgreement?: boolean;
  readonly questions?: number;
  readonly wordings?: number;
  readonly seed?: number;
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly requestTimeout?: number;
  readonly patience?: number;
  readonly budgetTokens?: number;
  readonly budgetMoney?: number;
  readonly price?: TokenPrice;
  readonly json?: boolean;
}

/** Adds `momq datagen reword` to `momq datagen`. */
export function addDatagenRewordCommand(datagen: Command, { output }: CommandContext): void {
  datagen
    .command('reword')
    .description(
      'have a language model ask the questions of pairs in other words, keep what still says every value, and ask them again; a stopped run goes on where it was',
    )
    .requiredOption('--data <folder>', 'pairs that momq datagen wrote: <dialect>.jsonl')
    .addOption(databasesOption())
    .requiredOption('--dialect <id>', `whose queries the model reads; ${dialectOptionHelp}`)
    .requiredOption(
      '--model <name>',
      'writes the wordings: https://host/v1#model, ollama:model, or openai:, anthropic:, google:, mistral: and a model; the key of a URL is in MOMQ_MODEL_KEY',
    )
    .option(
      '--out <folder>',
      'receives <dialect>.jsonl of every dialect of --data',
      'runs/data/reworded',
    )
    .option('--questions <n>', 'reworded, drawn by --seed (default: all)', positiveInteger)
    .option('--wordings <n>', 'of each question, 5 at most (default: 1)', positiveInteger)
    .option('--round-trip <model>', 'asks both questions again, as --model of momq ask', 'nano')
    .option('--no-round-trip', 'nobody asks again')
    .option('--require-agreement', "drop wordings whose answer has not the gold's rows")
    .option('--seed <n>', 'of what is drawn (default: 1)', wholeNumber)
    .option('--concurrency <n>', 'wordings in work at once (default: 4)', positiveInteger)
    .option('--requests-per-minute <n>', 'at most (default: no limit)', positiveNumber)
    .option(
      '--request-timeout <ms>',
      'of one request, 300000 at most (default: 120000)',
      milliseconds,
    )
    .option(
      '--patience <n>',
      'useless answers in a row at which it ends (default: 30)',
      positiveInteger,
    )
    .option(
      '--budget-tokens <n>',
      'end before more are used, earlier runs included',
      positiveInteger,
    )
    .option('--budget-money <amount>', 'end before more is spent; needs --price', positiveNumber)
    .option('--price <input/output>', 'of a million tokens, for example 0.5/1.5', price)
    .option('--json', 'print one JSON object')
    .action(async (flags: RewordFlags) => {
      const report = await untilInterrupted((signal) => reword(flags, signal));
      const { toJson } = await import('../output/json.js');
      if (flags.json === true) output.print(toJson(report));
      else printReport(report, flags.out, output);
    });
}

async function reword(flags: RewordFlags, signal: AbortSignal): Promise<RewordReport> {
  const { runReword } = await import('@momq/datagen/reword');
  const { resolveModel } = await import('@momq/datagen/sql-gen');
  const { loadDialect, logicalDialects } = await import('../dialects/find-dialects.js');
  const { loadModel } = await import('../models/load-model.js');
  if (path.resolve(flags.out) === path.resolve(flags.data))
    throw new ConfigError('out: expected another folder than --data, got the same.');
  const pack = await loadDialect(flags.dialect);
  const known = (await logicalDialects()).map(({ id }) => id);
  const files = Object.fromEntries(
    known
      .map((id) => [id, path.join(flags.data, `${id}.jsonl`)] as const)
      .filter(([, file]) => existsSync(file)),
  );
  const data = await trainingDataOf(flags, Object.keys(files));
  const apiKey = process.env['MOMQ_MODEL_KEY'];
  const writer = await resolveModel(flags.model, { ...(apiKey !== undefined && { apiKey }) });
  const { roundTrip, budgetTokens: tokens, budgetMoney: money } = flags;
  return runReword({
    ...{ outputFolder: flags.out, pack, files, signal },
    content: (dbId) => data.content(dbId),
    writer: { ...writer, ...(flags.price && { price: flags.price }) },
    ...(roundTrip !== false && { answerer: () => loadModel(roundTrip) }),
    ...(flags.requireAgreement === true && { requireAgreement: true }),
    ...(flags.questions !== undefined && { questions: flags.questions }),
    ...(flags.wordings !== undefined && { wordings: flags.wordings }),
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.concurrency !== undefined && { concurrency: flags.concurrency }),
    ...(flags.requestsPerMinute !== undefined && { requestsPerMinute: flags.requestsPerMinute }),
    ...(flags.requestTimeout !== undefined && { requestTimeoutMs: flags.requestTimeout }),
    ...(flags.patience !== undefined && { patience: flags.patience }),
    budget: { ...(tokens !== undefined && { tokens }), ...(money !== undefined && { money }) },
    onProgress: countingBar('wordings'),
  });
}

function printReport(report: RewordReport, folder: string, output: Output): void {
  const { funnel, asked, kept, diversity, roundTrip, usage, stopped, pairsBySplit } = report;
  const rows = funnel.map(({ stage, dropped, left, reasons }) => [
    ...[stage, dropped, left],
    Object.entries(reasons)
      .slice(0, 2)
      .map(([reason, count]) => `${count} × ${reason}`)
      .join('; '),
  ]);
  const columns = ['dropped by', 'wordings', 'left', 'why'];
  output.print(
    formatTable({ columns, rows: [['', 0, asked, ''], ...rows] }, 10, { maxCellWidth: 90 }),
  );
  const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
  const figures = [diversity.original, diversity.reworded].map((each) => [
    each.words.toFixed(1),
    share(each.differentWords),
    share(each.differentPairs),
    share(each.differentBeginnings),
  ]);
  output.print(
    formatTable(
      {
        columns: [
          'questions',
          'words',
          'different words',
          'different pairs',
          'different beginnings',
        ],
        rows: [
          ['as they were', ...figures[0]!],
          ['in other words', ...figures[1]!],
        ],
      },
      4,
    ),
  );
  output.print(`kept ${kept} of ${asked}; ${share(diversity.change)} of their words are others`);
  if (roundTrip !== undefined)
    output.print(
      `asked again: of ${roundTrip.asked}, ${roundTrip.original} as they were and ${roundTrip.reworded} in other words get the rows of their gold, ${roundTrip.both} both`,
    );
  output.print(
    `${usage.requests} requests (${usage.fromJournal} from the journal), ${usage.inputTokens} tokens in, ${usage.outputTokens} out${usage.cost === undefined ? '' : `, cost ${usage.cost.toFixed(4)}`}`,
  );
  if (stopped !== undefined) output.print(output.style('yellow', `stopped: ${stopped}`));
  for (const [dialect, counts] of Object.entries(pairsBySplit))
    output.print(
      `${dialect}: ${
        Object.entries(counts)
          .map(([split, count]) => `${count} ${split}`)
          .join(', ') || 'none'
      }`,
    );
  output.print(`written to ${folder}`);
}
