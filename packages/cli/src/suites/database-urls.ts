import { existsSync, readFileSync, statSync } from 'node:fs';
import { ConfigError, DatabaseOpenError } from '@momq/core';
import { hideSecrets } from '@momq/core/execution';

/** Where the databases of questions are served. */
export interface DatabaseUrls {
  /** URLs as they will be opened, to tell the dialect by; never empty. */
  readonly samples: readonly string[];
  /** With the account to open it with: not to be printed. @throws DatabaseOpenError for a database that has none */
  urlOf(dbId: string): string;
}

/** What stands for the database's name. */
const placeholder = '{database}';

/**
 * Reads `--databases` where it names servers: a URL with `{database}` in it, as in `neo4j://{database}:{database}@host/{database}`,
 * or a JSON file with the URL of each database under its name. URLs that have no account, and take one, get
 * that of `MOMQ_DATABASE_USER` and `MOMQ_DATABASE_PASSWORD`.
 *
 * @returns undefined for a folder
 * @throws {@link ConfigError} for what is no URL, a file that holds no such object, and half an account where one is needed
 */
export function readDatabaseUrls(
  databases: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): DatabaseUrls | undefined {
  if (databases === undefined) return undefined;
  if (isUrl(databases)) {
    if (!databases.includes(placeholder))
      throw new ConfigError(
        `databases: expected ${placeholder} where the URL has the database's name, got ${hideSecrets(databases)}. Write it there, or give a JSON file with the URL of each database under its name.`,
      );
    const urlOf = (dbId: string): string =>
      completed(
        databases.replaceAll(placeholder, encodeURIComponent(dbId)),
        'databases',
        environment,
      );
    return { samples: [urlOf('database')], urlOf };
  }
  if (!existsSync(databases) || statSync(databases).isDirectory()) return undefined;
  const urls = new Map(
    Object.entries(urlsIn(databases)).map(([name, url]) => [
      name,
      completed(url, `${databases}, ${name}`, environment),
    ]),
  );
  return {
    samples: [...urls.values()],
    urlOf(dbId) {
      const url = urls.get(dbId);
      if (url !== undefined) return url;
      throw new DatabaseOpenError(
        `${databases}: expected the URL of ${dbId}, got those of ${[...urls.keys()].slice(0, 20).join(', ')}. Add it.`,
      );
    },
  };
}

/** `--databases` as records may show it: a folder or file as it is, a URL without account and settings. */
export function shownDatabases(databases: string): string {
  return isUrl(databases) ? hideSecrets(databases) : databases;
}

function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

interface Account {
  readonly user: string;
  readonly password: string;
}

function accountOf(environment: NodeJS.ProcessEnv): Account | undefined {
  const names = ['MOMQ_DATABASE_USER', 'MOMQ_DATABASE_PASSWORD'] as const;
  const [user = '', password = ''] = names.map((name) => environment[name]);
  if (user === '' && password === '') return undefined;
  if (user !== '' && password !== '') return { user, password };
  const [given, missing] = user === '' ? [names[1], names[0]] : names;
  throw new ConfigError(`${missing}: expected a value beside ${given}, got none. Set both.`);
}

/** URLs in which a user and a password are refused, and which need not be WHATWG's: a project may be `example.com:name`. */
const takesNoAccount = /^bigquery:\/\//i;

/** The URL with the account of the environment, where it has none and takes one. */
function completed(text: string, place: string, environment: NodeJS.ProcessEnv): string {
  if (takesNoAccount.test(text)) return text;
  const url = isUrl(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.host === '')
    throw new ConfigError(
      `${place}: expected a URL such as neo4j://localhost:7687/movies, got ${hideSecrets(text)}. Percent-encode special characters.`,
    );
  if (url.username !== '' || url.password !== '') return text;
  const account = accountOf(environment);
  if (account === undefined) return text;
  url.username = encodeURIComponent(account.user);
  url.password = encodeURIComponent(account.password);
  return url.href;
}

function urlsIn(file: string): Readonly<Record<string, string>> {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    // the parser's own message may quote a password
    throw new ConfigError(`${file}: ${wanted}, got what is no JSON. Correct it.`, { cause });
  }
  const isObject = typeof read === 'object' && read !== null && !Array.isArray(read);
  const urls: unknown[] = isObject ? Object.values(read as object) : [];
  if (urls.length > 0 && urls.every((url) => typeof url === 'string'))
    return read as Readonly<Record<string, string>>;
  throw new ConfigError(
    `${file}: ${wanted}, got ${isObject && urls.length === 0 ? 'none' : 'something else'}. Correct it.`,
  );
}

const wanted =
  'expected a JSON object with the URL of each database under its name, as in {"movies": "neo4j://localhost:7687/movies"}';
