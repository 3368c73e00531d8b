import { reportError } from './errors/report-error.js';
import { wasInterrupted } from './errors/interrupt.js';
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
  try {
    if (args.length === 0) {
      createProgram(context).outputHelp();
      return exitCodes.ok;
    }
    await createProgram(context).parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (wasInterrupted()) {
      context.output.printError(error instanceof Error ? error.message : 'Interrupted.');
      return exitCodes.interrupted;
    }
    return reportError(error, context.output, args.includes('--json'));
  }
}
