import type { DatabaseSchema, Entity, EntityField, EntityKind } from '@momq/dialect';
import { foreignKeyLinks } from '@momq/core/sql';
import type { PostgresSession, TextRow } from './postgres-session.js';
import { postgresFieldType } from './postgres-types.js';

/** A schema, and what the database must know besides to query it. */
export interface Introspection {
  readonly schema: DatabaseSchema;
  /** Fields whose type has no equality, as `entity.field`: their distinct values cannot be asked for. */
  readonly withoutEquality: ReadonlySet<string>;
}

/** Relations of the user's that a query may name: no partitions, nothing that an extension brought. */
const RELATIONS = `
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

/**
 * $1: the search path, nearest schema first. A partitioned table has the rows of its partitions; a table without statistics has
 * no row count.
 */
const ENTITIES = `
  SELECT c.oid, n.nspname, c.relname, c.relkind, obj_description(c.oid, 'pg_class'),
         CASE WHEN c.relkind = 'p' THEN (SELECT sum(p.reltuples)::int8 FROM pg_partition_tree(c.oid) t JOIN pg_class p ON p.oid = t.relid
                                        WHERE t.isleaf HAVING min(p.reltuples) >= 0)
              WHEN c.reltuples >= 0 AND c.relkind IN ('r', 'm') THEN c.reltuples::int8 END,
         NOT EXISTS (SELECT FROM pg_class o JOIN pg_namespace s ON s.oid = o.relnamespace
                     WHERE o.relname = c.relname AND array_position($1::text[], s.nspname::text) < array_position($1::text[], n.nspname::text))
         AND n.nspname = ANY ($1::text[]),
         has_schema_privilege(n.oid, 'USAGE'), has_any_column_privilege(c.oid, 'SELECT'), c.relispopulated ${RELATIONS} ORDER BY c.oid`;

const FIELDS = `
  SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), coalesce(b.typname, t.typname), coalesce(b.typtype, t.typtype) = 'e',
         EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)),
         CASE WHEN c.relkind IN ('r', 'p', 'f') THEN NOT (a.attnotnull OR t.typnotnull) END, a.attgenerated <> '', col_description(c.oid, a.attnum),
         CASE WHEN coalesce(b.typtype, t.typtype) = 'e' THEN (SELECT array_to_json(array_agg(e.enumlabel ORDER BY e.enumsortorder))
                                                            FROM pg_enum e WHERE e.enumtypid = coalesce(b.oid, t.oid)) END,
         has_column_privilege(c.oid, a.attnum, 'SELECT'),
         EXISTS (SELECT FROM pg_opclass q WHERE q.opcdefault AND q.opcmethod IN (403, 405)
                 AND q.opcintype IN (coalesce(b.oid, t.oid), CASE coalesce(b.typtype, t.typtype) WHEN 'e' THEN 3500 WHEN 'c' THEN 2249 WHEN 'r' THEN 3831 WHEN 'm' THEN 4537 END,
                                     CASE WHEN coalesce(b.typcategory, t.typcategory) = 'A' THEN 2277 END, CASE WHEN coalesce(b.typname, t.typname) = 'varchar' THEN 25 END))
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
  -- The type below a domain, and below a domain over a domain.
  LEFT JOIN LATERAL (WITH RECURSIVE below AS (SELECT t.typbasetype AS oid UNION ALL SELECT u.typbasetype FROM below JOIN pg_type u USING (oid))
                     SELECT u.* FROM below JOIN pg_type u USING (oid) WHERE u.typtype <> 'd') b ON t.typtype = 'd'
  WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (SELECT c.oid ${RELATIONS})
  ORDER BY a.attrelid, a.attnum`;

const FOREIGN_KEYS = `
  SELECT k.conrelid, k.confrelid,
         (SELECT array_to_json(array_agg(a.attname ORDER BY u.i)) FROM unnest(k.conkey) WITH ORDINALITY u(n, i)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n),
         (SELECT array_to_json(array_agg(a.attname ORDER BY u.i)) FROM unnest(k.confkey) WITH ORDINALITY u(n, i)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n)
  FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY k.oid`;

/**
 * Changes whenever what {@link introspectPostgres} reads may have changed: tables, columns, comments, keys, grants, and roles. Row
 * counts alone do not change it.
 */
export const FINGERPRINT = `
  SELECT md5(concat_ws(' ', current_user,
    (SELECT sum(hashtextextended(c.oid || ' ' || c.xmin, 0)) FROM pg_class c WHERE c.oid >= 16384),
    (SELECT sum(hashtextextended(a.attrelid || ' ' || a.attnum || ' ' || a.xmin, 0)) FROM pg_attribute a WHERE a.attrelid >= 16384),
    (SELECT sum(hashtextextended(n.oid || ' ' || n.xmin, 0)) FROM pg_namespace n),
    (SELECT sum(hashtextextended(k.oid || ' ' || k.xmin, 0)) FROM pg_constraint k),
    (SELECT sum(hashtextextended(e.oid || ' ' || e.xmin, 0)) FROM pg_enum e),
    (SELECT sum(hashtextextended(d.objoid || ' ' || d.objsubid || ' ' || d.xmin, 0)) FROM pg_description d WHERE d.objoid >= 16384),
    (SELECT sum(hashtextextended(p.oid || ' ' || p.xmin, 0)) FROM pg_proc p WHERE p.oid >= 16384),
    (SELECT sum(hashtextextended(w.oid || ' ' || w.xmin, 0)) FROM pg_rewrite w WHERE w.oid >= 16384),
    (SELECT sum(hashtextextended(y.oid || ' ' || y.xmin, 0)) FROM pg_policy y),
    (SELECT sum(hashtextextended(m.roleid || ' ' || m.member || ' ' || m.xmin, 0)) FROM pg_auth_members m)))`;

const KINDS: Readonly<Record<string, EntityKind>> = {
  p: 'partitioned-table',
  v: 'view',
  m: 'materialized-view',
  f: 'foreign-table',
};

/**
 * Reads tables, views, columns, keys and comments of all schemas that the role may use from the catalogue. What it may not select
 * is left out and named in the notes.
 *
 * @param path - the search path: names that it finds need no schema
 */
export async function introspectPostgres(
  name: string,
  path: readonly string[],
  session: PostgresSession,
): Promise<Introspection> {
  const entities = new Map<string, Entity & { fields: EntityField[] }>();
  const taken = new Set<string>();
  const notes: string[] = [];
  const list = `{${path.map((item) => JSON.stringify(item)).join()}}`;
  for (const row of await session.read(ENTITIES, [list])) {
    const [oid, namespace, table, kind, comment, rows, visible, usable, selectable, filled] =
      row as string[];
    const qualified = `${namespace}.${table}`;
    if (usable !== 't' || selectable !== 't') {
      const missing = usable === 't' ? 'SELECT' : `USAGE of schema ${namespace}`;
      notes.push(
        `${visible === 't' ? table : qualified} is left out: the role has no right to ${missing}.`,
      );
      continue;
    }
    if (filled !== 't') {
      notes.push(
        `${visible === 't' ? table : qualified} is left out: it has no rows until somebody runs REFRESH MATERIALIZED VIEW.`,
      );
      continue;
    }
    // A visible table may be called like another one's qualified name.
    const plain = visible === 't' && !taken.has(table ?? '') ? table : qualified;
    taken.add(plain ?? '');
    entities.set(oid ?? '', {
      name: plain ?? '',
      ...(kind !== undefined && KINDS[kind] !== undefined && { kind: KINDS[kind] }),
      namespace: namespace ?? '',
      ...(plain === qualified && { path: [namespace ?? '', table ?? ''] }),
      ...(comment !== null && comment !== undefined && { comment }),
      ...(rows !== null && rows !== undefined && { rowCount: Number(rows) }),
      fields: [],
    });
  }
  const withoutEquality = new Set<string>();
  const hidden = new Map<string, string[]>();
  for (const row of await session.read(FIELDS)) {
    const entity = entities.get(row[0] ?? '');
    if (entity === undefined) continue;
    if (row[10] !== 't') {
      hidden.set(entity.name, [...(hidden.get(entity.name) ?? []), row[1] ?? '']);
      continue;
    }
    const field = entityField(row, path);
    if (row[11] !== 't') withoutEquality.add(`${entity.name}.${field.name}`);
    entity.fields.push(field);
  }
  for (const [entity, fields] of hidden) {
    notes.push(
      `${fields.map((field) => `${entity}.${field}`).join(', ')}: left out, the role has no right to SELECT.`,
    );
  }
  const keys = (await session.read(FOREIGN_KEYS)).flatMap(
    ([table, target, columns, targetColumns]) => {
      const from = entities.get(table ?? '');
      const to = entities.get(target ?? '');
      if (from === undefined || to === undefined) return [];
      const [names, targetNames] = [columns, targetColumns].map(
        (text) => JSON.parse(text ?? '[]') as string[],
      );
      return [
        {
          table: from.name,
          columns: names ?? [],
          targetTable: to.name,
          targetColumns: targetNames ?? [],
        },
      ];
    },
  );
  return {
    schema: {
      name,
      family: 'relational',
      entities: [...entities.values()],
      links: foreignKeyLinks(keys),
      ...(notes.length > 0 && { notes }),
    },
    withoutEquality,
  };
}

function entityField(row: TextRow, path: readonly string[]): EntityField {
  const [, name, nativeType, typeName, isEnum, isKey, nullable, generated, comment, labels] = row;
  return {
    name: name ?? '',
    type: postgresFieldType(typeName ?? '', isEnum === 't'),
    nativeType: withoutSchema(nativeType ?? '', path),
    ...(isKey === 't' && { primaryKey: true }),
    ...(nullable !== null && { nullable: nullable === 't' }),
    ...(generated === 't' && { generated: true }),
    ...(comment !== null && comment !== undefined && { comment }),
    ...(labels !== null &&
      labels !== undefined && { allowedValues: JSON.parse(labels) as string[] }),
  };
}

/** The type as the user's statements may spell it. */
function withoutSchema(type: string, path: readonly string[]): string {
  const schema = path.find((name) => type.startsWith(`${name}.`));
  return schema === undefined ? type : type.slice(schema.length + 1);
}
