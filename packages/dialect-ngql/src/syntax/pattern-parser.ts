import type { ExpressionReader } from './primary-parser.js';
import type { EdgePattern, ExpressionOf, NodePattern, PathPattern } from './syntax-tree.js';
import type { TokenReader } from './token-reader.js';

/** A path without its name: nodes and edges in turn. */
export function parsePath(reader: TokenReader, expression: ExpressionReader): PathPattern {
  const { start } = reader.peek();
  const nodes = [node(reader, expression)];
  const edges: EdgePattern[] = [];
  while (seesEdge(reader)) {
    reader.link(edges.length + 1, 'edges of a path');
    edges.push(edge(reader, expression));
    nodes.push(node(reader, expression));
  }
  return { name: '', nodes, edges, start, end: reader.lastEnd };
}

/** A path of MATCH: perhaps named, perhaps the shortest. */
export function parseNamedPath(reader: TokenReader, expression: ExpressionReader): PathPattern {
  const { start } = reader.peek();
  const isNamed = reader.seesName() && reader.seesSymbol('=', 1);
  const name = isNamed ? reader.name() : '';
  if (isNamed) reader.expectSymbol('=');
  const word = reader.seesSymbol('(', 1) ? reader.peek().text.toLowerCase() : '';
  if (word !== 'shortestpath' && word !== 'allshortestpaths')
    return { ...parsePath(reader, expression), name, start };
  reader.next();
  reader.expectSymbol('(');
  const path = parsePath(reader, expression);
  reader.expectSymbol(')');
  const shortest = word === 'shortestpath' ? 'one' : 'all';
  return { ...path, name, shortest, start, end: reader.lastEnd };
}

function node(reader: TokenReader, expression: ExpressionReader): NodePattern {
  reader.expectSymbol('(');
  const name = reader.seesName() ? reader.name() : '';
  const labels: { name: string; properties?: ExpressionOf<'map'> }[] = [];
  while (reader.takesSymbol(':')) {
    const label = reader.name('a tag');
    const properties = propertyMap(reader, expression);
    labels.push({ name: label, ...(properties && { properties }) });
  }
  const properties = labels.length === 0 ? propertyMap(reader, expression) : undefined;
  reader.expectSymbol(')');
  return { name, labels, ...(properties && { properties }) };
}

function seesEdge(reader: TokenReader): boolean {
  if (reader.seesSymbol('-'))
    return reader.seesSymbol('[', 1) || reader.seesSymbol('-', 1) || reader.seesSymbol('->', 1);
  if (!reader.seesSymbol('<-')) return false;
  return reader.seesSymbol('[', 1) || reader.seesSymbol('-', 1) || reader.seesSymbol('->', 1);
}

function edge(reader: TokenReader, expression: ExpressionReader): EdgePattern {
  const isBack = reader.takesSymbol('<-');
  if (!isBack) reader.expectSymbol('-');
  const inside = reader.seesSymbol('[')
    ? edgeInside(reader, expression)
    : { name: '', types: [] as string[] };
  const isForth = reader.takesSymbol('->');
  if (!isForth) reader.expectSymbol('-');
  const direction = isBack === isForth ? 'both' : isForth ? 'out' : 'in';
  return { ...inside, direction };
}

function edgeInside(
  reader: TokenReader,
  expression: ExpressionReader,
): Omit<EdgePattern, 'direction'> {
  reader.expectSymbol('[');
  const name = reader.seesName() ? reader.name() : '';
  const types: string[] = [];
  if (reader.takesSymbol(':')) {
    types.push(reader.name('an edge type'));
    while (reader.takesSymbol('|')) {
      reader.takesSymbol(':');
      types.push(reader.name('an edge type'));
    }
  }
  const range = reader.takesSymbol('*') ? stepRange(reader) : undefined;
  const properties = propertyMap(reader, expression);
  reader.expectSymbol(']');
  return { name, types, ...(range && { range }), ...(properties && { properties }) };
}

function stepRange(reader: TokenReader): { readonly least: number; readonly most: number } {
  const least = reader.peek().kind === 'integer' ? Number(reader.integer()) : undefined;
  if (!reader.takesSymbol('..'))
    return least === undefined ? { least: 1, most: Infinity } : { least, most: least };
  const most = reader.peek().kind === 'integer' ? Number(reader.integer()) : undefined;
  if (least === undefined && most === undefined) throw reader.error('a number of steps');
  return { least: least ?? 1, most: most ?? Infinity };
}

function propertyMap(
  reader: TokenReader,
  expression: ExpressionReader,
): ExpressionOf<'map'> | undefined {
  if (!reader.seesSymbol('{')) return undefined;
  const place = reader.peek().start;
  const map = expression(reader);
  if (map.kind !== 'map') throw reader.errorAt(place, 'expected properties, got a set');
  return map;
}
