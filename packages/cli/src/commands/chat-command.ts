import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { addQuestionOptions, requireDatabase } from './question-options.js';
import type { QuestionFlags } from './question-options.js';

/** Adds `momq chat` to the program. */
export function addChatCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('chat')
    .description('answer questions and follow-ups, a line each, from a terminal or a pipe');
  addQuestionOptions(command, { json: 'print one JSON object a question' })
    .addHelpText(
      'after',
      '\nA follow-up refines the last answer: how many of them? · only those in Germany · and for 2022? · and their emails ·\n' +
        'sort them by age · just the top 3 · and the average? · per country? · without the inactive ones. Any other line is asked as it\n' +
        'stands. :help lists the commands of the conversation. Ctrl-C cancels a question that runs, a second one leaves, as Ctrl-D does.\n' +
        'From a pipe, every line is a question; the exit code is that of the first one that was not answered, as of momq ask.',
    )
    .action((flags: QuestionFlags) =>
      untilInterrupted(async (signal) => {
        const named = requireDatabase(flags, command);
        const { runChat } = await import('../chat/run-chat.js');
        return runChat(named, { ...context, signal });
      }),
    );
}
