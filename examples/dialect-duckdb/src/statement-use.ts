/** What the walk over DuckDB's tree of a query gathers. */
export interface StatementUse {
  readonly relations: readonly string[];
  readonly functions: readonly string[];
  readonly columns: readonly string[];
  readonly literals: readonly (string | number)[];
  /** The first part that does more than read the database's own tables, functions aside. */
  readonly reason: string | undefined;
}

type Node = Readonly<Record<string, unknown>>;

/** Kinds of queries, clauses and things in FROM that only read; expressions have a `class` besides and are told by functions. */
const READING = new Set(
  `SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE BASE_TABLE EMPTY EXPRESSION_LIST JOIN PIVOT SUBQUERY TABLE_FUNCTION
  DISTINCT_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER ORDER_MODIFIER ASCENDING DESCENDING ORDER_DEFAULT`.split(
    /\s+/,
  ),
);

/** Tables that are files, or names of the engine's catalogue, which tells paths and settings. */
const FILE =
  /[/\\:*?]|\.(?:csv|tsv|parquet|jsonl?|ndjson|duckdb|db|xlsx?|arrow|avro)(?:\.(?:gz|zst))?$/i;
const CATALOGUE =
  /^(?:information_schema|pg_catalog)$|^(?:duckdb_|pg_|sqlite_(?:master|schema)|pragma_)/i;

/**
 * Walks the trees of queries as `json_serialize_sql` writes them, without recursion, so that their depth does not matter.
 *
 * @param calls - the reason to refuse a function, undefined for those that only read
 */
export function statementUse(
  statements: readonly unknown[],
  calls: (name: string, schema: string) => string | undefined,
): StatementUse {
  const relations = new Set<string>();
  const functions = new Set<string>();
  const columns = new Set<string>();
  const literals = new Set<string | number>();
  const expressions = new Set<string>();
  let reason: string | undefined;
  const open: unknown[] = [...statements];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node)) visit(node as Node);
    open.push(...(Object.values(node) as unknown[]));
  }
  return {
    relations: [...relations].filter((name) => !expressions.has(name)),
    functions: [...functions],
    columns: [...columns],
    literals: [...literals],
    reason,
  };

  function visit(node: Node): void {
    const { type } = node;
    if (typeof node['function_name'] === 'string') {
      const name = node['function_name'];
      if (node['is_operator'] !== true) functions.add(name);
      reason ??= calls(name, text(node['schema']));
    } else if (node['class'] === 'COLUMN_REF') {
      const names = node['column_names'] as readonly string[];
      columns.add(names.at(-1) ?? '');
    } else if (node['class'] === 'CONSTANT') literal(node['value'] as Node);
    else if (typeof type === 'string' && node['class'] === undefined) {
      if (!READING.has(type) && 'alias' in node && !type.endsWith('_TYPE_INFO'))
        reason ??= type === 'SHOW_REF' ? 'DESCRIBE, SHOW or SUMMARIZE' : type;
      if (type === 'BASE_TABLE') table(node);
    }
    const map = node['cte_map'] as
      { readonly map?: readonly { readonly key: string }[] } | undefined;
    for (const { key } of map?.map ?? []) expressions.add(key);
    if (type === 'RECURSIVE_CTE_NODE') expressions.add(text(node['cte_name']));
  }

  function table(node: Node): void {
    const name = text(node['table_name']);
    const schema = text(node['schema_name']);
    const catalogue = text(node['catalog_name']);
    relations.add(name);
    if (FILE.test(name)) reason ??= `the file ${name}`;
    if (CATALOGUE.test(name) || CATALOGUE.test(schema) || /^(?:system|temp)$/i.test(catalogue))
      reason ??= `${name}, a table of the engine's`;
  }

  function literal({ value, is_null: isNull, type }: Node): void {
    if (isNull === true) return;
    if (typeof value === 'string' || typeof value === 'number') literals.add(value);
    // 1.5 is a decimal: its digits, and how many of them are behind the point.
    const info = (type as Node)['type_info'] as Node | null | undefined;
    const scale = info?.['scale'];
    if (typeof scale === 'number' && typeof value === 'number') {
      literals.delete(value);
      literals.add(value / 10 ** scale);
    }
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
