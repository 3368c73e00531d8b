import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { addTrainGroupCommand } from './train-group-command.js';
import { addTrainNanoCommand } from './train-nano-command.js';
import { addTrainTextCommand } from './train-text-command.js';

/** Adds `momq train` to the program. */
export function addTrainCommand(program: Command, context: CommandContext): void {
  const train = program
    .command('train')
    .description('train a model on verified pairs: the embedded one unless another is named')
    .enablePositionalOptions();
  addTrainNanoCommand(train, context);
  addTrainGroupCommand(train, context);
  addTrainTextCommand(train, context);
}
