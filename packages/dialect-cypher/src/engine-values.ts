import type { Value } from '@momq/dialect';

/**
 * A value of the embedded engine as a plain one: dates and times as ISO 8601 text, integers as `number` where that is
 * exact, bytes as hexadecimal text, a node or relationship as the map of its properties, tagged values such as `{ $decimal: '1.50' }` as their text.
 */
export function plainValue(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'object':
      return value === null ? null : plainObject(value);
    default:
      return null;
  }
}

function plainObject(value: object): Value {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plainValue);
  if (ArrayBuffer.isView(value))
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0].startsWith('$')) return plainValue(first[1]);
  const isElement = '_id' in value;
  const shown = isElement
    ? entries.filter(([key]) => !['_id', '_labels', '_source', '_target', '_type'].includes(key))
    : entries;
  return Object.fromEntries(shown.map(([key, inner]) => [key, plainValue(inner)]));
}
