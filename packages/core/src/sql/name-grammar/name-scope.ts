import type { WrittenName } from '../../text-grammar/grammar-node.js';
import { ComputedNames } from './computed-names.js';
import { EarlyAliases, isShort } from './early-aliases.js';
import {
  isOpen,
  isSomewhereOpen,
  wanting,
  type Clause,
  type Output,
  type QueryNames,
} from './query-names.js';
import { isPlain, KeyedNames, writtenKey, type SchemaNames, type Source } from './sql-names.js';

/** Rules for names of one schema within queries. */
export class NameScope {
  readonly names: SchemaNames;
  readonly #computed: ComputedNames;
  readonly #early: EarlyAliases;
  /** Clauses in which a column of the result may stand by its alias. */
  readonly #aliasClauses: ReadonlySet<Clause>;
  readonly #aliases = new WeakMap<readonly Output[], KeyedNames>();

  constructor(names: SchemaNames, aliasClauses: ReadonlySet<Clause>) {
    this.names = names;
    this.#computed = new ComputedNames(names);
    this.#early = new EarlyAliases(names, this.#computed);
    this.#aliasClauses = aliasClauses;
  }

  /** Whether a column that may be named here begins so. */
  columnBegins(query: QueryNames, beginning: WrittenName): boolean {
    if (isOpen(query)) {
      if (this.names.columns.begins(beginning)) return true;
      if (query.expressions.some(({ columns }) => columns?.begins(beginning))) return true;
      if (this.#computed.columnBegins(beginning)) return true;
    }
    if (query.sources.some((source) => this.#columnsOf(source).begins(beginning))) return true;
    if (this.#aliasesHere(query)?.begins(beginning) === true) return true;
    const { outer } = query;
    return outer !== null && !isOpen(outer) && this.columnBegins(outer, beginning);
  }

  /** The query that names a column; undefined where there is none, or several with it. */
  withColumn(query: QueryNames, name: WrittenName): QueryNames | undefined {
    const key = writtenKey(name, this.names.rules);
    const item = query.item === undefined && query.clause === 'select' ? key : null;
    const named = query.clause === 'select' ? { ...query, item } : query;
    const early = (): QueryNames => ({
      ...named,
      wanted: query.wanted.includes(key) ? query.wanted : [...query.wanted, key],
    });
    if (isOpen(query)) {
      const known =
        this.names.columns.has(name) ||
        query.expressions.some(({ columns }) => columns?.has(name) === true);
      if (known) return early();
    }
    if (this.#aliasesHere(query)?.has(name) === true) return named;
    const owners = query.sources.filter((source) => this.#columnsOf(source).has(name)).length;
    if (owners === 1 || (owners > 1 && query.merged)) return named;
    if (owners > 1) return undefined;
    const { outer } = query;
    if (outer !== null && !isOpen(outer) && this.withColumn(outer, name) !== undefined)
      return named;
    return isOpen(query) && this.#computed.hasColumn(name) ? early() : undefined;
  }

  /** Whether what columns can be read of with a point begins so. */
  sourceBegins(query: QueryNames, beginning: WrittenName): boolean {
    const key = writtenKey(beginning, this.names.rules);
    const { text, quoted } = beginning;
    const fits = (source: Source): boolean =>
      source.key.startsWith(key) && (quoted || isPlain(source.key, this.names.rules));
    if (query.sources.some(fits)) return true;
    if (isOpen(query)) {
      if (this.names.qualifiers.begins(beginning) || query.expressions.some(fits)) return true;
      if (!quoted && isShort(text)) return true;
    }
    return query.outer !== null && this.sourceBegins(query.outer, beginning);
  }

  /** What a name before a point stands for. */
  qualifier(query: QueryNames, name: WrittenName): Qualifier | undefined {
    const { rules } = this.names;
    const key = writtenKey(name, rules);
    if (!name.quoted && !isPlain(key, rules)) return undefined;
    const source = query.sources.find((each) => each.key === key);
    if (source !== undefined) return { source };
    if (isOpen(query)) {
      const table = [...query.expressions, ...this.names.all].find((each) => each.key === key);
      if (table !== undefined || (!name.quoted && this.#early.fits(key))) return { alias: key };
    }
    return query.outer === null ? undefined : this.qualifier(query.outer, name);
  }

  fieldBegins(query: QueryNames, of: Qualifier, beginning: WrittenName): boolean {
    if ('source' in of) return this.#columnsOf(of.source).begins(beginning);
    return this.#early.fieldBegins(query, of.alias, beginning);
  }

  /** The query that names a column behind a point. */
  withField(query: QueryNames, of: Qualifier, name: WrittenName): QueryNames | undefined {
    const key = writtenKey(name, this.names.rules);
    const item = query.item === undefined && query.clause === 'select' ? key : null;
    const named = query.clause === 'select' ? { ...query, item } : query;
    if ('source' in of) return this.#columnsOf(of.source).has(name) ? named : undefined;
    return this.#early.hasField(query, of.alias, name) ? wanting(named, of.alias, key) : undefined;
  }

  /** The query with one source more; undefined where a column that was read of its name is not in it. */
  withSource(query: QueryNames, source: Source): QueryNames | undefined {
    if (query.sources.some(({ key }) => key === source.key)) return undefined;
    const wanted = query.wantedAliases.find(({ key }) => key === source.key);
    const { columns } = source;
    if (columns !== null && wanted?.columns.some((key) => !columns.hasKey(key))) return undefined;
    return { ...query, sources: [...query.sources, source] };
  }

  /** Ends SELECT and FROM: every name that was used before has to be one of the sources now. */
  settled(query: QueryNames): QueryNames | undefined {
    if (!['select', 'from', 'on'].includes(query.clause)) return query;
    let outer = query.outer;
    for (const { key, columns } of query.wantedAliases) {
      const own = query.sources.find((source) => source.key === key);
      if (own !== undefined) {
        if (columns.some((column) => !this.#has(query, own, column))) return undefined;
        continue;
      }
      if (outer === null) return undefined;
      let passed: QueryNames | undefined = outer;
      for (const column of columns) {
        const name = { text: column, quoted: true };
        const of: Qualifier | undefined = this.qualifier(passed, { text: key, quoted: true }) ?? {
          alias: key,
        };
        if (!('source' in of) && !isSomewhereOpen(passed)) return undefined;
        passed = this.withField(passed, of, name);
        if (passed === undefined) return undefined;
      }
      outer = passed;
    }
    for (const key of query.wanted) {
      if (query.sources.some((source) => this.#has(query, source, key))) continue;
      const passed = outer && this.withColumn(outer, { text: key, quoted: true });
      if (!passed) return undefined;
      outer = passed;
    }
    return { ...query, outer, wanted: [], wantedAliases: [] };
  }

  /** Whether a source has a column that was named before it: one whose columns are not known has none of those that are computed. */
  #has({ expressions }: QueryNames, { columns }: Source, key: string): boolean {
    if (columns !== null) return columns.hasKey(key);
    return [this.names, ...expressions].some((each) => each.columns?.hasKey(key) === true);
  }

  #columnsOf({ columns }: Source): KeyedNames {
    return columns ?? this.names.columns;
  }

  #aliasesHere(query: QueryNames): KeyedNames | undefined {
    if (!this.#aliasClauses.has(query.clause)) return undefined;
    let names = this.#aliases.get(query.outputs);
    if (names === undefined) {
      const keys = query.outputs.filter((output) => typeof output === 'string');
      names = new KeyedNames(keys, this.names.rules);
      this.#aliases.set(query.outputs, names);
    }
    return names;
  }
}

/** What stands before a point: a source, or an alias that is still to be defined. */
export type Qualifier = { readonly source: Source } | { readonly alias: string };
