import {
  GraphEdge,
  GraphNode,
  isList,
  isMap,
  isNull,
  isNumber,
  isTemporal,
  typeOf,
  type GraphValue,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';

/** The item of a list, the value of a map, the property of a node or relationship. */
export function elementAt(of: GraphValue, index: GraphValue): GraphValue {
  if (isNull(of) || isNull(index)) return null;
  if (isList(of)) {
    if (typeof index !== 'bigint')
      throw queryError(`expected an integer as the index of a list, got a ${typeOf(index)}`);
    return of.at(Number(index)) ?? null;
  }
  if (typeof index !== 'string')
    throw queryError(
      isNumber(of) || typeof of === 'string' || typeof of === 'boolean'
        ? `expected a list or a map before [ ], got a ${typeOf(of)}`
        : `expected a text as the key of a ${typeOf(of)}, got a ${typeOf(index)}`,
    );
  return propertyOf(of, index);
}

/** A property of a node, relationship or map, or a part of a point in time. @throws QueryExecutionError for values without properties */
export function propertyOf(of: GraphValue, name: string): GraphValue {
  if (of instanceof GraphNode || of instanceof GraphEdge) return of.properties.get(name) ?? null;
  if (isNull(of)) return null;
  if (isMap(of)) return of.get(name) ?? null;
  if (isTemporal(of)) {
    const part = of.get(name);
    if (part !== undefined) return part;
  }
  throw queryError(`expected something with a property ${name}, got a ${typeOf(of)}`);
}

/** The part of a list from one place up to another. */
export function sliceOf(of: GraphValue, low: GraphValue, high: GraphValue): GraphValue {
  if (isNull(of) || isNull(low) || isNull(high)) return null;
  if (!isList(of)) throw queryError(`expected a list before [ .. ], got a ${typeOf(of)}`);
  if (typeof low !== 'bigint' || typeof high !== 'bigint')
    throw queryError('expected integers in [ .. ]');
  return of.slice(Number(low), Number(high));
}
