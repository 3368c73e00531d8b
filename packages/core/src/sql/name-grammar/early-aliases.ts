import type { WrittenName } from '../../text-grammar/grammar-node.js';
import type { ComputedNames } from './computed-names.js';
import { wantedOf, type QueryNames } from './query-names.js';
import type { KeyedNames, SchemaNames } from './sql-names.js';

/** Aliases that a query uses before it defines them, and the columns that may be read of them. */
export class EarlyAliases {
  readonly #names: SchemaNames;
  readonly #computed: ComputedNames;

  constructor(names: SchemaNames, computed: ComputedNames) {
    this.#names = names;
    this.#computed = computed;
  }

  /** Whether a name could be one: `T1`, `a`, `emp2`, or the beginning of a table's. */
  fits(key: string): boolean {
    return isShort(key) || this.#names.tableNames.begins({ text: key, quoted: false });
  }

  fieldBegins(query: QueryNames, alias: string, beginning: WrittenName): boolean {
    const computed = this.#computed.fieldBegins(beginning);
    return this.#isField(query, alias, computed, (columns) => columns.begins(beginning));
  }

  hasField(query: QueryNames, alias: string, name: WrittenName): boolean {
    const computed = this.#computed.hasField(name);
    return this.#isField(query, alias, computed, (columns) => columns.has(name));
  }

  /** Whether it is a column of a table that has all those read of the alias before, or one that a derived table may have. */
  #isField(
    query: QueryNames,
    alias: string,
    computed: boolean,
    fits: (columns: KeyedNames) => boolean,
  ): boolean {
    const tables = [...query.expressions, ...this.#names.all];
    const named = tables.filter(({ key }) => key === alias);
    const wanted = wantedOf(query, alias);
    const fitting = (named.length > 0 ? named : tables).filter(
      ({ columns }) => columns === null || wanted.every((key) => columns.hasKey(key)),
    );
    const isOneOf = (sources: typeof tables): boolean =>
      sources.some(({ columns }) => fits(columns ?? this.#names.columns));
    if (isOneOf(fitting)) return true;
    // What no table has together belongs to a derived one, which may have columns of any.
    return named.length === 0 && (computed || (fitting.length === 0 && isOneOf(tables)));
  }
}

/** Whether an alias is short enough to be told from a misspelt name. */
export function isShort(alias: string): boolean {
  return /^[a-z]{1,3}[0-9]{0,2}$/i.test(alias);
}
