import type { DatabaseSchema, Entity, EntityKind } from '@momq/dialect';
import { foreignKeyLinks } from '@momq/core/sql';
import type { ForeignKey } from '@momq/core/sql';
import type { ServiceClient } from './service-client.js';
import { ServiceError } from './service-client.js';
import type { ServiceAddress } from './service-url.js';
import { nativeTypeOf, serviceFieldType } from './service-values.js';
import type { ServiceField } from './service-values.js';

/** Tables that are described at once. */
const AT_ONCE = 8;

const KINDS: Readonly<Record<string, EntityKind>> = {
  VIEW: 'view',
  MATERIALIZED_VIEW: 'materialized-view',
  EXTERNAL: 'foreign-table',
};

interface TableResource {
  readonly tableReference: { readonly tableId: string };
  readonly type?: string;
  readonly description?: string;
  readonly numRows?: string;
  readonly schema?: { readonly fields?: readonly ServiceField[] };
  readonly tableConstraints?: {
    readonly primaryKey?: { readonly columns?: readonly string[] };
    readonly foreignKeys?: readonly {
      readonly referencedTable: { readonly datasetId: string; readonly tableId: string };
      readonly columnReferences: readonly {
        readonly referencingColumn: string;
        readonly referencedColumn: string;
      }[];
    }[];
  };
}

/** Names of the dataset's tables. @throws ServiceError */
export async function tableNames(
  client: ServiceClient,
  { dataset }: ServiceAddress,
): Promise<readonly string[]> {
  const names: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = (await client.get(`/datasets/${dataset}/tables`, {
      maxResults: 1000,
      ...(pageToken !== undefined && { pageToken }),
    })) as { tables?: readonly TableResource[]; nextPageToken?: string };
    names.push(...(page.tables ?? []).map(({ tableReference }) => tableReference.tableId));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return names;
}

/** Tables, columns, keys and descriptions of a dataset. Names that a query spells begin with the dataset. */
export async function readServiceSchema(
  client: ServiceClient,
  address: ServiceAddress,
): Promise<DatabaseSchema> {
  const { dataset } = address;
  const tables: TableResource[] = [];
  const notes: string[] = [];
  const waiting = [...(await tableNames(client, address))];
  const read = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      try {
        const path = `/datasets/${dataset}/tables/${encodeURIComponent(name)}`;
        tables.push((await client.get(path)) as TableResource);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        notes.push(`${name} could not be read: ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, read));
  const byName = (one: TableResource, other: TableResource): number =>
    one.tableReference.tableId < other.tableReference.tableId ? -1 : 1;
  const sorted = tables.sort(byName);
  return {
    name: dataset,
    family: 'relational',
    entities: sorted.map((table) => entityOf(table, dataset)),
    links: foreignKeyLinks(sorted.flatMap((table) => foreignKeys(table, dataset))),
    ...(notes.length > 0 && { notes }),
  };
}

function entityOf(table: TableResource, dataset: string): Entity {
  const name = table.tableReference.tableId;
  const keys = new Set(table.tableConstraints?.primaryKey?.columns ?? []);
  const kind = KINDS[table.type ?? ''];
  return {
    name,
    namespace: dataset,
    path: [dataset, name],
    ...(kind !== undefined && { kind }),
    ...(table.description !== undefined && { comment: table.description }),
    ...(table.numRows !== undefined && kind === undefined && { rowCount: Number(table.numRows) }),
    fields: (table.schema?.fields ?? []).map((field) => ({
      name: field.name,
      type: serviceFieldType(field),
      nativeType: nativeTypeOf(field),
      ...(keys.has(field.name) && { primaryKey: true }),
      ...(field.mode === 'REQUIRED' && { nullable: false }),
      ...(field.description !== undefined && { comment: field.description }),
    })),
  };
}

function foreignKeys(table: TableResource, dataset: string): readonly ForeignKey[] {
  return (table.tableConstraints?.foreignKeys ?? [])
    .filter(({ referencedTable }) => referencedTable.datasetId === dataset)
    .map(({ referencedTable, columnReferences }) => ({
      table: table.tableReference.tableId,
      columns: columnReferences.map(({ referencingColumn }) => referencingColumn),
      targetTable: referencedTable.tableId,
      targetColumns: columnReferences.map(({ referencedColumn }) => referencedColumn),
    }));
}
