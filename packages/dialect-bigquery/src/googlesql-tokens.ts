import { reservedWords } from './bigquery-keywords.js';

/** What a token is. */
export type TokenKind =
  'word' | 'name' | 'text' | 'number' | 'parameter' | 'variable' | 'symbol' | 'open';

/** A token of GoogleSQL. */
export interface Token {
  /** `name` is in backticks, `open` a text, name or comment that nothing closes. */
  readonly kind: TokenKind;
  /** As it is written, for names without their backticks. */
  readonly text: string;
  readonly start: number;
  /** Place behind it. */
  readonly end: number;
}

/** See https://github.com/google/zetasql/blob/master/docs/lexical.md. */
const PATTERNS: readonly (readonly [TokenKind | undefined, RegExp])[] = [
  [undefined, /\s+|--[^\n\r]*|#[^\n\r]*|\/\*[\s\S]*?\*\//y],
  ['text', /(?:rb|br|r|b)?(?:'''(?:[^\\]|\\[\s\S])*?'''|"""(?:[^\\]|\\[\s\S])*?""")/iy],
  ['text', /(?:rb|br|r|b)?(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/iy],
  ['name', /`(?:[^`\\\n]|\\[\s\S])*`/y],
  ['open', /\/\*|'|"|`/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /(?:0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy],
  ['variable', /@@\s*[A-Za-z_][A-Za-z0-9_.]*/y],
  ['parameter', /@\s*(?:[A-Za-z_][A-Za-z0-9_]*|`(?:[^`\\\n]|\\[\s\S])*`)|\?/y],
  ['symbol', /[\s\S]/y],
];

/** Part of a path that begins with a digit: `shop.2024_sales`, `t.1`. Elsewhere it would be a number. */
const NUMBERED_PART = /(\.\s*)([0-9][A-Za-z0-9_]*)/y;

/** Cuts a text into tokens, without blanks and comments; every text can be cut. */
export function googleSqlTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let place = 0; place < text.length;) {
    const part = numberedPart(text, place, tokens.at(-1));
    if (part !== undefined) {
      tokens.push({ kind: 'symbol', text: '.', start: place, end: place + 1 }, part);
      place = part.end;
      continue;
    }
    const [kind, written] = tokenAt(text, place);
    if (kind !== undefined)
      tokens.push({
        ...{ kind, text: kind === 'name' ? written.slice(1, -1) : written },
        ...{ start: place, end: place + written.length },
      });
    place += written.length;
  }
  return tokens;
}

/** The part behind a dot that stands behind something with parts. */
function numberedPart(text: string, place: number, before: Token | undefined): Token | undefined {
  if (text[place] !== '.' || before === undefined || !hasParts(before)) return undefined;
  NUMBERED_PART.lastIndex = place;
  const [, dot = '', written] = NUMBERED_PART.exec(text) ?? [];
  if (written === undefined) return undefined;
  const start = place + dot.length;
  return { kind: 'word', text: written, start, end: start + written.length };
}

function hasParts({ kind, text }: Token): boolean {
  if (kind === 'word') return !reservedWords.has(text.toUpperCase());
  if (kind === 'symbol') return text === ')' || text === ']';
  return kind === 'name' || kind === 'parameter' || kind === 'variable';
}

function tokenAt(text: string, place: number): readonly [TokenKind | undefined, string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = place;
    const [written] = pattern.exec(text) ?? [];
    if (written !== undefined && written !== '') return [kind, written];
  }
  return ['symbol', text.slice(place, place + 1)];
}

/** How deep brackets stand one in the other. */
export function depthOf(tokens: readonly Token[]): number {
  let [depth, deepest] = [0, 0];
  for (const { kind, text } of tokens) {
    if (kind !== 'symbol') continue;
    if (text === '(' || text === '[') depth += 1;
    else if (text === ')' || text === ']') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
