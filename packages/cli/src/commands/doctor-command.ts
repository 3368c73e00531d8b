import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import type { Check } from '../doctor/check.js';
import { exitCodes } from '../errors/exit-codes.js';
import { escapeControls } from '@momq/core/execution';
import type { Output, Style } from '../output/output.js';

interface DoctorOptions {
  readonly db?: string;
  readonly dialect?: string;
  readonly model?: string;
  readonly json?: boolean;
}

/** Adds `momq doctor` to the program. */
export function addDoctorCommand(program: Command, { output, exitWith }: CommandContext): void {
  program
    .command('doctor')
    .description('say what is installed and works, what is missing or broken, and what to do')
    .option('--db <file|url>', 'open this database too, and say what of it could not be read')
    .option('--dialect <id>', dialectOptionHelp)
    .option('--model <name|folder>', 'the model to look at (default: nano)')
    .option('--json', 'print one JSON object')
    .action(async ({ db, dialect, model, json = false }: DoctorOptions) => {
      const { checkSystem } = await import('../doctor/system-checks.js');
      const { checkPacks } = await import('../doctor/pack-checks.js');
      const { checkDatabase } = await import('../doctor/database-check.js');
      const { isSound } = await import('../doctor/check.js');
      const checks: Check[] = [...(await checkSystem(model)), ...(await checkPacks())];
      if (db !== undefined) checks.push(await checkDatabase(db, dialect));
      const ok = isSound(checks);
      if (json) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson({ ok, checks }));
      } else {
        for (const line of checks.flatMap((check) => linesOf(check, output))) output.print(line);
        output.print(
          ok
            ? 'Everything that is needed works.'
            : 'Something that is needed does not work: see above.',
        );
      }
      if (!ok) exitWith?.(exitCodes.environment);
    });
}

const styles: Readonly<Record<Check['state'], Style>> = {
  ok: 'green',
  missing: 'yellow',
  broken: 'red',
};

function linesOf(check: Check, { style }: Output): string[] {
  const { state, area, part, detail, remedy, notes = [], needed = true } = check;
  const optional = state !== 'ok' && !needed ? ' (optional)' : '';
  const indent = ' '.repeat(9);
  return [
    `${style(styles[state], state.padEnd(7))}  ${area}, ${part}${optional}: ${escapeControls(detail)}`,
    ...notes.map((note) => indent + escapeControls(note)),
    ...(state === 'ok' || remedy === undefined ? [] : [`${indent}${remedy}.`]),
  ];
}
