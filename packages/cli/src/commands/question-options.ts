import type { Command } from 'commander';
import type { AskOptions } from '@momq/core';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { modelOptionHelp } from '../models/load-model.js';
import { positiveInteger } from './number-option.js';

/** What commands that answer questions from one database are told. */
export interface QuestionFlags {
  readonly db?: string;
  readonly dialect?: string;
  readonly semantics?: string | false;
  readonly maxRows?: number;
  readonly timeout?: number;
  readonly candidates?: number;
  readonly guess?: boolean;
  readonly strict?: boolean;
  readonly model?: string;
  readonly explain?: boolean;
  readonly json?: boolean;
}

/** Adds the options of {@link QuestionFlags}. */
export function addQuestionOptions(command: Command, { json }: { readonly json: string }): Command {
  return command
    .option('--db <file|url>', 'the database (required)')
    .option('--dialect <id>', `${dialectOptionHelp} (default: what the database looks like)`)
    .option(
      '--semantics <file>',
      'what to teach about it: an Open Semantic Interchange file or a dbt schema.yml (default: shop.osi.yaml beside shop.db)',
    )
    .option('--no-semantics', 'leave out the file beside the database')
    .option(
      '--explain',
      'show what the query reads, its plan, linked schema items, candidates, expert groups and timings',
    )
    .option('--max-rows <n>', 'rows returned at most (default: 1000)', positiveInteger)
    .option('--timeout <ms>', 'time that a query may run (default: 10000)', positiveInteger)
    .option('--model <name>', modelOptionHelp)
    .option(
      '--candidates <n>',
      'queries that the model may propose; those of a language model vote by their rows (default: its own)',
      positiveInteger,
    )
    .option('--guess', 'answer a question that would be declined, as uncertain')
    .option('--strict', 'exit with 4 when the answer is uncertain')
    .option('--json', json);
}

/**
 * The flags with the database that they must name. Checked after parsing, so that a misspelled `--db` is told as what it is.
 *
 * @throws CommanderError without `--db`
 */
export function requireDatabase<T extends QuestionFlags>(
  flags: T,
  command: Command,
): T & { readonly db: string } {
  const { db } = flags;
  if (db === undefined) command.error("required option '--db <file|url>' not specified");
  return { ...flags, db };
}

/** The limits that the flags set. */
export function limitsOf({ maxRows, timeout, candidates, guess }: QuestionFlags): AskOptions {
  return {
    ...(guess === true && { declining: false }),
    ...(maxRows !== undefined && { maxRows }),
    ...(candidates !== undefined && { maxCandidates: candidates }),
    ...(timeout !== undefined && { timeoutMs: timeout }),
  };
}
