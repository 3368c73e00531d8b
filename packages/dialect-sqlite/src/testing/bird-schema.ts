import type { DatabaseSchema, Entity, FieldType, Link } from '@momq/dialect';

/** A database of BIRD mini-dev as its schema file describes it. */
export interface BirdDatabase {
  readonly tables: Readonly<Record<string, BirdTable>>;
}

interface BirdTable {
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly primary_key: boolean;
    readonly foreign_keys: readonly {
      readonly target_table: string;
      /** Null: the primary key. */
      readonly target_column: string | null;
    }[];
    readonly value_samples: readonly (string | number)[];
  }[];
}

const types: Readonly<Record<string, FieldType>> = {
  TEXT: 'text',
  INTEGER: 'integer',
  REAL: 'real',
  DATE: 'date',
  DATETIME: 'datetime',
};

/** The schema of a database of BIRD mini-dev. */
export function birdSchema(name: string, { tables }: BirdDatabase): DatabaseSchema {
  const kept = Object.values(tables).filter((table) => table.name !== 'sqlite_sequence');
  const entities = kept.map((table): Entity => ({
    name: table.name,
    fields: table.columns.map((column) => ({
      name: column.name,
      type: types[column.type] ?? 'text',
      nativeType: column.type,
      ...(column.primary_key && { primaryKey: true }),
    })),
  }));
  const spelled = (table: string, column: string | null) => {
    const entity = entities.find((each) => each.name.toLowerCase() === table.toLowerCase());
    const field = entity?.fields.find((each) =>
      column === null ? each.primaryKey : each.name.toLowerCase() === column.toLowerCase(),
    );
    return entity && field && { entity: entity.name, fields: [field.name] };
  };
  const links = kept.flatMap((table) =>
    table.columns.flatMap((column) =>
      column.foreign_keys.flatMap(({ target_table, target_column }): Link[] => {
        const to = spelled(target_table, target_column);
        const from = { entity: table.name, fields: [column.name] };
        return to ? [{ name: `${table.name}.${column.name}`, from, to, fields: [] }] : [];
      }),
    ),
  );
  const names = new Set<string>();
  const unique = links.filter((link) => !names.has(link.name) && names.add(link.name));
  return { name, family: 'relational', entities, links: unique };
}

/** Values of the columns that the schema file shows, by `table.column`. */
export function birdSamples({
  tables,
}: BirdDatabase): ReadonlyMap<string, readonly (string | number)[]> {
  return new Map(
    Object.values(tables).flatMap((table) =>
      table.columns.map(
        (column) => [`${table.name}.${column.name}`, column.value_samples] as const,
      ),
    ),
  );
}
