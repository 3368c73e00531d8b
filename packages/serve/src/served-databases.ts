import { ConfigError } from '@momq/core';
import type { Database } from '@momq/core';
import { ServeError } from './serve-error.js';

/** A database that is served under a name. */
export interface ServedDatabase {
  /** Letters, digits, `.`, `_` and `-`; requests name it. */
  readonly name: string;
  /** Open; it stays yours to close. */
  readonly database: Database;
  /** What it was opened from: messages show its name instead. */
  readonly source?: string;
}

/** The databases of a server by name, and as models of OpenAI's format. */
export class ServedDatabases {
  readonly #all: readonly ServedDatabase[];

  /** @throws ConfigError for none, for names that are none, and for two of one name */
  constructor(databases: readonly ServedDatabase[]) {
    if (databases.length === 0)
      throw new ConfigError('databases: expected at least one, got none. Name a database.');
    const names = new Set<string>();
    for (const { name } of databases) {
      if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
        throw new ConfigError(
          `databases: expected a name of letters, digits, ".", "_" and "-", got ${JSON.stringify(name)}. Give it another.`,
        );
      if (names.has(name))
        throw new ConfigError(`databases: expected each name once, got ${name} twice. Rename one.`);
      names.add(name);
    }
    this.#all = databases;
  }

  /** All, in the order in which they were given. */
  get all(): readonly ServedDatabase[] {
    return this.#all;
  }

  /** Names by source, for what messages may show. */
  get sources(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#all.flatMap(({ name, source }) => (source === undefined ? [] : [[source, name]])),
    );
  }

  /**
   * A database by its name; without one the only one there is.
   *
   * @throws ServeError SERVE_NOT_FOUND
   */
  named(name: string | undefined): ServedDatabase {
    const [only, ...others] = this.#all;
    const found =
      name === undefined && others.length === 0
        ? only
        : this.#all.find((served) => served.name === name);
    if (found !== undefined) return found;
    const names = this.#all.map((served) => served.name).join(', ');
    throw new ServeError(
      'SERVE_NOT_FOUND',
      `database: expected one of ${names}, got ${name ?? 'none'}. Name one of them.`,
      { param: 'database' },
    );
  }

  /** Id of the model that answers from a database. */
  static modelId({ name, database }: ServedDatabase): string {
    return `momq-${database.dialect}/${name}`;
  }

  /** Ids of models with the database that each answers from: one for each database, and one for a dialect that has one alone. */
  models(): ReadonlyMap<string, ServedDatabase> {
    const models = new Map(this.#all.map((served) => [ServedDatabases.modelId(served), served]));
    for (const served of this.#all) {
      const { dialect } = served.database;
      const alone = this.#all.filter(({ database }) => database.dialect === dialect).length === 1;
      if (alone) models.set(`momq-${dialect}`, served);
    }
    return models;
  }
}
