import { Command } from 'commander';
import { addAdaptCommand } from './commands/adapt-command.js';
import { addAskCommand } from './commands/ask-command.js';
import { addCalibrateCommand } from './commands/calibrate-command.js';
import { addChatCommand } from './commands/chat-command.js';
import { addDatagenCommand } from './commands/datagen-command.js';
import { addDemoCommand } from './commands/demo-command.js';
import { addDialectCommand } from './commands/dialect-command.js';
import { addDialectsCommand } from './commands/dialects-command.js';
import { addDoctorCommand } from './commands/doctor-command.js';
import { addEvalCommand } from './commands/eval-command.js';
import { addExperimentCommand } from './commands/experiment-command.js';
import { addInspectCommand } from './commands/inspect-command.js';
import { addExportCommand } from './commands/export-command.js';
import { addMcpCommand } from './commands/mcp-command.js';
import { addMergeCommand } from './commands/merge-command.js';
import { addServeCommand } from './commands/serve-command.js';
import { addTeachCommand } from './commands/teach-command.js';
import { addTrainCommand } from './commands/train-command.js';
import type { CommandContext } from './command-context.js';
import { momqVersion } from './momq-version.js';

/** The command tree of `momq`. Errors are thrown, not printed: {@link main} reports them. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('momq')
    .description('Ask a database questions in English; get the query and its rows.')
    .version(momqVersion)
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => context.output.print(text.trimEnd()),
      writeErr: () => undefined,
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 answered, 1 no query that runs, 2 wrong usage, 3 database or model not available, 4 uncertain (ask --strict only), 5 declined, 70 defect, 130 Ctrl-C, 143 SIGTERM.\n' +
        'Errors go to standard error as "CODE: message", with --json as {"error":{"code","message"}}.',
    );
  addAskCommand(program, context);
  addChatCommand(program, context);
  addDemoCommand(program, context);
  addCalibrateCommand(program, context);
  addDatagenCommand(program, context);
  addDialectCommand(program, context);
  addDialectsCommand(program, context);
  addDoctorCommand(program, context);
  addEvalCommand(program, context);
  addExperimentCommand(program, context);
  addInspectCommand(program, context);
  addExportCommand(program, context);
  addMcpCommand(program, context);
  addMergeCommand(program, context);
  addServeCommand(program, context);
  addTeachCommand(program, context);
  addAdaptCommand(program, context);
  addTrainCommand(program, context);
  return program;
}
