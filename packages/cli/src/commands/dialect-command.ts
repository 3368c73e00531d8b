import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { addDialectCheckCommand } from './dialect-check-command.js';
import { addDialectNewCommand } from './dialect-new-command.js';

/** Adds `momq dialect` with its subcommands to the program. */
export function addDialectCommand(program: Command, context: CommandContext): void {
  const dialect = program
    .command('dialect')
    .description('write the package of a new dialect, or check one');
  addDialectNewCommand(dialect, context);
  addDialectCheckCommand(dialect, context);
}
