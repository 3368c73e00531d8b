import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { untilInterrupted } from '../errors/interrupt.js';
import type { McpFlags } from '../serving/run-mcp.js';
import { positiveInteger } from './number-option.js';
import {
  addHttpOptions,
  addServedOptions,
  refuseHttpOptions,
  requireDatabases,
} from './served-options.js';

/** Where `mcp --http` listens unless it is told otherwise. */
const defaultPort = 7341;

/** Adds `momq mcp` to the program. */
export function addMcpCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('mcp')
    .description('give agents databases as tools, over the Model Context Protocol')
    .option('--http', 'over streamable HTTP at /mcp instead of standard input and output');
  addHttpOptions(addServedOptions(command), defaultPort)
    .option('--timeout <ms>', 'time that a query may run (default: 10000)', positiveInteger)
    .option('--json', 'print one JSON object when it listens (with --http)')
    .addHelpText(
      'after',
      '\nTools: list_databases, describe, ask, query (read-only). In the settings of an agent, as a server with the command\n' +
        '  momq mcp --db /data/shop.db\n' +
        'Standard output holds the protocol alone; errors go to standard error. Options from --port to --grace are of --http.',
    )
    .action((flags: McpFlags) =>
      untilInterrupted(async (signal) => {
        const named = requireDatabases(flags, command);
        if (flags.http !== true) refuseHttpOptions(command);
        const { runMcp } = await import('../serving/run-mcp.js');
        return runMcp(named, { ...context, signal });
      }),
    );
}
