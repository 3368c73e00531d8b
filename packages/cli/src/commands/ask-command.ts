import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { composeMoMQ, startModel } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { modelOptionHelp } from '../models/load-model.js';
import type { CommandContext } from '../command-context.js';
import { DatabaseOpenError, DialectUnknownError } from '@momq/core';
import type { Answer, AskOptions, DialectPack } from '@momq/core';
import { hideSecrets } from '@momq/core/execution';
import { escapeControls } from '../output/escape-controls.js';
import { exitCodes } from '../errors/exit-codes.js';
import { positiveInteger } from './number-option.js';

interface AskFlags {
  readonly db?: string;
  readonly dialect?: string;
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly maxRows?: number;
  readonly timeout?: number;
  readonly guess?: boolean;
  readonly strict?: boolean;
  readonly model?: string;
}

/** Adds `momq ask` to the program. */
export function addAskCommand(program: Command, context: CommandContext): void {
  program
    .command('ask')
    .description('answer a question from a database')
    .argument('<question>', 'in English, in quotes')
    .option('--db <file|url>', 'the database (required)')
    .option('--dialect <id>', `${dialectOptionHelp} (default: what the database looks like)`)
    .option(
      '--explain',
      'show what the query reads, its plan, linked schema items, candidates, expert groups and timings',
    )
    .option('--max-rows <n>', 'rows returned at most (default: 1000)', positiveInteger)
    .option('--timeout <ms>', 'time that a query may run (default: 10000)', positiveInteger)
    .option('--model <name>', modelOptionHelp)
    .option('--guess', 'answer a question that would be declined, as uncertain')
    .option('--strict', 'exit with 4 when the answer is uncertain')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nThe first word printed, and `status` with --json, is answered, uncertain (with what is unsure and what else may be meant)\n' +
        'or declined (with the reason, and without a query). Exit codes: 0 answered or uncertain, 5 declined, 4 uncertain with\n' +
        '--strict, 1 when no query of the model runs; the others are those of momq --help.',
    )
    .action((question: string, flags: AskFlags, command: Command) => {
      // checked here, so that a misspelled --db is told as what it is
      if (flags.db === undefined) command.error("required option '--db <file|url>' not specified");
      return runAsk(question, { ...flags, db: flags.db }, context);
    });
}

async function runAsk(
  question: string,
  flags: AskFlags & { readonly db: string },
  context: CommandContext,
): Promise<void> {
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
  const packs = await loadDialects(dialect);
  if (dialect === undefined && isUrl) requireRecognised(source, packs);
  const momq = composeMoMQ(packs, model);
  try {
    const database = await momq.open(source, dialect === undefined ? {} : { dialect });
    const answer = await momq.ask(question, database, limitsOf(flags));
    context.exitWith?.(exitCodeFor(answer, flags));
    const { matchItems } = await import('../output/linked-items.js');
    const explain = flags.explain === true;
    const linked = explain ? await matchItems(question, database) : undefined;
    const { printQueryFacts, queryFacts } = await import('../output/query-facts.js');
    const pack = packs.find(({ id }) => id === answer.dialect);
    const facts =
      explain && pack !== undefined && answer.status !== 'declined'
        ? await queryFacts(answer.query, pack, database)
        : undefined;
    if (flags.json === true) {
      const { toJson } = await import('../output/json.js');
      output.print(
        toJson({
          ...answer,
          ...(linked !== undefined && { linked }),
          ...(facts !== undefined && { facts }),
        }),
      );
      return;
    }
    const { heading, printAnswer, printExplanation } = await import('../output/answer-text.js');
    printAnswer(answer, output);
    if (linked === undefined) return;
    if (facts !== undefined) {
      heading('what the query reads', output);
      printQueryFacts(facts, output);
    }
    heading('schema items that the question matches', output);
    for (const { item, kind, match, words } of linked) {
      output.print(
        escapeControls(`  ${kind.padEnd(6)}  ${match.padEnd(7)}  ${item}  ← ${words.join(' ')}`),
      );
    }
    printExplanation(answer, output);
  } finally {
    await momq.close();
  }
}

/** @throws DialectUnknownError that names the package to install when no installed pack takes such a URL */
function requireRecognised(source: string, packs: readonly DialectPack[]): void {
  if (packs.some((pack) => pack.recognises(source))) return;
  const scheme = /^[a-z][a-z0-9]*/i.exec(source)?.[0].toLowerCase() ?? 'name';
  const ids = packs.map(({ id }) => id).join(', ');
  throw new DialectUnknownError(
    `database ${hideSecrets(source)}: expected a URL of an installed dialect (${ids}), got ${scheme}://. Install its pack, for example npm install @momq/dialect-${scheme}; any npm package with the keyword momq-dialect is one.`,
  );
}

function exitCodeFor(answer: Answer, { strict }: AskFlags): number {
  if (answer.status === 'declined') return exitCodes.declined;
  return answer.status === 'uncertain' && strict === true ? exitCodes.uncertain : exitCodes.ok;
}

function limitsOf({ maxRows, timeout, guess }: AskFlags): AskOptions {
  return {
    ...(guess === true && { declining: false }),
    ...(maxRows !== undefined && { maxRows }),
    ...(timeout !== undefined && { timeoutMs: timeout }),
  };
}
