import { syntaxErrorAt } from './syntax-error.js';
import type { Token, TokenKind } from './token.js';

/** Symbols, longer ones before their beginnings. */
const symbols = [
  '->', '<-', '<=', '>=', '<>', '==', '!=', '=~', '&&', '||', '..',
  '(', ')', '[', ']', '{', '}', ',', ';', ':', '?', '|', '=', '<', '>', '+', '-', '*', '/', '%', '!', '.', '@', '^',
]; // prettier-ignore

const space = /(?:[\s\u00a0\u3000]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const number =
  /0[xX][0-9a-fA-F]+|(?:\d+\.\d+|\d+\.(?=[eE][+-]?\d)|\d+\.(?![.\w])|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+/y;
const name = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy;

/**
 * Cuts a text into lexemes; the last is of kind `end`.
 *
 * @throws QuerySyntaxError for text that does not end, and for characters that nGQL does not have
 */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let place = 0;
  const push = (kind: TokenKind, value: string, end: number): void => {
    const word = kind === 'word' ? value.toUpperCase() : '';
    tokens.push({ kind, text: value, word, start: place, end });
    place = end;
  };
  for (;;) {
    place = matchAt(space, text, place)?.end ?? place;
    const character = text[place];
    if (character === undefined) break;
    if (character === '"' || character === "'") {
      const { value, end } = quotedText(text, place);
      push('string', value, end);
      continue;
    }
    if (character === '`') {
      const end = text.indexOf('`', place + 1);
      if (end < 0) throw syntaxErrorAt(text, place, 'expected ` at the end of a name, got none');
      if (end === place + 1) throw syntaxErrorAt(text, place, 'expected a name between ` and `');
      if (text.slice(place, end).includes('.'))
        throw syntaxErrorAt(text, place, "Don't allow DOT in label: expected a name without dots");
      push('quoted', text.slice(place + 1, end), end + 1);
      continue;
    }
    const digits = matchAt(number, text, place);
    if (digits !== undefined && isNumberHere(tokens.at(-1), text, place)) {
      const isFloat = !/^0[xX]/.test(digits.value) && /[.eE]/.test(digits.value);
      const after = matchAt(name, text, digits.end);
      if (after !== undefined)
        throw syntaxErrorAt(text, place, 'expected a number, got letters behind one');
      push(isFloat ? 'float' : 'integer', digits.value, digits.end);
      continue;
    }
    const word = matchAt(name, text, place);
    if (word !== undefined) {
      push('word', word.value, word.end);
      continue;
    }
    if (character === '$') {
      const next = text[place + 1] ?? '';
      if ('-^$'.includes(next) && next !== '') {
        push('reference', `$${next}`, place + 2);
        continue;
      }
      const variable = matchAt(name, text, place + 1);
      if (variable !== undefined) {
        push('variable', variable.value, variable.end);
        continue;
      }
    }
    const symbol = symbols.find((each) => text.startsWith(each, place));
    if (symbol === undefined)
      throw syntaxErrorAt(text, place, `expected nGQL, got the character ${character}`);
    push('symbol', symbol, place + symbol.length);
  }
  push('end', '', place);
  return tokens;
}

/** `.5` behind a name is a property that begins with a digit, which nGQL lacks; `1..5` is a range. */
function isNumberHere(before: Token | undefined, text: string, place: number): boolean {
  if (text[place] !== '.') return true;
  return before === undefined || before.end < place || before.kind === 'symbol';
}

function matchAt(
  pattern: RegExp,
  text: string,
  place: number,
): { readonly value: string; readonly end: number } | undefined {
  pattern.lastIndex = place;
  const value = pattern.exec(text)?.[0];
  return value === undefined ? undefined : { value, end: place + value.length };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', b: '\b', f: '\f',
}; // prettier-ignore

/** What stands in quotes as it is. */
const plainInDouble = /[^"\\]+/y;
const plainInSingle = /[^'\\]+/y;

function quotedText(text: string, start: number): { readonly value: string; readonly end: number } {
  const quote = text[start];
  const plain = quote === '"' ? plainInDouble : plainInSingle;
  let value = '';
  for (let place = start + 1; place < text.length; place += 1) {
    const run = matchAt(plain, text, place);
    if (run !== undefined) {
      value += run.value;
      place = run.end;
    }
    if (text[place] === quote) return { value, end: place + 1 };
    if (place >= text.length) break;
    const octal = /^[0-7]{3}/.exec(text.slice(place + 1, place + 4))?.[0];
    const unicode = /^u[0-9a-fA-F]{4}/.exec(text.slice(place + 1, place + 6))?.[0];
    if (octal !== undefined) value += String.fromCharCode(Number.parseInt(octal, 8));
    else if (unicode !== undefined)
      value += String.fromCharCode(Number.parseInt(unicode.slice(1), 16));
    else value += escapes[text[place + 1] ?? ''] ?? text[place + 1] ?? '';
    place += octal?.length ?? unicode?.length ?? 1;
  }
  throw syntaxErrorAt(text, start, `expected ${quote} at the end of a text, got none`);
}
