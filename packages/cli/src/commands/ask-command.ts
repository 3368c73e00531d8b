import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { composeMoMQ, startModel } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { modelOptionHelp } from '../models/load-model.js';
import type { CommandContext } from '../command-context.js';
import { DatabaseOpenError } from '@momq/core';
import type { AskOptions } from '@momq/core';
import { positiveInteger } from './number-option.js';

interface AskFlags {
  readonly db: string;
  readonly dialect?: string;
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly maxRows?: number;
  readonly timeout?: number;
  readonly model?: string;
}

/** Adds `momq ask` to the program. */
export function addAskCommand(program: Command, context: CommandContext): void {
  program
    .command('ask')
    .description('answer a question from a database')
    .argument('<question>', 'in English, in quotes')
    .requiredOption('--db <file|url>', 'the database')
    .option('--dialect <id>', `${dialectOptionHelp} (default: what the database looks like)`)
    .option('--explain', 'show linked schema items, candidates, expert groups and timings')
    .option('--max-rows <n>', 'rows returned at most (default: 1000)', positiveInteger)
    .option('--timeout <ms>', 'time that a query may run (default: 10000)', positiveInteger)
    .option('--model <name>', modelOptionHelp)
    .option('--json', 'print one JSON object')
    .action((question: string, flags: AskFlags) => runAsk(question, flags, context));
}

async function runAsk(question: string, flags: AskFlags, context: CommandContext): Promise<void> {
  const { output } = context;
  const { db: source, dialect } = flags;
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
  if (dialect === undefined && !isUrl && !existsSync(source)) {
    throw new DatabaseOpenError(
      `database: expected a file, got ${source}, which does not exist. Check the path.`,
    );
  }
  const { loadDialects } = await import('../dialects/find-dialects.js');
  const model = startModel(context, flags.model);
  const momq = composeMoMQ(await loadDialects(dialect), model);
  try {
    const database = await momq.open(source, dialect === undefined ? {} : { dialect });
    const answer = await momq.ask(question, database, limitsOf(flags));
    const { matchItems } = await import('../output/linked-items.js');
    const linked = flags.explain === true ? await matchItems(question, database) : undefined;
    if (flags.json === true) {
      const { toJson } = await import('../output/json.js');
      output.print(toJson({ ...answer, ...(linked !== undefined && { linked }) }));
      return;
    }
    const { heading, printAnswer, printExplanation } = await import('../output/answer-text.js');
    printAnswer(answer, output);
    if (linked === undefined) return;
    heading('schema items that the question matches', output);
    for (const { item, kind, match, words } of linked) {
      output.print(`  ${kind.padEnd(6)}  ${match.padEnd(7)}  ${item}  ← ${words.join(' ')}`);
    }
    printExplanation(answer, output);
  } finally {
    await momq.close();
  }
}

function limitsOf({ maxRows, timeout }: AskFlags): AskOptions {
  return {
    ...(maxRows !== undefined && { maxRows }),
    ...(timeout !== undefined && { timeoutMs: timeout }),
  };
}
