import { ConfigError } from '@momq/dialect';
import type { Database, DialectPack, QueryParser } from '@momq/dialect';
import { hideSecrets } from '../execution/hide-secrets.js';
import { adaptDialect } from '../packs/adapt-dialect.js';
import { checkDatabase } from '../packs/pack-databases.js';
import { DialectUnknownError } from './ask-errors.js';

/** The packs of one MoMQ value: found by id or by source, each with one parser. */
export class InstalledDialects {
  readonly #packs: ReadonlyMap<string, DialectPack>;
  readonly #parsers = new Map<string, Promise<QueryParser>>();
  readonly #checked = new WeakSet<Database>();

  /** @throws {@link ConfigError} for no packs, two packs with one id, or a pack that is not one */
  constructor(dialects: readonly DialectPack[]) {
    if (!Array.isArray(dialects) || dialects.length === 0)
      throw new ConfigError(
        `dialects: expected at least one pack, got ${Array.isArray(dialects) ? 'none' : typeof dialects}. Pass createMoMQ({ dialects: [dialect()] }) what the factory of a dialect's package returns.`,
      );
    const packs = new Map<string, DialectPack>();
    for (const given of dialects) {
      const pack = adaptDialect(given);
      const twin = packs.get(pack.id);
      if (twin !== undefined)
        throw new ConfigError(
          `dialects: expected one pack per id, got two with id ${pack.id} (${twin.displayName}, ${twin.version}; ${pack.displayName}, ${pack.version}). Remove one.`,
        );
      packs.set(pack.id, pack);
    }
    this.#packs = packs;
  }

  /** All packs, in the order in which they were given. */
  get packs(): readonly DialectPack[] {
    return [...this.#packs.values()];
  }

  /** @throws {@link DialectUnknownError} that lists the installed ids */
  byId(id: string): DialectPack {
    const pack = this.#packs.get(id);
    if (pack === undefined) {
      throw new DialectUnknownError(
        `dialect: expected one of ${this.#ids()}, got ${id}. Add its pack to createMoMQ({ dialects }).`,
      );
    }
    return pack;
  }

  /**
   * The pack that recognises a file or URL; the only pack, if there is but one.
   *
   * @throws {@link DialectUnknownError} when none or several do
   */
  bySource(source: string): DialectPack {
    const { packs } = this;
    const matches = packs.length === 1 ? packs : packs.filter((pack) => pack.recognises(source));
    const [pack] = matches;
    if (pack === undefined || matches.length > 1) {
      const got = pack === undefined ? 'none' : matches.map(({ id }) => id).join(' and ');
      throw new DialectUnknownError(
        `database ${hideSecrets(source)}: expected one of ${this.#ids()} to recognise it, got ${got}. Name the dialect.`,
      );
    }
    return pack;
  }

  /**
   * The pack of an open database, which may have been opened by the pack itself.
   *
   * @throws {@link DialectUnknownError} when it is not installed, {@link ConfigError} when the database lacks what it claims
   */
  of(database: Database): DialectPack {
    const pack = this.byId(database.dialect);
    if (!this.#checked.has(database)) checkDatabase(pack, database);
    this.#checked.add(database);
    return pack;
  }

  /** The pack's parser, created at its first use; a failed load is tried again. */
  async parser(pack: DialectPack): Promise<QueryParser> {
    const parser = this.#parsers.get(pack.id) ?? pack.createParser();
    this.#parsers.set(pack.id, parser);
    try {
      return await parser;
    } catch (error) {
      this.#parsers.delete(pack.id);
      throw error;
    }
  }

  #ids(): string {
    return [...this.#packs.keys()].join(', ');
  }
}
