import path from 'node:path';
import type { Command } from 'commander';
import { hideSecrets } from '@momq/core/execution';

/**
 * A command with the options that it was given, and the defaults of those that are numbers, for a provenance. Where a value is an
 * absolute path, which says nothing on other machines, or has a password or key in it, the placeholder of the help stands for it.
 */
export function givenCommandLine(command: Command): string {
  const options = command.options.flatMap((option) => {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    const given = command.getOptionValueSource(name) !== 'default' || typeof value === 'number';
    if (value === undefined || !given || name === 'json') return [];
    // --judge <name> and --no-judge set the same value
    if (option.isBoolean() || option.negate) return value === !option.negate ? [option.long] : [];
    if (typeof value === 'boolean') return [];
    const placeholder = /<[^>]+>/.exec(option.flags)![0].replace('...', '');
    const words = [value].flat().map((each) => word(written(each), placeholder));
    return [[option.long, ...words].join(' ')];
  });
  return [...names(command), ...options].join(' ');
}

function names(command: Command): string[] {
  return [...(command.parent ? names(command.parent) : []), command.name()];
}

/** Several numbers in one value, as in `--price 0.5/1.5`, come parsed into an object. */
function written(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.values(value).join('/')
    : String(value);
}

function word(value: string, placeholder: string): string {
  if (path.isAbsolute(value) || /^file:/i.test(value)) return placeholder;
  if (hideSecrets(value) !== value) return placeholder;
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
