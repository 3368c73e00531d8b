import type { Link } from '@momq/dialect';

/** A foreign key as engines report it. */
export interface ForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly targetTable: string;
  readonly targetColumns: readonly string[];
}

/**
 * Foreign keys as links named `<table>.<first column>`. Where two keys begin with the same column, later ones add
 * the target (`booking.room_id→room`) and then a number.
 */
export function foreignKeyLinks(keys: readonly ForeignKey[]): Link[] {
  const taken = new Set<string>();
  return keys.map((key) => {
    const base = `${key.table}.${key.columns[0] ?? ''}`;
    const longer = `${base}→${key.targetTable}`;
    let name = taken.has(base) ? longer : base;
    for (let number = 2; taken.has(name); number += 1) name = `${longer} ${number}`;
    taken.add(name);
    return {
      name,
      from: { entity: key.table, fields: key.columns },
      to: { entity: key.targetTable, fields: key.targetColumns },
      fields: [],
    };
  });
}
