import { parseExpression } from './expression-parser.js';
import type { TokenReader } from './token-reader.js';
import { parseVids, parseYield } from './traversal-parser.js';

/** What takes tokens if they are of its form. @throws QuerySyntaxError where they are not */
type Form = (reader: TokenReader) => void;

const parts: Readonly<Record<string, Form>> = {
  name: (reader) => void reader.name(),
  string: (reader) => {
    if (reader.peek().kind !== 'string') throw reader.error('a text in quotes');
    reader.next();
  },
  integer: (reader) => {
    reader.takesSymbol('-');
    reader.integer();
  },
  natural: (reader) => void reader.integer(),
  positive: (reader) => {
    const { start } = reader.peek();
    if (reader.integer() === 0n)
      throw reader.errorAt(start, 'Out of range: expected at least 1, got 0');
  },
  value: (reader) => void parseExpression(reader),
  vids: (reader) => void parseVids(reader),
  yield: (reader) => void parseYield(reader),
  rest: (reader) => {
    while (reader.peek().kind !== 'end' && !reader.seesSymbol(';')) reader.next();
  },
};

/**
 * A form written as text: `KEYWORD`, `'symbol'`, `part`, `<rule>`, `[ perhaps ]`, `( one | other )`, `{ one, and more with commas }`
 * and `+{ one and more }`.
 */
export function formOf(text: string, rules: ReadonlyMap<string, Form>): Form {
  const pieces = text.match(/'[^']*'|<[\w-]+>|\+\{|[\w]+|[[\](){}|]/g) ?? [];
  let place = 0;
  const alternatives = (): Form => {
    const all = [sequence()];
    while (pieces[place] === '|') {
      place += 1;
      all.push(sequence());
    }
    return all.length === 1 ? all[0]! : oneOf(all);
  };
  const sequence = (): Form => {
    const forms: Form[] = [];
    while (place < pieces.length && !['|', ')', ']', '}'].includes(pieces[place]!))
      forms.push(item());
    return (reader) => forms.forEach((form) => form(reader));
  };
  const item = (): Form => {
    const piece = pieces[place]!;
    place += 1;
    if ('[({'.includes(piece) || piece === '+{') {
      const inner = alternatives();
      place += 1;
      if (piece === '[') return (reader) => void perhaps(reader, inner);
      if (piece === '{') return (reader) => void reader.list(() => inner(reader));
      if (piece === '+{') return (reader) => oneOrMore(reader, inner);
      return inner;
    }
    if (piece.startsWith("'")) return (reader) => reader.expectSymbol(piece.slice(1, -1));
    if (piece.startsWith('<')) {
      const name = piece.slice(1, -1);
      return (reader) => rules.get(name)!(reader);
    }
    return parts[piece] ?? ((reader) => reader.expectWord(piece));
  };
  return alternatives();
}

function perhaps(reader: TokenReader, form: Form): boolean {
  return (
    reader.attempt(() => {
      form(reader);
      return true;
    }) ?? false
  );
}

function oneOrMore(reader: TokenReader, form: Form): void {
  form(reader);
  while (perhaps(reader, form));
}

/** The first that fits; the error is that of the form that came the furthest. */
function oneOf(forms: readonly Form[]): Form {
  return (reader) => {
    for (const form of forms.slice(0, -1)) if (perhaps(reader, form)) return;
    forms.at(-1)!(reader);
  };
}
