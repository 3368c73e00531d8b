import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import { makeFolder } from '@momq/core/execution';
import type { ExperimentVariant } from '@momq/model-nano/experiment';
import type { CommandContext } from '../command-context.js';

/** The methods that a list names, or all that are known. @throws ConfigError for other names */
export function chooseVariants(
  list: string | undefined,
  known: readonly ExperimentVariant[],
): readonly ExperimentVariant[] {
  return chooseNamed(list, known, { option: '--variants', what: 'methods' });
}

/** What a list separated by commas names, each once, or all that is known. @throws ConfigError for other names */
export function chooseNamed<Name extends string>(
  list: string | undefined,
  known: readonly Name[],
  { option, what }: { readonly option: string; readonly what: string },
): readonly Name[] {
  if (list === undefined) return known;
  const chosen = list.split(',').map((name) => {
    const found = known.find((candidate) => candidate === name.trim());
    if (found === undefined)
      throw new ConfigError(
        `${option}: expected ${what} of ${known.join(', ')}, got "${name}". Check the spelling.`,
      );
    return found;
  });
  return [...new Set(chosen)];
}

/** Prints a report, and writes it where `--out` says, as Markdown and as JSON beside it. */
export async function showReport(
  report: { readonly markdown: string; readonly json: string },
  flags: { readonly out?: string; readonly json?: boolean },
  { output }: CommandContext,
): Promise<void> {
  if (flags.out !== undefined) {
    await makeFolder(path.dirname(flags.out));
    writeFileSync(flags.out, report.markdown);
    writeFileSync(`${flags.out.replace(/\.md$/, '')}.json`, `${report.json}\n`);
  }
  output.print(flags.json === true ? report.json : report.markdown);
}

/** The command that gives this report again. */
export function commandLine(experiment: string, flags: object): string {
  const options = Object.entries(flags)
    .filter(([name]) => name !== 'json')
    .map(([name, value]) => {
      const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `--${dashed} ${Array.isArray(value) ? value.join(' ') : String(value)}`;
    });
  return [`momq experiment ${experiment}`, ...options].join(' ');
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
