import { temporalFunctions, type GraphValue } from '@momq/graph-store';

/**
 * Values of Grafeo's binding as the engine holds them. The binding gives `2.0` as it gives `2`: a property is of floats where one
 * of its values under the same labels or type has a point.
 */
export class GrafeoValues {
  private readonly floats = new Set<string>();

  constructor(owners: readonly (readonly [string, unknown])[]) {
    for (const [owner, properties] of owners)
      for (const [key, value] of Object.entries(properties as object))
        if (typeof value === 'number' && !Number.isInteger(value))
          this.floats.add(`${owner} ${key}`);
  }

  /** Properties of a node of these labels, or a relationship of this type. */
  properties(owner: string, properties: unknown): ReadonlyMap<string, GraphValue> {
    return new Map(
      Object.entries(properties as object)
        .map(([key, value]) => [key, valueOf(value, this.floats.has(`${owner} ${key}`))] as const)
        .filter(([, value]) => value !== null),
    );
  }
}

function valueOf(value: unknown, isFloat: boolean): GraphValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return isFloat || !Number.isInteger(value) ? value : BigInt(value);
    case 'object':
      return value === null ? null : objectOf(value, isFloat);
    default:
      return null;
  }
}

function objectOf(value: object, isFloat: boolean): GraphValue {
  if (value instanceof Date) return temporalFunctions.datetime!([value.toISOString()]);
  if (Array.isArray(value)) return value.map((item) => valueOf(item, isFloat));
  if (ArrayBuffer.isView(value))
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0].startsWith('$'))
    return tagged(first[0].slice(1), first[1]);
  return new Map(entries.map(([key, item]) => [key, valueOf(item, isFloat)]));
}

/** `{ $date: '2020-01-31' }` and the like; a tag that Cypher has no type for is text. */
function tagged(tag: string, value: unknown): GraphValue {
  const read = temporalFunctions[tag];
  return read && typeof value === 'string' ? read([value]) : valueOf(value, false);
}
