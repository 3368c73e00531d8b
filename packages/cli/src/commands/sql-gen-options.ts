import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { TokenPrice } from '@momq/datagen/sql-gen';
import { milliseconds, positiveInteger, positiveNumber } from './number-option.js';

/** Options of `momq datagen --source sql-gen` alone. */
export interface SqlGenFlags {
  readonly model?: string;
  /** False with `--no-judge`. */
  readonly judge?: string | false;
  readonly pairs?: number;
  readonly newTemplates?: number;
  readonly seeds?: string;
  readonly databases?: string;
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly budgetTokens?: number;
  readonly budgetMoney?: number;
  readonly price?: TokenPrice;
  readonly judgePrice?: TokenPrice;
  readonly requestTimeout?: number;
  readonly retryWait?: number;
  readonly patience?: number;
  readonly judgeRows?: number;
  readonly minQuestionLength?: number;
  readonly maxQuestionLength?: number;
  readonly maxEditDistance?: number;
  readonly minSimilarity?: number;
  readonly maxQuestionSimilarity?: number;
  readonly queryTimeout?: number;
  readonly keepEmpty?: boolean;
  readonly keepAggregated?: boolean;
}

/** Adds the options of {@link SqlGenFlags}. */
export function addSqlGenOptions(command: Command): Command {
  return command
    .optionsGroup('With --source sql-gen:')
    .option(
      '--model <name>',
      'writes templates and pairs: https://host/v1#model, ollama:model, or openai:, anthropic:, google:, mistral: and a model; keys of URLs are in MOMQ_MODEL_KEY and MOMQ_JUDGE_KEY',
    )
    .option('--judge <name>', 'another model, which checks and mends each pair')
    .option('--no-judge', 'nobody checks')
    .option('--pairs <n>', 'pairs wanted (default: 1000)', positiveInteger)
    .option(
      '--new-templates <n>',
      'templates that the model writes (default: 200)',
      positiveInteger,
    )
    .option(
      '--seeds <file>',
      'templates to begin with, from momq datagen templates --out (default: those of the tutorials)',
    )
    .option(
      '--databases <folder>',
      '<id>.json, or folders with schema.sql and data/, for sql-gen and intents (default: generated ones)',
    )
    .option('--concurrency <n>', 'pairs in work at once (default: 4)', positiveInteger)
    .option('--requests-per-minute <n>', 'at most (default: no limit)', positiveNumber)
    .option(
      '--budget-tokens <n>',
      'end before more are used, earlier runs with this --out included',
      positiveInteger,
    )
    .option('--budget-money <amount>', 'end before more is spent; needs --price', positiveNumber)
    .option(
      '--price <input/output>',
      "the model's price of a million tokens, for example 0.5/1.5",
      price,
    )
    .option('--judge-price <input/output>', "the judge's", price)
    .option(
      '--request-timeout <ms>',
      'of one request, 300000 at most (default: 120000)',
      milliseconds,
    )
    .option(
      '--retry-wait <ms>',
      'before a failed request is made again, doubled each time (default: 500)',
      milliseconds,
    )
    .option(
      '--patience <n>',
      'useless answers in a row at which the run ends (default: 30)',
      positiveInteger,
    )
    .option('--judge-rows <n>', 'rows that the judge sees (default: 10)', positiveInteger)
    .option('--min-question-length <n>', 'in characters (default: 10)', positiveInteger)
    .option('--max-question-length <n>', 'in characters (default: 300)', positiveInteger)
    .option(
      '--max-edit-distance <share>',
      'of a value from the words of its question (default: 0.34)',
      positiveNumber,
    )
    .option(
      '--min-similarity <cosine>',
      'values said in other words count by the sentence encoder, which this or --max-question-similarity loads (default: 0.5 with the encoder)',
      positiveNumber,
    )
    .option(
      '--max-question-similarity <cosine>',
      'to an earlier question with the same values, by the sentence encoder (default: 0.95 with the encoder)',
      positiveNumber,
    )
    .option('--query-timeout <ms>', 'of a query (default: 5000)', milliseconds)
    .option('--keep-empty', 'keep queries without rows')
    .option('--keep-aggregated', 'keep aggregates of columns that are one by name, AVG(avg_age)');
}

/** Reads `0.5/1.5`. */
export function price(text: string): TokenPrice {
  const [, input, output] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (input === undefined || output === undefined)
    throw new InvalidArgumentError(
      'Expected two amounts with a slash between, for example 0.5/1.5.',
    );
  return { input: Number(input), output: Number(output) };
}
