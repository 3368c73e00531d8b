import type { FieldType } from '@momq/dialect';
import type { PostgresSession } from './postgres-session.js';

/** What the pack must know of a type to read its values. */
export interface TypeFacts {
  readonly name: string;
  readonly fieldType: FieldType;
  /** Type of an array's elements. */
  readonly element?: number;
  /** What stands between an array's elements. */
  readonly delimiter?: string;
}

const FACTS = `
  SELECT t.oid, t.typname, t.typtype = 'e', CASE WHEN t.typcategory = 'A' AND t.typlen = -1 THEN t.typelem END, e.typdelim
  FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem WHERE t.oid = ANY ($1::oid[])`;

/** Types of a database, looked up once each; those of extensions and of the user's have other numbers in each database. */
export class PostgresTypes {
  private readonly known = new Map<number, TypeFacts>();

  /** Reads what is not known yet, with the elements of arrays. */
  async load(oids: readonly number[], session: PostgresSession): Promise<void> {
    let missing = oids.filter((oid) => !this.known.has(oid));
    while (missing.length > 0) {
      const found = await session.read(FACTS, [`{${missing.join()}}`]);
      for (const [oid, name, isEnum, element, delimiter] of found) {
        this.known.set(Number(oid), {
          name: name ?? '',
          fieldType: postgresFieldType(name ?? '', isEnum === 't'),
          ...(element !== null &&
            element !== undefined && { element: Number(element), delimiter: delimiter ?? ',' }),
        });
      }
      for (const oid of missing)
        if (!this.known.has(oid)) this.known.set(oid, { name: '', fieldType: 'other' });
      missing = [...this.known.values()].flatMap(({ element }) =>
        element === undefined || this.known.has(element) ? [] : [element],
      );
    }
  }

  facts(oid: number): TypeFacts | undefined {
    return this.known.get(oid);
  }
}

/** Coarse type of a column from the name of its type in `pg_type`. */
export function postgresFieldType(name: string, isEnum: boolean): FieldType {
  if (isEnum) return 'text';
  if (/^int[248]$|^oid$/.test(name)) return 'integer';
  if (/^float[48]$|^numeric$|^money$/.test(name)) return 'real';
  if (name === 'bool') return 'boolean';
  if (name === 'date') return 'date';
  if (/^timestamp(tz)?$/.test(name)) return 'datetime';
  if (/^(text|varchar|bpchar|char|name|uuid|citext)$/.test(name)) return 'text';
  return 'other';
}
