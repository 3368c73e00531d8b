import { isMap, isNull, typeOf, type GraphValue } from '@momq/graph-store';
import { compile } from './compilers.js';
import { queryError } from './engine-error.js';
import { propertyOf } from './members.js';
import type { ExpressionOf } from './query-parts.js';
import type { Compiled, Row, Scope } from './scope.js';
import { requireType } from './static-type.js';

/** `n {.a, .*, b: value}`. */
export function compileMapProjection(
  { of, items }: ExpressionOf<'projection'>,
  scope: Scope,
): Compiled {
  const from = compile(of, scope);
  requireType(from.type, ['node', 'edge', 'map'], 'a map projection');
  const parts = items.map((item) => {
    if (item.kind !== 'entry') return item;
    return { ...item, compiled: compile(item.value, scope).value };
  });
  const value = (row: Row): GraphValue => {
    const source = from.value(row);
    if (isNull(source)) return null;
    const made = new Map<string, GraphValue>();
    for (const part of parts) {
      if (part.kind === 'entry') made.set(part.name, part.compiled(row));
      else if (part.kind === 'property') made.set(part.name, propertyOf(source, part.name));
      else for (const [key, each] of propertiesOf(source)) made.set(key, each);
    }
    return made;
  };
  return { value, type: 'map' };
}

function propertiesOf(value: GraphValue): Iterable<readonly [string, GraphValue]> {
  if (isMap(value)) return value;
  if (typeof value === 'object' && value !== null && 'properties' in value) return value.properties;
  throw queryError(`expected a node, a relationship or a map before { }, got a ${typeOf(value)}`);
}
