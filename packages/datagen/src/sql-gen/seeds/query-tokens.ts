import type { Family } from '@momq/dialect';

/** Kinds of {@link QueryToken}. */
export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol';

/** Symbols that compare what stands before with what follows. */
export const comparisonSymbols = ['=', '==', '<>', '!=', '<', '>', '<=', '>='] as const;

/** A piece of a query's text; spaces and comments are none. */
export interface QueryToken {
  readonly kind: TokenKind;
  readonly text: string;
}

const space = String.raw`\s+|\/\*[\s\S]*?\*\/`;
const shared = [
  String.raw`(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)`,
  String.raw`(?<parameter>\?\d*|\$\w+)`,
  String.raw`(?<word>[\p{L}_][\p{L}\p{N}_$]*)`,
  String.raw`(?<symbol><>|<=|>=|!=|==|\|\||::|->|<-|=~|\.\.|[^\s])`,
];
const patterns: Readonly<Record<Family, RegExp>> = {
  relational: new RegExp(
    [
      String.raw`(?<space>${space}|--[^\n]*)`,
      String.raw`(?<string>'(?:[^']|'')*')`,
      '(?<quoted>"(?:[^"]|"")*"|`[^`]*`)',
      ...shared,
    ].join('|'),
    'gu',
  ),
  graph: new RegExp(
    [
      // nGQL's -- begins a comment, that of a pattern such as (a)-->(b) does not
      String.raw`(?<space>${space}|\/\/[^\n]*|(?<=^|\s)--(?=\s)(?!\s*\()[^\n]*)`,
      String.raw`(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`,
      '(?<quoted>`[^`]*`)',
      ...shared,
    ].join('|'),
    'gu',
  ),
};

/** Cuts a query into its tokens, by the rules that the dialects of a family share. */
export function queryTokens(text: string, family: Family): QueryToken[] {
  return [...text.matchAll(patterns[family])].flatMap(({ groups = {} }) => {
    const found = Object.entries(groups).find(([, part]) => part !== undefined);
    if (found === undefined || found[0] === 'space') return [];
    return [{ kind: found[0] as TokenKind, text: found[1]! }];
  });
}

/** What a token says without its quotes. */
export function tokenValue({ kind, text }: QueryToken): string {
  if (kind !== 'string' && kind !== 'quoted') return text;
  const quote = text.charAt(0);
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
