import path from 'node:path';
import { ConfigError } from '@momq/core';

/** A database of a command line. */
export interface NamedSource {
  readonly name: string;
  readonly source: string;
}

/**
 * Reads `--db name=source` and `--db source`. A source without a name gets that of its file, or of the database in its URL.
 *
 * @throws ConfigError for a source that no name can be made of, and for two of one name
 */
export function readSources(values: readonly string[]): readonly NamedSource[] {
  const sources = values.map(readSource);
  const [twice] = sources.filter(
    ({ name }, index) => sources.findIndex((other) => other.name === name) !== index,
  );
  if (twice !== undefined)
    throw new ConfigError(
      `--db: expected each name once, got ${twice.name} twice. Name one of them: --db other=<file|url>.`,
    );
  return sources;
}

function readSource(value: string): NamedSource {
  const named = /^([A-Za-z0-9][\w.-]*)=(.+)$/.exec(value);
  if (named !== null) return { name: named[1]!, source: named[2]! };
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
  const name = isUrl ? nameInUrl(value) : path.basename(value, path.extname(value));
  const plain = name.replaceAll(/[^\w.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  if (plain === '')
    throw new ConfigError(
      '--db: expected a source with a name in it, got one without. Name it: --db shop=<file|url>.',
    );
  return { name: plain, source: value };
}

/** The database in a URL, else its host; never an account or a password. */
function nameInUrl(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, hostname } = new URL(url);
  return pathname.split('/').findLast((part) => part !== '') ?? hostname;
}
