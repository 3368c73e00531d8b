import { unsupported } from './engine-error.js';
import type { Expression, NodePattern, PathPattern, RelationshipPattern } from './query-parts.js';
import { readExpression } from './readers.js';
import { readLabels } from './read-labels.js';
import type { TokenReader } from './token-reader.js';

/** Reads paths with commas between them. */
export function readPaths(reader: TokenReader): readonly PathPattern[] {
  const paths = [readPath(reader)];
  while (reader.takes(',')) paths.push(readPath(reader));
  return paths;
}

/** Reads a path, perhaps with a name, and perhaps one of the shortest. */
export function readPath(reader: TokenReader): PathPattern {
  const name = reader.seesRule('variable') ? reader.name() : undefined;
  if (name !== undefined) reader.require('=');
  const shortest = readShortestWord(reader);
  if (shortest !== undefined) reader.require('(');
  else if (!reader.sees('(')) throw unsupported(`a path of ${reader.peek()?.text ?? ''}`);
  const path = readElements(reader);
  if (shortest !== undefined) reader.require(')');
  return { ...(name !== undefined && { name }), ...(shortest && { shortest }), ...path };
}

/** Takes `shortestPath` or `allShortestPaths`. */
export function readShortestWord(reader: TokenReader): 'one' | 'all' | undefined {
  if (reader.takes('SHORTESTPATH')) return 'one';
  return reader.takes('ALLSHORTESTPATHS') ? 'all' : undefined;
}

/** Reads nodes and the relationships between them. */
export function readElements(reader: TokenReader): PathPattern {
  const nodes = [readNode(reader)];
  const relationships: RelationshipPattern[] = [];
  while (reader.sees('-') || reader.sees('<')) {
    relationships.push(readRelationship(reader));
    nodes.push(readNode(reader));
  }
  if (reader.sees('(')) throw unsupported('a quantified path');
  return { nodes, relationships };
}

function readNode(reader: TokenReader): NodePattern {
  reader.require('(');
  if (reader.sees('(') || reader.peek(1)?.text === '=') throw unsupported('a quantified path');
  const name = reader.seesRule('variable') ? reader.name() : undefined;
  const labels = reader.peek()?.labelsEnd === undefined ? undefined : readLabels(reader);
  const properties = readProperties(reader);
  const where = reader.takes('WHERE') ? readExpression(reader) : undefined;
  reader.require(')');
  if (reader.sees('{') || reader.sees('+') || reader.sees('*'))
    throw unsupported('a quantified path');
  return {
    ...(name !== undefined && { name }),
    ...(labels && { labels }),
    ...(properties && { properties }),
    ...(where && { where }),
  };
}

function readProperties(reader: TokenReader): Expression | undefined {
  return reader.sees('{') || reader.sees('$') ? readExpression(reader) : undefined;
}

function readRelationship(reader: TokenReader): RelationshipPattern {
  const leftward = reader.takes('<');
  reader.require('-');
  const inside = reader.takes('[') ? readInside(reader) : {};
  reader.require('-');
  const rightward = reader.takes('>');
  const direction = leftward === rightward ? 'both' : leftward ? 'in' : 'out';
  const range = readQuantifier(reader);
  if (range && 'range' in inside) throw unsupported('a length and a quantifier');
  return { ...inside, ...(range && { range }), direction };
}

function readInside(reader: TokenReader): Omit<RelationshipPattern, 'direction'> {
  const name = reader.seesRule('variable') ? reader.name() : undefined;
  const types = reader.peek()?.labelsEnd === undefined ? undefined : readLabels(reader);
  const range = reader.takes('*') ? readRange(reader) : undefined;
  const properties = readProperties(reader);
  const where = reader.takes('WHERE') ? readExpression(reader) : undefined;
  reader.require(']');
  return {
    ...(name !== undefined && { name }),
    ...(types && { types }),
    ...(range && { range }),
    ...(properties && { properties }),
    ...(where && { where }),
  };
}

type Range = NonNullable<RelationshipPattern['range']>;

function readRange(reader: TokenReader): Range {
  const least = readCount(reader);
  if (reader.takes('..')) return { least: least ?? 1, most: readCount(reader) ?? Infinity };
  return least === undefined ? { least: 1, most: Infinity } : { least, most: least };
}

/** `+`, `*`, `{2}`, `{1,3}` behind a relationship. */
function readQuantifier(reader: TokenReader): Range | undefined {
  if (reader.takes('+')) return { least: 1, most: Infinity };
  if (reader.takes('*')) return { least: 0, most: Infinity };
  if (!reader.takes('{')) return undefined;
  const least = readCount(reader);
  const isOpen = reader.takes(',');
  const most = isOpen ? (readCount(reader) ?? Infinity) : (least ?? Infinity);
  reader.require('}');
  return { least: least ?? 0, most };
}

function readCount(reader: TokenReader): number | undefined {
  return /^\d+$/.test(reader.peek()?.text ?? '') ? Number(reader.next().text) : undefined;
}
