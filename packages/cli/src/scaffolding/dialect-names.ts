import { ConfigError } from '@momq/core';

/** What a new dialect is called, where it is called something. */
export interface DialectNames {
  /** Lower case with dashes, for example `time-table`. */
  readonly id: string;
  /** The function that makes the pack, for example `timeTable`. */
  readonly factory: string;
  /** For readers, for example `Time Table`. */
  readonly name: string;
}

const words =
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield';
/** What the files of a new package call something else. */
const used =
  'createParser defineDialect existsSync given keywords renamed test testDialect tutorials weights';
const reserved = new Set(`${words} ${used}`.split(' '));

/**
 * Names of a new dialect from the one that was asked for.
 *
 * @param taken - ids of dialects that are installed
 * @param displayName - for readers; default: the id's words with a capital each
 * @throws ConfigError when it is no id, is taken, or makes a function's name that JavaScript or the package uses otherwise, and for a display name that cannot
 *   stand in a line of text
 */
export function dialectNames(
  id: string,
  taken: readonly string[],
  displayName?: string,
): DialectNames {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40)
    throw new ConfigError(
      `dialect name: expected up to 40 lower-case letters, digits and single dashes, a letter first, got ${JSON.stringify(id)}. Choose one like duckdb.`,
    );
  const parts = id.split('-');
  const capitals = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  const factory = [parts[0], ...capitals.slice(1)].join('');
  if (reserved.has(factory))
    throw new ConfigError(
      `dialect name: expected a name that a function may have, got ${id}. Choose another, for example ${id}-db.`,
    );
  if (taken.includes(id))
    throw new ConfigError(
      `dialect name: expected a new one, got ${id}, which is installed (momq dialects). Choose another.`,
    );
  if (displayName !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N} .+#-]{0,59}$/u.test(displayName))
    throw new ConfigError(
      `display name: expected up to 60 letters, digits, spaces and signs of .+#-, got ${JSON.stringify(displayName)}. Choose one like DuckDB.`,
    );
  return { id, factory, name: displayName ?? capitals.join(' ') };
}
