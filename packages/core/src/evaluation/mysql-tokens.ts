import { DatabaseOpenError } from '@momq/dialect';

/**
 * A token of a MySQL script. `word` is an unquoted name, keyword or number, `name` a quoted name (or a text in double
 * quotes: MySQL reads both there), `text` a text in single quotes, `sign` a single other character.
 */
export interface MysqlToken {
  readonly kind: 'word' | 'name' | 'text' | 'sign';
  /** The token as written; a quoted name without its quotes. */
  readonly text: string;
  /** Where the token starts and ends in the script, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const comment = /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//;
const text = /'(?:[^'\\]|\\[\s\S]|'')*'/;
const name = /`(?:[^`]|``)*`|"(?:[^"\\]|\\[\s\S]|"")*"/;
const word = /\d+\.\d+(?:e[+-]?\d+)?|[\w$\u0080-\uffff]+/;
const token = new RegExp(
  `\\s+|${comment.source}|(?<text>${text.source})|(?<name>${name.source})|(?<word>${word.source})|(?<sign>[\\s\\S])`,
  'giy',
);

/**
 * Cuts a MySQL script into tokens; comments (`--`, `#`, and all of `/* … *\/`) and white space are left out.
 *
 * @param scriptName - what the script is called in messages.
 * @throws DatabaseOpenError when a quote or a comment is not closed.
 */
export function mysqlTokens(script: string, scriptName: string): MysqlToken[] {
  const tokens: MysqlToken[] = [];
  for (const match of script.matchAll(token)) {
    const groups = match.groups!;
    const start = match.index;
    const end = start + match[0].length;
    if (groups['word'] !== undefined) tokens.push({ kind: 'word', text: match[0], start, end });
    else if (groups['text'] !== undefined)
      tokens.push({ kind: 'text', text: match[0], start, end });
    else if (groups['name'] !== undefined) {
      tokens.push({ kind: 'name', text: unquoted(match[0]), start, end });
    } else if (groups['sign'] !== undefined) {
      if (/['"`]/.test(match[0]) || script.startsWith('/*', start)) {
        const line = script.slice(0, start).split('\n').length;
        throw new DatabaseOpenError(
          `${scriptName}: expected what opens with ${script.slice(start, start + 2).trim()} in line ${line} to be closed, got the end of the script.`,
        );
      }
      tokens.push({ kind: 'sign', text: match[0], start, end });
    }
  }
  return tokens;
}

/** Splits tokens at each semicolon, or at each comma outside parentheses; empty parts are left out. */
export function splitTokens(tokens: readonly MysqlToken[], separator: ',' | ';'): MysqlToken[][] {
  const parts: MysqlToken[][] = [[]];
  let depth = 0;
  for (const each of tokens) {
    if (isSign(each, '(')) depth += 1;
    if (isSign(each, ')')) depth -= 1;
    if (isSign(each, separator) && (depth === 0 || separator === ';')) parts.push([]);
    else parts.at(-1)!.push(each);
  }
  return parts.filter((part) => part.length > 0);
}

/** The tokens between the parenthesis at `open` and its closing one; null when there is none. */
export function insideParentheses(
  tokens: readonly MysqlToken[],
  open: number,
): MysqlToken[] | null {
  if (!isSign(tokens[open], '(')) return null;
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (isSign(tokens[index], '(')) depth += 1;
    if (isSign(tokens[index], ')')) depth -= 1;
    if (depth === 0) return tokens.slice(open + 1, index);
  }
  return null;
}

/** Whether the token is the punctuation mark `sign`. */
export function isSign(candidate: MysqlToken | undefined, sign: string): boolean {
  return candidate?.kind === 'sign' && candidate.text === sign;
}

function unquoted(quoted: string): string {
  const quote = quoted[0]!;
  return quoted.slice(1, -1).replaceAll(quote + quote, quote);
}
