import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { DatabaseOpenError } from '@momq/dialect';
import type { DatabaseContent, Entity, Value } from '@momq/dialect';
import { parseCsv } from './csv.js';
import { parseMysqlDdl } from './mysql-ddl.js';
import { readColumn } from './typed-column.js';

/**
 * Reads a database kept as plain text: `schema.sql` (MySQL `CREATE TABLE` statements) and `data/<table>.csv` with a header.
 * A table without a file has no rows. Columns whose values do not fit the declared type take a wider one (an `INT` column
 * with decimals becomes `real`), so that the content loads into strict engines.
 *
 * @param path - the folder; its name is the schema's name.
 * @throws DatabaseOpenError when `schema.sql` is missing or not understood, or a file's columns are not the table's.
 */
export async function loadDatabaseFolder(path: string): Promise<DatabaseContent> {
  const ddlPath = join(path, 'schema.sql');
  if (!existsSync(ddlPath)) {
    throw new DatabaseOpenError(
      `${path}: expected a folder with schema.sql and data/*.csv, got no schema.sql. Pass a database folder.`,
    );
  }
  const { entities, links } = parseMysqlDdl(await readFile(ddlPath, 'utf8'), ddlPath);
  const rows: Record<string, Value[][]> = {};
  const typed: Entity[] = [];
  for (const entity of entities) {
    const read = await readTable(entity, join(path, 'data', `${entity.name}.csv`));
    typed.push(read.entity);
    rows[entity.name] = read.rows;
  }
  return {
    schema: { name: basename(resolve(path)), family: 'relational', entities: typed, links },
    rows,
  };
}

async function readTable(
  entity: Entity,
  path: string,
): Promise<{ entity: Entity; rows: Value[][] }> {
  if (!existsSync(path)) return { entity, rows: [] };
  const [header, ...records] = parseCsv(await readFile(path, 'utf8'), path);
  const positions = entity.fields.map((field) => header?.indexOf(field.name) ?? -1);
  const missing = entity.fields[positions.indexOf(-1)];
  if (missing || header!.length !== entity.fields.length) {
    throw new DatabaseOpenError(
      `${path}: expected the columns ${entity.fields.map((field) => field.name).join(', ')}, got ${header?.join(', ') ?? 'an empty file'}.`,
    );
  }
  records.forEach((record, index) => {
    if (record.length !== header!.length) {
      throw new DatabaseOpenError(
        `${path}: expected ${header!.length} cells in record ${index + 2}, got ${record.length}.`,
      );
    }
  });
  const columns = entity.fields.map((field, index) =>
    readColumn(
      field.type,
      records.map((record) => record[positions[index]!]!),
    ),
  );
  return {
    entity: {
      name: entity.name,
      fields: entity.fields.map((field, index) => ({ ...field, type: columns[index]!.type })),
    },
    rows: records.map((_, row) => columns.map((column) => column.values[row]!)),
  };
}
