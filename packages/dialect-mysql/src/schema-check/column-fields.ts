import type { DatabaseSchema, EntityField } from '@momq/dialect';
import type { Query, TableReference } from '../syntax/nodes.js';
import { everyNode } from './every-node.js';

/** The field that a column of a query is; undefined where it may be another thing: of a subquery, an alias, one of several tables. */
export type FieldOfColumn = (parts: readonly string[]) => EntityField | undefined;

/** Resolves names of columns by the tables that stand anywhere in a query. Case does not count in them. */
export function fieldsOfColumns(query: Query, { entities }: DatabaseSchema): FieldOfColumn {
  const fieldsByTable = new Map(
    entities.map(({ name, fields }) => [name.toLowerCase(), fields] as const),
  );
  const sources = new Map<string, (readonly EntityField[] | undefined)[]>();
  const aliases = new Set<string>();
  const expressions = new Set<string>();
  const nodes = everyNode(query);
  for (const node of nodes)
    if ('query' in node && 'columns' in node && typeof node['name'] === 'string')
      expressions.add(node['name'].toLowerCase());
  for (const node of nodes) {
    if ('value' in node && 'text' in node && typeof node['alias'] === 'string')
      aliases.add(node['alias'].toLowerCase());
    const source = node as unknown as TableReference;
    if (source.kind !== 'table' && source.kind !== 'derived' && source.kind !== 'json-table')
      continue;
    const table = source.kind === 'table' ? (source.name.parts.at(-1) ?? '').toLowerCase() : '';
    const name = source.alias?.toLowerCase() ?? table;
    const fields = expressions.has(table) ? undefined : fieldsByTable.get(table);
    sources.set(name, [...(sources.get(name) ?? []), fields]);
  }
  const all = [...sources.values()].flat();
  return (parts) => {
    const [column = '', table] = [...parts].reverse().map((part) => part.toLowerCase());
    if (table === undefined && aliases.has(column)) return undefined;
    const possible = table === undefined ? all : (sources.get(table) ?? []);
    if (possible.length === 0 || possible.includes(undefined)) return undefined;
    const found = new Set(
      possible.flatMap((fields) => fields?.find(({ name }) => name.toLowerCase() === column) ?? []),
    );
    return found.size === 1 ? [...found][0] : undefined;
  };
}
