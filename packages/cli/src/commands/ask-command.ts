import type { Command } from 'commander';
import type { Answer } from '@momq/core';
import type { CommandContext } from '../command-context.js';
import { exitCodes } from '../errors/exit-codes.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { liveQuery } from '../output/live-query.js';
import { addQuestionOptions, limitsOf, requireDatabase } from './question-options.js';
import type { QuestionFlags } from './question-options.js';

/** Adds `momq ask` to the program. */
export function addAskCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('ask')
    .description('answer a question from a database')
    .argument('<question>', 'in English, in quotes');
  addQuestionOptions(command, { json: 'print one JSON object' })
    .addHelpText(
      'after',
      '\nThe first word printed, and `status` with --json, is answered, uncertain (with what is unsure and what else may be meant)\n' +
        'or declined (with the reason, and without a query). Exit codes: 0 answered or uncertain, 5 declined, 4 uncertain with\n' +
        '--strict, 1 when no query of the model runs; the others are those of momq --help.',
    )
    .action((question: string, flags: QuestionFlags) =>
      untilInterrupted((signal) =>
        runAsk(question, requireDatabase(flags, command), { ...context, signal }),
      ),
    );
}

async function runAsk(
  question: string,
  flags: QuestionFlags & { readonly db: string },
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { output, signal } = context;
  const { withQuestioned } = await import('./open-questioned.js');
  await withQuestioned(flags, context, async (questioned) => {
    const { momq, database } = questioned;
    const live = flags.json === true ? undefined : liveQuery();
    const answer = await momq
      .ask(question, database, {
        ...limitsOf(flags),
        signal,
        ...(live !== undefined && { onProgress: live.onProgress }),
      })
      .finally(() => live?.end());
    context.exitWith?.(exitCodeFor(answer, flags));
    const { printAsked } = await import('../output/print-asked.js');
    await printAsked(answer, questioned, flags, output);
  });
}

function exitCodeFor(answer: Answer, { strict }: QuestionFlags): number {
  if (answer.status === 'declined') return exitCodes.declined;
  return answer.status === 'uncertain' && strict === true ? exitCodes.uncertain : exitCodes.ok;
}
