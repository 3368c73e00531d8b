import { execFileSync } from 'node:child_process';
import { ConfigError } from '@momq/core';
import type { ExperimentVariant } from '@momq/model-nano/experiment';

/** The methods that a list names, or all that are known. @throws ConfigError for other names */
export function chooseVariants(
  list: string | undefined,
  known: readonly ExperimentVariant[],
): readonly ExperimentVariant[] {
  if (list === undefined) return known;
  return list.split(',').map((name) => {
    const variant = known.find((candidate) => candidate === name.trim());
    if (variant === undefined)
      throw new ConfigError(
        `--variants: expected methods of ${known.join(', ')}, got "${name}". Check the spelling.`,
      );
    return variant;
  });
}

/** The command that gives this report again. */
export function commandLine(flags: object): string {
  const options = Object.entries(flags)
    .filter(([name]) => name !== 'json')
    .map(([name, value]) => {
      const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `--${dashed} ${Array.isArray(value) ? value.join(' ') : String(value)}`;
    });
  return ['momq experiment momq-table', ...options].join(' ');
}

/** The commit of the working folder, or null where there is none. */
export function currentCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    if (error instanceof Error) return null; // no git, or no repository: the report then names no commit
    throw error;
  }
}
