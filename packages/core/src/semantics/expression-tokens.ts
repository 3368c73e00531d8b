/** A piece of a SQL expression. */
export interface ExpressionToken {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  /** Names without their quotes, texts without theirs. */
  readonly text: string;
  /** True for names in quotes, which are no keywords. */
  readonly quoted: boolean;
}

const pattern =
  /\s+|--[^\n]*|(\d+(?:\.\d+)?)|'((?:[^']|'')*)'|"((?:[^"]|"")+)"|`([^`]+)`|([\p{L}_][\p{L}\p{N}_$]*)|(<>|!=|<=|>=|\|\||[-+*/(),.<>=])/guy;

/** The pieces of an expression, an `end` last; undefined for text that has others. */
export function expressionTokens(text: string): ExpressionToken[] | undefined {
  const tokens: ExpressionToken[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const [, number, literal, double, back, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, quoted: false });
    else if (literal !== undefined)
      tokens.push({ kind: 'text', text: literal.replaceAll("''", "'"), quoted: true });
    else if (double !== undefined)
      tokens.push({ kind: 'name', text: double.replaceAll('""', '"'), quoted: true });
    else if (back !== undefined) tokens.push({ kind: 'name', text: back, quoted: true });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, quoted: false });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, quoted: false });
  }
  return [...tokens, { kind: 'end', text: '', quoted: false }];
}

/** The parts of a name such as `orders."net amount"`; undefined for any other expression. */
export function nameOfExpression(text: string): string[] | undefined {
  const tokens = expressionTokens(text);
  if (tokens === undefined) return undefined;
  const parts: string[] = [];
  for (let place = 0; ; place += 2) {
    const [name, next] = [tokens[place], tokens[place + 1]];
    if (name?.kind !== 'name') return undefined;
    parts.push(name.text);
    if (next?.kind === 'end') return parts;
    if (next?.text !== '.') return undefined;
  }
}
