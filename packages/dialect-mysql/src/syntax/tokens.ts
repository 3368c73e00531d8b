import { QuerySyntaxError } from '@momq/dialect';

/** What a piece of MySQL text is. `word` may be a keyword or a name, `quoted` is a name in backticks. */
export type TokenKind =
  'word' | 'quoted' | 'text' | 'number' | 'bytes' | 'variable' | 'operator' | 'end';

/** A piece of MySQL text. */
export interface Token {
  readonly kind: TokenKind;
  /** As it is written. */
  readonly text: string;
  /** What it means: of a text or a quoted name without quotes and escapes, of bytes their hexadecimal digits. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of a text, and what its comments say to the server. */
export interface Tokens {
  readonly list: readonly Token[];
  /** A comment that the server runs (it begins with `!`) or takes as an instruction (`+`), if there is one. */
  readonly instruction: string | undefined;
}

const OPERATORS = ['<=>', '->>', ':=', '->', '<<', '>>', '<=', '>=', '<>', '!=', '&&', '||'];
const SINGLE = new Set('+-*/%&|^~!<>=(),.;?@:{}');
const NAME = /[A-Za-z0-9_$\u0080-\uffff]+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y;
const RADIX = /0x[0-9A-Fa-f]+|0b[01]+/y;
const QUOTED_RADIX = /[xX]'(?:[0-9A-Fa-f]{2})*'|[bB]'[01]*'/y;
/** White space of a server; other white space of Unicode is a letter of names to it. */
const SPACE = /[\t-\r ]/;
/** What makes `--` a comment. */
const BEHIND_DASHES = /[\u0000-\u0020\u007f]/;

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001a',
};

/**
 * Splits MySQL text, as a server reads it whose `sql_mode` has neither ANSI_QUOTES nor NO_BACKSLASH_ESCAPES.
 *
 * @throws QuerySyntaxError for what no token begins with, or a quote or comment that does not end
 */
export function tokenize(source: string): Tokens {
  return new Lexer(source).run();
}

/** An error at a place of the text. */
export function syntaxError(source: string, at: number, message: string): QuerySyntaxError {
  const before = source.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const fragment = source.slice(at, at + 20).replaceAll('\0', '\\0') || 'end of text';
  return new QuerySyntaxError(`mysql: ${message}`, { line, column, fragment });
}

class Lexer {
  private readonly source: string;
  private readonly list: Token[] = [];
  private at = 0;
  private instruction: string | undefined;

  constructor(source: string) {
    this.source = source;
  }

  run(): Tokens {
    for (;;) {
      this.skip();
      if (this.at >= this.source.length) break;
      this.next();
    }
    this.push('end', this.at);
    return { list: this.list, instruction: this.instruction };
  }

  private push(kind: TokenKind, end: number, value?: string): void {
    const text = this.source.slice(this.at, end);
    this.list.push({ kind, text, value: value ?? text, start: this.at, end });
    this.at = end;
  }

  private skip(): void {
    const { source } = this;
    for (;;) {
      const char = source[this.at];
      if (char === undefined) return;
      if (char === '\0')
        throw syntaxError(source, this.at, 'expected text without U+0000, got one');
      if (SPACE.test(char)) this.at += 1;
      else if (char === '#') this.skipLine();
      else if (char === '-' && source[this.at + 1] === '-' && this.endsDashes()) this.skipLine();
      else if (char === '/' && source[this.at + 1] === '*') this.skipBlock();
      else return;
    }
  }

  /** `--` begins a comment only before white space and signs that control: `5--3` is 8. */
  private endsDashes(): boolean {
    const after = this.source[this.at + 2];
    return after === undefined || BEHIND_DASHES.test(after);
  }

  private skipLine(): void {
    const { source } = this;
    const end = source.indexOf('\n', this.at);
    const line = source.slice(this.at, end < 0 ? undefined : end);
    // To a server the comment ends there.
    if (line.includes('\0'))
      throw syntaxError(source, this.at, 'expected a comment without U+0000, got one');
    this.at += line.length + 1;
  }

  private skipBlock(): void {
    const end = this.source.indexOf('*/', this.at + 2);
    if (end < 0) throw syntaxError(this.source, this.at, 'expected the comment to end with */');
    const body = this.source.slice(this.at + 2, end);
    if (/^(?:!|M!|\+)/.test(body)) this.instruction ??= `/*${body.slice(0, 40)}*/`;
    this.at = end + 2;
  }

  private next(): void {
    const char = this.source[this.at] ?? '';
    if (char === "'" || char === '"') return this.quotedText();
    if (char === '`') return this.quotedName();
    if (char === '@') return this.variable();
    const previous = this.list.at(-1);
    const behindDot = previous?.text === '.' && previous.end === this.at;
    const radix = behindDot ? undefined : (this.match(QUOTED_RADIX) ?? this.match(RADIX));
    const name = this.match(NAME);
    if (radix !== undefined && (name === undefined || radix.length >= name.length))
      return this.push('bytes', this.at + radix.length, hexadecimal(radix));
    const number = behindDot ? undefined : this.match(NUMBER);
    // `1a` is a name, `1e5` and `1` are numbers.
    if (number !== undefined && (name === undefined || number.length >= name.length))
      return this.push('number', this.at + number.length);
    if (name !== undefined) return this.push('word', this.at + name.length);
    const operator = OPERATORS.find((each) => this.source.startsWith(each, this.at));
    if (operator !== undefined) return this.push('operator', this.at + operator.length);
    if (!SINGLE.has(char)) throw syntaxError(this.source, this.at, 'expected MySQL text');
    this.push('operator', this.at + 1);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source)?.[0];
  }

  private quotedText(): void {
    const { source } = this;
    const quote = source[this.at];
    const parts: string[] = [];
    let from = this.at + 1;
    for (let at = from; ; at += 1) {
      const char = source[at];
      if (char === undefined)
        throw syntaxError(source, this.at, `expected the text to end with ${quote}`);
      if (char === quote && source[at + 1] === quote) {
        parts.push(source.slice(from, at + 1));
        at += 1;
        from = at + 1;
      } else if (char === quote) {
        parts.push(source.slice(from, at));
        return this.push('text', at + 1, parts.join(''));
      } else if (char === '\\') {
        const escaped = source[at + 1] ?? '';
        parts.push(source.slice(from, at), unescaped(escaped));
        at += 1;
        from = at + 1;
      }
    }
  }

  private quotedName(): void {
    const match = /`((?:[^`]|``)+)`/y;
    match.lastIndex = this.at;
    const found = match.exec(this.source);
    if (found === null) throw syntaxError(this.source, this.at, 'expected the name to end with `');
    this.push('quoted', this.at + found[0].length, (found[1] ?? '').replaceAll('``', '`'));
  }

  private variable(): void {
    const match = /@@?(?:[A-Za-z0-9_$.\u0080-\uffff]+|'[^']*'|"[^"]*"|`[^`]*`)?/y;
    match.lastIndex = this.at;
    this.push('variable', this.at + (match.exec(this.source)?.[0].length ?? 1));
  }
}

/** `\%` and `\_` keep their backslash: they are for LIKE. */
function unescaped(char: string): string {
  if (char === '%' || char === '_') return `\\${char}`;
  return ESCAPES[char] ?? char;
}

function hexadecimal(text: string): string {
  const digits = text.replace(/^(?:0[xb]|[xXbB]')|'$/g, '');
  if (!/^(?:0b|[bB]')/.test(text)) return digits;
  return digits === '' ? '' : BigInt(`0b${digits}`).toString(16);
}
