import type { DatabaseSchema, DialectPack, RelationalView } from '@momq/dialect';

/** How a relational database looks in a dialect, and how queries over it are moved there; most packs take both as they are. */
export function relationalView(
  pack: Pick<DialectPack, 'viewRelational'>,
  schema: DatabaseSchema,
): RelationalView {
  return pack.viewRelational?.(schema) ?? { schema, convert: (query) => query };
}
