import type { CommandContext, CommandInput } from '../command-context.js';
import { withQuestioned } from '../commands/open-questioned.js';
import type { QuestionFlags } from '../commands/question-options.js';
import { escapeControls } from '@momq/core/execution';
import { ChatLines } from './chat-lines.js';
import { ChatSession } from './chat-session.js';

/**
 * Reads lines until they end or `:quit`, and answers each: a question, or a command of the conversation. In a terminal Ctrl-C cancels
 * the question that runs; where none does, a second one leaves.
 *
 * @throws the signal's reason once it is aborted, and what opening the database throws; what a question throws is printed
 */
export async function runChat(
  flags: QuestionFlags & { readonly db: string },
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { output, signal, input = processInput() } = context;
  await withQuestioned(flags, context, async (questioned) => {
    const session = new ChatSession(questioned, flags, output);
    if (input.terminal) {
      const { name } = await questioned.database.schema({ signal });
      const dialect = questioned.database.dialect;
      output.print(
        output.style(
          'dim',
          escapeControls(`${name} (${dialect}) · :help lists commands, :quit leaves`),
        ),
      );
    }
    const lines = new ChatLines(input, signal);
    lines.onInterrupt(() => session.cancel());
    for await (const line of lines) {
      if (!input.terminal && flags.json !== true && line.trim() !== '')
        output.print(output.style('bold', escapeControls(`> ${line.trim()}`)));
      const goesOn = await session.read(line, signal);
      if (!input.terminal && flags.json !== true && line.trim() !== '') output.print('');
      if (!goesOn) break;
    }
    lines.close();
    signal.throwIfAborted();
    // in a terminal the person has seen what became of each question
    if (!input.terminal) context.exitWith?.(session.exitCode);
  });
}

function processInput(): CommandInput {
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  return { stream: process.stdin, terminal, echo: process.stdout };
}
