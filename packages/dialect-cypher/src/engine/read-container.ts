import type { Expression, ProjectionItem } from './query-parts.js';
import { itemsUntil, readExpression } from './readers.js';
import type { TokenReader } from './token-reader.js';

/** Reads a variable, perhaps with a map projection behind it. */
export function readVariable(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.name();
  const span = reader.spanFrom(place);
  if (!reader.takes('{')) return { kind: 'variable', name, span };
  const items: ProjectionItem[] = [];
  while (!reader.takes('}')) {
    items.push(projectionItem(reader));
    reader.takes(',');
  }
  const of: Expression = { kind: 'variable', name, span };
  return { kind: 'projection', of, items, span: reader.spanFrom(place) };
}

function projectionItem(reader: TokenReader): ProjectionItem {
  if (reader.takes('.', '*')) return { kind: 'all' };
  if (reader.takes('.')) return { kind: 'property', name: reader.name() };
  const place = reader.place;
  const name = reader.name();
  const value: Expression = reader.takes(':')
    ? readExpression(reader)
    : { kind: 'variable', name, span: reader.spanFrom(place) };
  return { kind: 'entry', name, value };
}

/** Reads a list. */
export function readList(reader: TokenReader): Expression {
  const place = reader.place;
  reader.require('[');
  const items = itemsUntil(reader, ']');
  return { kind: 'list', items, span: reader.spanFrom(place) };
}

/** Reads a map. */
export function readMap(reader: TokenReader): Expression {
  const place = reader.place;
  reader.require('{');
  const entries: (readonly [string, Expression])[] = [];
  while (!reader.takes('}')) {
    const key = reader.name();
    reader.require(':');
    entries.push([key, readExpression(reader)]);
    reader.takes(',');
  }
  return { kind: 'map', entries, span: reader.spanFrom(place) };
}
