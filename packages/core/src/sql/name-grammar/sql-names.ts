import type { DatabaseSchema, Entity } from '@momq/dialect';
import type { WrittenName } from '../../text-grammar/grammar-node.js';
import { NameList } from '../../text-grammar/name-list.js';
import type { IdentifierRules } from '../identifier-quoting.js';

/** How names are compared. Keys are what equal names have in common. */
export interface NameRules {
  readonly identifiers: IdentifierRules;
  /** Whether quoted names are told apart by case (PostgreSQL), or not (SQLite). Plain ones never are. */
  readonly quotedCase: boolean;
}

/** The key of a name of the schema. */
export function keyOf(name: string, { quotedCase }: NameRules): string {
  return quotedCase ? name : name.toLowerCase();
}

/** The key of a name as it is written. */
export function writtenKey({ text, quoted }: WrittenName, rules: NameRules): string {
  return quoted ? keyOf(text, rules) : text.toLowerCase();
}

/** Whether a name may be written without quotes. */
export function isPlain(key: string, { identifiers }: NameRules): boolean {
  return identifiers.plain.test(key) && !identifiers.reserved.has(key.toUpperCase());
}

/** Names of one kind, by key, asked for as they are written. */
export class KeyedNames {
  readonly #rules: NameRules;
  readonly #all: NameList;
  readonly #plain: NameList;

  constructor(keys: Iterable<string>, rules: NameRules) {
    const all = [...keys];
    this.#rules = rules;
    this.#all = new NameList(all);
    this.#plain = new NameList(all.filter((key) => isPlain(key, rules)));
  }

  get keys(): readonly string[] {
    return this.#all.names;
  }

  begins(beginning: WrittenName): boolean {
    return this.#listOf(beginning).begins(writtenKey(beginning, this.#rules));
  }

  has(name: WrittenName): boolean {
    return this.#listOf(name).has(writtenKey(name, this.#rules));
  }

  hasKey(key: string): boolean {
    return this.#all.has(key);
  }

  #listOf({ quoted }: WrittenName): NameList {
    return quoted ? this.#all : this.#plain;
  }
}

/** What columns can be read of: a table, a derived table, a common table expression; under the name that a query has for it. */
export interface Source {
  readonly key: string;
  /** Null where they are not known: any column of the schema may be meant. */
  readonly columns: KeyedNames | null;
}

/** The names of a schema. */
export class SchemaNames {
  readonly rules: NameRules;
  /** Tables that a query may name without a namespace. */
  readonly tables: readonly Source[];
  readonly tableNames: KeyedNames;
  /** What columns of a table can be named after, whatever its namespace. */
  readonly qualifiers: KeyedNames;
  readonly columns: KeyedNames;
  readonly namespaces: KeyedNames;
  readonly #byNamespace: ReadonlyMap<string, readonly Source[]>;
  readonly #namesIn: ReadonlyMap<string, KeyedNames>;

  constructor(schema: DatabaseSchema, rules: NameRules) {
    this.rules = rules;
    const sources = schema.entities.map((entity) => ({ entity, source: sourceOf(entity, rules) }));
    this.tables = sources
      .filter(({ entity }) => (entity.path?.length ?? 1) === 1)
      .map(({ source }) => source);
    this.tableNames = new KeyedNames(
      this.tables.map(({ key }) => key),
      rules,
    );
    const fields = schema.entities.flatMap((entity) => entity.fields);
    this.columns = new KeyedNames(
      fields.map(({ name }) => keyOf(name, rules)),
      rules,
    );
    const byNamespace = new Map<string, Source[]>();
    for (const { entity, source } of sources) {
      const namespace = namespaceOf(entity);
      if (namespace === undefined) continue;
      const key = keyOf(namespace, rules);
      byNamespace.set(key, [...(byNamespace.get(key) ?? []), source]);
    }
    this.#byNamespace = byNamespace;
    this.#namesIn = new Map(
      [...byNamespace].map(([key, list]) => [key, namesOf(list, rules)] as const),
    );
    this.namespaces = new KeyedNames(byNamespace.keys(), rules);
    this.all = sources.map(({ source }) => source);
    this.qualifiers = namesOf(this.all, rules);
  }

  /** Every table, whatever its namespace. */
  readonly all: readonly Source[];

  /** The table of a name without a namespace. */
  table(name: WrittenName): Source | undefined {
    if (!this.tableNames.has(name)) return undefined;
    const key = writtenKey(name, this.rules);
    return this.tables.find((table) => table.key === key);
  }

  /** Names of tables in a namespace. */
  namesIn(namespace: string): KeyedNames | undefined {
    return this.#namesIn.get(namespace);
  }

  tableIn(namespace: string, name: WrittenName): Source | undefined {
    if (this.namesIn(namespace)?.has(name) !== true) return undefined;
    const key = writtenKey(name, this.rules);
    return this.#byNamespace.get(namespace)?.find((table) => table.key === key);
  }
}

function sourceOf({ name, path, fields }: Entity, rules: NameRules): Source {
  return {
    key: keyOf(path?.at(-1) ?? name, rules),
    columns: new KeyedNames(
      fields.map((field) => keyOf(field.name, rules)),
      rules,
    ),
  };
}

function namespaceOf({ path, namespace }: Entity): string | undefined {
  return path !== undefined && path.length > 1 ? path.at(-2) : namespace;
}

function namesOf(sources: readonly Source[], rules: NameRules): KeyedNames {
  return new KeyedNames(
    sources.map(({ key }) => key),
    rules,
  );
}
