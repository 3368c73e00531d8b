import { defineDialect } from '@momq/dialect';
import type { DialectPack, QueryParser } from '@momq/dialect';
import { ConfigError } from '@momq/dialect';
import { hideSecrets } from '../execution/hide-secrets.js';
import { DialectUnknownError } from './ask-errors.js';

/** The packs of one MoMQ value: found by id or by source, each with one parser. */
export class InstalledDialects {
  readonly #packs: ReadonlyMap<string, DialectPack>;
  readonly #parsers = new Map<string, Promise<QueryParser>>();

  /** @throws {@link ConfigError} for no packs, two packs with one id, or a pack that is not one */
  constructor(dialects: readonly DialectPack[]) {
    if (dialects.length === 0) {
      throw new ConfigError(
        'dialects: expected at least one pack, got none. Pass for example createMoMQ({ dialects: [sqlite()] }).',
      );
    }
    const packs = new Map<string, DialectPack>();
    for (const pack of dialects) {
      if (packs.has(defineDialect(pack).id)) {
        throw new ConfigError(
          `dialects: expected one pack per id, got two with id ${pack.id}. Remove one.`,
        );
      }
      packs.set(pack.id, pack);
    }
    this.#packs = packs;
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
    const all = [...this.#packs.values()];
    const matches = all.length === 1 ? all : all.filter((pack) => pack.recognises(source));
    const [pack] = matches;
    if (pack === undefined || matches.length > 1) {
      const got = pack === undefined ? 'none' : matches.map(({ id }) => id).join(' and ');
      throw new DialectUnknownError(
        `database ${hideSecrets(source)}: expected one of ${this.#ids()} to recognise it, got ${got}. Name the dialect.`,
      );
    }
    return pack;
  }

  /** The pack's parser, created at its first use. */
  parser(pack: DialectPack): Promise<QueryParser> {
    const parser = this.#parsers.get(pack.id) ?? pack.createParser();
    this.#parsers.set(pack.id, parser);
    return parser;
  }

  #ids(): string {
    return [...this.#packs.keys()].join(', ');
  }
}
