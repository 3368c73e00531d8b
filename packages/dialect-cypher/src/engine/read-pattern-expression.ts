import { UnsupportedFeatureError } from '@momq/dialect';
import type { Expression, PathPattern } from './query-parts.js';
import { readExpression } from './readers.js';
import { readElements, readShortestWord } from './read-pattern.js';
import type { TokenReader } from './token-reader.js';

/** Reads a pattern with at least one relationship; undefined, and nothing taken, where there is none. */
function tryPattern(reader: TokenReader): PathPattern | undefined {
  const place = reader.place;
  try {
    const path = readElements(reader);
    if (path.relationships.length > 0) return path;
  } catch (error) {
    if (!(error instanceof UnsupportedFeatureError)) throw error;
  }
  reader.back(place);
  return undefined;
}

/** Reads a pattern that stands for its paths or for whether there is one. */
export function readPatternExpression(reader: TokenReader): Expression | undefined {
  const place = reader.place;
  const path = tryPattern(reader);
  return path && { kind: 'pattern', path, span: reader.spanFrom(place) };
}

/** Reads `shortestPath(...)` or `allShortestPaths(...)`. */
export function readShortest(reader: TokenReader): PathPattern {
  const shortest = readShortestWord(reader)!;
  reader.require('(');
  const path = readElements(reader);
  reader.require(')');
  return { shortest, ...path };
}

/** Reads `[pattern WHERE ... | ...]`; undefined, and nothing taken, where there is none. */
export function readPatternComprehension(reader: TokenReader): Expression | undefined {
  const place = reader.place;
  reader.require('[');
  const isNamed = reader.seesRule('variable') && reader.peek(1)?.text === '=';
  const name = isNamed ? reader.name() : undefined;
  if (isNamed) reader.require('=');
  const path = reader.sees('(') ? tryPattern(reader) : undefined;
  if (path === undefined || !(reader.sees('WHERE') || reader.sees('|'))) {
    reader.back(place);
    return undefined;
  }
  const where = reader.takes('WHERE') ? readExpression(reader) : undefined;
  reader.require('|');
  const map = readExpression(reader);
  reader.require(']');
  return {
    kind: 'pattern-comprehension',
    path: { ...path, ...(name !== undefined && { name }) },
    ...(where && { where }),
    map,
    span: reader.spanFrom(place),
  };
}
