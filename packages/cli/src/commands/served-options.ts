import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { modelOptionHelp } from '../models/load-model.js';
import type { ServedFlags } from '../serving/open-served.js';
import { milliseconds, positiveInteger } from './number-option.js';

/** Adds the options that name databases and the model. */
export function addServedOptions(command: Command): Command {
  return command
    .option(
      '--db <[name=]file|url>',
      'a database (required; several with one option each), with the name that requests give it',
      collect,
    )
    .option('--dialect <id>', `${dialectOptionHelp} (default: what each database looks like)`)
    .option('--no-semantics', 'leave out the semantic models beside the databases')
    .option('--model <name>', modelOptionHelp);
}

/** What has a meaning for a server over HTTP alone. */
const httpOptions: readonly string[] = [
  ...['--port', '--host', '--api-key', '--cors', '--allow-host'],
  ...['--max-body', '--request-timeout', '--grace', '--json'],
];

/** Adds the options of a server over HTTP. */
export function addHttpOptions(command: Command, port: number): Command {
  return command
    .option('--port <n>', `0 for a free one`, portNumber, port)
    .option('--host <address>', 'where it listens; beyond loopback only with a key', '127.0.0.1')
    .option(
      '--api-key <key>',
      'what clients send as Authorization: Bearer (default: MOMQ_API_KEY, which other users of the machine do not see)',
    )
    .option('--cors <origin>', 'a web page that may ask; several with one option each', collect)
    .option('--allow-host <name>', 'a name in Host headers, for example of a proxy', collect)
    .option('--max-body <bytes>', 'of a request at most (default: 1048576)', positiveInteger)
    .option('--request-timeout <ms>', 'for a request at most (default: 120000)', positiveInteger)
    .option('--grace <ms>', 'for requests in flight when it stops (default: 10000)', milliseconds);
}

/**
 * The flags with at least one database.
 *
 * @throws CommanderError without `--db`
 */
export function requireDatabases<T extends ServedFlags>(
  flags: T,
  command: Command,
): T & { readonly db: readonly string[] } {
  const { db } = flags;
  if (db === undefined) command.error("required option '--db <[name=]file|url>' not specified");
  return { ...flags, db };
}

/** @throws CommanderError for an option of a server over HTTP, which nothing would heed on standard input and output */
export function refuseHttpOptions(command: Command): void {
  const given = command.options.find(
    (option) =>
      httpOptions.includes(option.long ?? '') &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (given !== undefined)
    command.error(`option '${given.long}' is one of --http. Add --http, or leave it out`);
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

function portNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535)
    throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return value;
}
