import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { untilInterrupted } from '../errors/interrupt.js';
import type { ServeFlags } from '../serving/run-serve.js';
import { positiveInteger } from './number-option.js';
import { addHttpOptions, addServedOptions, requireDatabases } from './served-options.js';

/** Where `serve` listens unless it is told otherwise. */
const defaultPort = 7340;

/** Adds `momq serve` to the program. */
export function addServeCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('serve')
    .description("answer questions over HTTP, in OpenAI's format and a plain one");
  addHttpOptions(addServedOptions(command), defaultPort)
    .option('--max-concurrent <n>', 'questions at once at most (default: 64)', positiveInteger)
    .option('--max-rows <n>', 'rows of an answer at most (default: 1000)', positiveInteger)
    .option('--timeout <ms>', 'time that a query may run (default: 10000)', positiveInteger)
    .option('--json', 'print one JSON object when it listens')
    .addHelpText(
      'after',
      '\nPOST /v1/chat/completions and GET /v1/models as of OpenAI: model momq-<dialect>/<name>, or momq-<dialect> where one database has\n' +
        'that dialect; the last message is the question, those before it are what it may follow up on. POST /ask {"question", "database",\n' +
        '"history", "options"} gives the answer of momq ask --json. GET /health, GET /metrics (Prometheus).\n' +
        'Ctrl-C and SIGTERM end what was begun within --grace, and then exit with 0.',
    )
    .action((flags: ServeFlags) =>
      untilInterrupted(async (signal) => {
        const named = requireDatabases(flags, command);
        const { runServe } = await import('../serving/run-serve.js');
        return runServe(named, { ...context, signal });
      }),
    );
}
