import { reportError } from './errors/report-error.js';
import { interruptedBy } from './errors/interrupt.js';
import { exitCodes } from './errors/exit-codes.js';
import { processOutput } from './output/output.js';
import type { CommandContext } from './command-context.js';
import { createProgram } from './program.js';

/**
 * Runs one command line.
 *
 * @param args - arguments without the program's own name
 * @param context - default: the process's own output and the embedded model
 * @returns the exit code
 */
export async function main(
  args: readonly string[],
  context: CommandContext = { output: processOutput() },
): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const exitWith = (code: number): void => {
    exitCode = code;
  };
  try {
    if (args.length === 0) {
      createProgram(context).outputHelp();
      return exitCodes.ok;
    }
    await createProgram({ ...context, exitWith }).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const code = reportError(error, context.output, args, nameOfCommand(args, context));
    switch (interruptedBy(error)) {
      case 'SIGINT':
        return exitCodes.interrupted;
      case 'SIGTERM':
        return exitCodes.terminated;
      case undefined:
        return code;
    }
  }
}

/** `momq datagen sql-gen` of a command line that begins so: whose `--help` says what is wrong with it. */
function nameOfCommand(args: readonly string[], context: CommandContext): string {
  let command = createProgram(context);
  const names = [command.name()];
  for (const arg of args) {
    const inner = command.commands.find((each) => each.name() === arg);
    if (inner === undefined) break;
    command = inner;
    names.push(arg);
  }
  return names.join(' ');
}
