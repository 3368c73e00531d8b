/**
 * Relations between two positions, seen from the first (the attention query) to the second (the key).
 * The order is part of the checkpoint format: append, never reorder.
 */
export const relationNames = [
  'none',
  'self',
  // question words
  'word two before',
  'word before',
  'word after',
  'word two after',
  'earlier word',
  'later word',
  'word to item',
  'item to word',
  // question word and item
  'word is part of field name',
  'field name has word',
  'word is part of entity name',
  'entity name has word',
  'word matches field exactly',
  'field matches word exactly',
  'word matches entity exactly',
  'entity matches word exactly',
  'word is in value',
  'value has word',
  'word is similar to item',
  'item is similar to word',
  'word is very similar to item',
  'item is very similar to word',
  // schema
  'field of entity',
  'entity has field',
  'key of entity',
  'entity has key',
  'field of same entity',
  'field references field',
  'field is referenced by field',
  'entity references entity',
  'entity is referenced by entity',
  'link starts at entity',
  'entity starts link',
  'link ends at entity',
  'entity ends link',
  'link uses field',
  'field is used by link',
  // values
  'value occurs in field',
  'field contains value',
  'value occurs in entity',
  'entity contains value',
  // outputs
  'output before',
  'output two before',
  'output three or four before',
  'earlier output',
  'output points at item',
  'output before points at item',
  'earlier output points at item',
  'item belongs to an emitted entity',
  'item is related to the item of this output',
  'output to item',
  'output to word',
  'word matches the item of this output',
  'earlier output points at the same item',
] as const;

/** Name of a relation. */
export type RelationName = (typeof relationNames)[number];

/** Id of each relation: its place in {@link relationNames}. */
export const relationIds = Object.fromEntries(
  relationNames.map((name, id) => [name, id]),
) as Readonly<Record<RelationName, number>>;
