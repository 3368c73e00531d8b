const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', '?': '?', '"': '"', "'": "'", '`': '`' },
};

/** A literal as it is written: letters before the quotes, quotes, content. */
const LITERAL = /^(\w*)('''|"""|'|")([\s\S]*)\2$/;

/** A backslash with what belongs to it. */
const ESCAPE = /\\(?:[xX][0-9a-fA-F]{2}|[0-3][0-7]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;

/** The value of a text in quotes, for bytes a text with their codes; undefined for an escape that GoogleSQL does not have. */
export function stringValue(written: string): string | undefined {
  const [, prefix = '', quotes = '', content = ''] = LITERAL.exec(written) ?? [];
  if (quotes.length === 1 && /[\r\n]/.test(content)) return undefined;
  if (/r/i.test(prefix) || !content.includes('\\')) return content;
  if (isBytes(written) && /\\u/i.test(content)) return undefined;
  let isRight = true;
  const value = content.replaceAll(ESCAPE, (escape) => {
    const sign = signOf(escape);
    isRight &&= sign !== undefined;
    return sign ?? '';
  });
  return isRight ? value : undefined;
}

/** Whether a literal is one of bytes. */
export function isBytes(written: string): boolean {
  return /^(b|rb|br)['"]/i.test(written);
}

function signOf(escape: string): string | undefined {
  const kind = escape.charAt(1);
  if (escape.length === 2) return Object.hasOwn(ESCAPES, kind) ? ESCAPES[kind] : undefined;
  const point = /\d/.test(kind) ? parseInt(escape.slice(1), 8) : parseInt(escape.slice(2), 16);
  const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}
