import { DatabaseOpenError } from '@momq/dialect';

/** Where a Neo4j server is, and as whom to ask it. */
export interface ServerAddress {
  /** Protocol and host; safe to print. */
  readonly server: string;
  readonly user: string;
  readonly password: string;
  /** Undefined: the server's home database. */
  readonly database: string | undefined;
}

/**
 * Reads `bolt://user:password@host:7687/database`. Messages never quote the URL: it may hold a password. An `@` behind the
 * host is refused: it ends a user and password whose special characters were not percent-encoded, and the host is not the host.
 *
 * @throws DatabaseOpenError
 */
export function readServerUrl(source: string): ServerAddress {
  const url = parsed(source);
  if (url === null) throw refused('text that is none');
  if (url.host === '') throw refused('one without a host');
  if (/@/.test(`${url.pathname}${url.search}${url.hash}`)) throw refused('an @ behind the host');
  if (url.search !== '' || url.hash !== '')
    throw refused('parameters behind ? or #, which mean nothing here');
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(
    decoded,
  );
  return {
    server: `${url.protocol}//${url.host}`,
    user: user ?? '',
    password: password ?? '',
    database: database || undefined,
  };
}

function parsed(source: string): URL | null {
  try {
    return new URL(source);
  } catch {
    return null;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refused('a % without two hexadecimal digits behind it');
  }
}

function refused(got: string): DatabaseOpenError {
  return new DatabaseOpenError(
    `cypher: expected a URL such as bolt://user:password@localhost:7687/movies, got ${got}. Percent-encode special characters in user and password.`,
  );
}
