import type { DialectPack, QueryParser } from '@momq/dialect';
import { queryTokens, tokenValue } from './query-tokens.js';
import type { QueryToken } from './query-tokens.js';

/** What stands for names and values in a template. */
export const placeholders = ['table', 'column', 'alias', 'literal'] as const;

const comparisons = new Set(['=', '==', '<>', '!=', '<', '>', '<=', '>=', 'LIKE', 'BETWEEN', 'IS']);
/** After these words a table stands; a comma goes on with another until another clause begins. */
const beforeTables = new Set(['FROM', 'JOIN', 'INTO', 'UPDATE']);

/**
 * Makes a template of a query: keywords and functions stay, a table (label, relationship type) becomes `table`, a column
 * (property) `column`, with its qualifier `alias.column`, the name of a table or a result `alias`, a value `literal`.
 *
 * @throws QuerySyntaxError when the dialect's parser does not accept `query`
 * @remarks Source: Pourreza et al. 2024, arXiv:2408.12733, section 3.1. Differs: the dialect's own parser takes SQLGlot's place.
 */
export function abstractQuery(
  query: string,
  pack: Pick<DialectPack, 'family' | 'keywords'>,
  parser: QueryParser,
): string {
  const { columns, functions } = parser.parse(query);
  const tokens = queryTokens(query.replace(/[;\s]+$/, ''), pack.family);
  const reader = new Abstraction(tokens, {
    keywords: new Set(pack.keywords.all.map((word) => word.toUpperCase())),
    columns: lowerCased(columns),
    functions: lowerCased(functions),
  });
  return pack.family === 'graph'
    ? patternsTight(spaced(reader.graph()))
    : spaced(reader.relational());
}

interface KnownWords {
  readonly keywords: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

class Abstraction {
  readonly #tokens: readonly QueryToken[];
  readonly #known: KnownWords;

  constructor(tokens: readonly QueryToken[], known: KnownWords) {
    this.#tokens = tokens;
    this.#known = known;
  }

  relational(): string[] {
    const parts: string[] = [];
    const inTables = [false]; // per level of parentheses
    for (let index = 0; index < this.#tokens.length; index += 1) {
      const token = this.#tokens[index]!;
      const upper = token.text.toUpperCase();
      if (token.text === '(')
        inTables.push(inTables.at(-1)! && this.#wordAt(index - 1) !== 'USING');
      else if (token.text === ')') inTables.pop();
      if (isLiteral(token) || this.#isQuotedText(index)) parts.push('literal');
      else if (!isName(token)) parts.push(token.text);
      else if (this.#isCall(index) || this.#isKeyword(token)) {
        parts.push(upper);
        const closesTables =
          /^(WHERE|GROUP|ORDER|HAVING|LIMIT|SELECT|ON|UNION|EXCEPT|INTERSECT|SET|USING|WINDOW)$/;
        if (beforeTables.has(upper)) inTables[inTables.length - 1] = true;
        else if (closesTables.test(upper)) inTables[inTables.length - 1] = false;
      } else if (this.#tokens[index + 1]?.text === '.' && this.#tokens[index + 2] !== undefined) {
        const last = this.#lastPart(index);
        const star = this.#tokens[last]!.text === '*';
        const table = inTables.at(-1)! && this.#tableMayStand(index);
        parts.push(table ? 'table' : star ? 'alias.*' : 'alias.column');
        index = last;
      } else if (inTables.at(-1)! && this.#tableMayStand(index)) parts.push('table');
      else if (this.#isAlias(index)) parts.push('alias');
      else parts.push('column');
    }
    return parts;
  }

  graph(): string[] {
    return this.#tokens.map((token, index) => {
      if (isLiteral(token)) return 'literal';
      if (!isName(token)) return token.text;
      const before = this.#tokens[index - 1]?.text;
      const after = this.#tokens[index + 1]?.text;
      if (before === '.') return this.#isCall(index) ? token.text : 'column';
      if ((before === '{' || before === ',') && after === ':') return 'column';
      if (before === ':' || before === '|' || before === '&') return 'table';
      if (this.#isCall(index)) return token.text;
      if (this.#isKeyword(token) && after !== '.') return token.text.toUpperCase();
      return 'alias';
    });
  }

  #wordAt(index: number): string | undefined {
    return this.#tokens[index]?.text.toUpperCase();
  }

  #isCall(index: number): boolean {
    const { kind, text } = this.#tokens[index]!;
    return (
      kind === 'word' &&
      this.#tokens[index + 1]?.text === '(' &&
      (this.#known.functions.has(text.toLowerCase()) ||
        this.#known.keywords.has(text.toUpperCase()))
    );
  }

  #isKeyword({ kind, text }: QueryToken): boolean {
    return (
      kind === 'word' &&
      this.#known.keywords.has(text.toUpperCase()) &&
      !this.#known.columns.has(text.toLowerCase())
    );
  }

  /** True for `"Japan"` after a comparison: some engines read it as text, and corpora rely on it. */
  #isQuotedText(index: number): boolean {
    const { kind, text } = this.#tokens[index]!;
    if (kind !== 'quoted' || !text.startsWith('"')) return false;
    if (this.#tokens[index + 1]?.text === '.') return false;
    const before = this.#wordAt(index - 1);
    return (
      comparisons.has(before ?? '') || (before === 'AND' && this.#wordAt(index - 3) === 'BETWEEN')
    );
  }

  #lastPart(index: number): number {
    let last = index;
    while (this.#tokens[last + 1]?.text === '.' && this.#tokens[last + 2] !== undefined) last += 2;
    return last;
  }

  #tableMayStand(index: number): boolean {
    const before = this.#wordAt(index - 1) ?? '';
    return beforeTables.has(before) || before === ',' || before === '(' || before === 'LATERAL';
  }

  #isAlias(index: number): boolean {
    const before = this.#tokens[index - 1];
    if (
      before === undefined ||
      this.#known.columns.has(tokenValue(this.#tokens[index]!).toLowerCase())
    )
      return before?.text.toUpperCase() === 'AS';
    return (
      before.text.toUpperCase() === 'AS' ||
      before.text === ')' ||
      isName(before) ||
      isLiteral(before)
    );
  }
}

function isLiteral({ kind }: QueryToken): boolean {
  return kind === 'string' || kind === 'number' || kind === 'parameter';
}

function isName({ kind }: QueryToken): boolean {
  return kind === 'word' || kind === 'quoted';
}

function lowerCased(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => word.toLowerCase()));
}

/** One space between parts, none where people write none. */
function spaced(parts: readonly string[]): string {
  return parts
    .join(' ')
    .replace(/ ?\. ?/g, '.')
    .replace(/ ([,)\]])/g, '$1')
    .replace(/([([]) /g, '$1')
    .replace(
      /(\b(?!(?:IN|AND|OR|NOT|FROM|JOIN|AS|WHERE|EXISTS|SELECT|VALUES|USING|BETWEEN|ON|UNION|ALL|EXCEPT|INTERSECT|BY|THEN|ELSE|WHEN|CASE|HAVING|LIKE|IS|OVER|FILTER|MATCH)\b)[A-Za-z_][A-Za-z0-9_]*) \(/g,
      '$1(',
    );
}

/** Patterns of a graph as people write them: `(alias:table)-[:table]->(alias)`. */
function patternsTight(text: string): string {
  return text
    .replace(/ ?: ?/g, ':')
    .replace(/\{ /g, '{')
    .replace(/ \}/g, '}')
    .replace(/([)\]]) ?- ?([[(])/g, '$1-$2')
    .replace(/ ?(->|<-) ?/g, '$1');
}
