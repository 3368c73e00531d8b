import type { Expression } from './query-parts.js';
import { itemsUntil, readExpression } from './readers.js';
import type { TokenReader } from './token-reader.js';

/** Reads a call of a function or an aggregate. */
export function readCall(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.next().text.replaceAll('`', '').toLowerCase();
  reader.require('(');
  // A variable may be called as the words that can stand here.
  const isName = (reader.sees('ALL') || reader.sees('DISTINCT')) && reader.peek(1)?.text === ')';
  const distinct = !isName && reader.takes('DISTINCT');
  if (!distinct && !isName) reader.takes('ALL');
  const args = isName ? [nameAlone(reader)] : itemsUntil(reader, ')');
  return { kind: 'call', name, distinct, arguments: args, span: reader.spanFrom(place) };
}

function nameAlone(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.name();
  const span = reader.spanFrom(place);
  reader.require(')');
  return { kind: 'variable', name, span };
}

/** TRIM and NORMALIZE have words of their own between their brackets. */
export function readTrim(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.next().text.toLowerCase();
  reader.require('(');
  const side = ['BOTH', 'LEADING', 'TRAILING'].find((word) => reader.takes(word));
  if (name === 'normalize') {
    const args = [readExpression(reader)];
    if (reader.takes(',')) {
      const form = reader.next();
      const span = { from: form.from, to: form.to };
      args.push({ kind: 'literal', value: form.text.toUpperCase(), span });
    }
    reader.require(')');
    return { kind: 'call', name, distinct: false, arguments: args, span: reader.spanFrom(place) };
  }
  const characters = reader.sees('FROM') ? undefined : readExpression(reader);
  const args = reader.takes('FROM') ? [readExpression(reader)] : [];
  if (characters !== undefined) args.push(characters);
  reader.require(')');
  const kind = { BOTH: 'btrim', LEADING: 'ltrim', TRAILING: 'rtrim' }[side ?? 'BOTH'] ?? 'btrim';
  return {
    kind: 'call',
    name: kind,
    distinct: false,
    arguments: args,
    span: reader.spanFrom(place),
  };
}
