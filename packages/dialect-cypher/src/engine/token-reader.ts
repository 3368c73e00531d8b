import { isRule, nameOf, type SyntaxNode } from '../syntax-tree.js';
import { unsupported } from './engine-error.js';
import type { Span } from './query-parts.js';
import type { Readers } from './readers.js';

/** A token of a statement, with the commas that the syntax tree leaves out. */
export interface QueryToken extends Span {
  readonly text: string;
  readonly rule: string;
  /** Index behind the last token of the label expression that begins here. */
  readonly labelsEnd?: number;
}

/** Reads the tokens of a statement that Neo4j's grammar accepts, one after the other. */
export class TokenReader {
  /** Text of the statement. */
  readonly text: string;
  private readonly tokens: readonly QueryToken[];
  private at = 0;

  readonly readers: Readers;

  constructor(statement: SyntaxNode, text: string, readers: Readers) {
    this.readers = readers;
    this.text = text;
    this.tokens = withCommas(statement, text);
  }

  /** The place of the next token; {@link back} returns to it. */
  get place(): number {
    return this.at;
  }

  /** Returns to a place. */
  back(place: number): void {
    this.at = place;
  }

  /** The next token, or one behind it; undefined at the end. */
  peek(ahead = 0): QueryToken | undefined {
    return this.tokens[this.at + ahead];
  }

  /** Takes the next token, whatever it is. */
  next(): QueryToken {
    const token = this.tokens[this.at];
    if (token === undefined) throw unsupported('a query that ends here');
    this.at += 1;
    return token;
  }

  /** True where the next tokens are these words or signs, none of them a name. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, ahead) => {
      const token = this.peek(ahead);
      return token !== undefined && token.rule === '' && token.text.toUpperCase() === word;
    });
  }

  /** True where the next token is a name or value of this rule. */
  seesRule(rule: string): boolean {
    return this.peek()?.rule === rule;
  }

  /** Takes these words where they come next. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.at += words.length;
    return true;
  }

  /** Takes these words. @throws UnsupportedFeatureError where others come */
  require(...words: readonly string[]): void {
    if (this.takes(...words)) return;
    throw unsupported(`${this.peek()?.text ?? 'an end'} in place of ${words.join(' ')}`);
  }

  /** Takes a name, without its backticks. */
  name(): string {
    return nameOf(this.next().text);
  }

  /** The span from a place to the last token that was taken. */
  spanFrom(place: number): Span {
    const last = Math.max(this.at - 1, place);
    return { from: this.tokens[place]!.from, to: this.tokens[last]!.to };
  }
}

function withCommas(statement: SyntaxNode, text: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  const collect = (node: SyntaxNode): void => {
    if (isRule(node)) {
      let begin = tokens.length;
      for (const child of node.children) {
        collect(child);
        if (tokens[begin]?.text === ',') begin += 1;
      }
      if (node.rule === 'labelExpression' && tokens[begin])
        tokens[begin] = { ...tokens[begin]!, labelsEnd: tokens.length };
      return;
    }
    const end = tokens.at(-1)?.to ?? node.from;
    const comma = commaIn(text, end, node.from);
    if (comma !== undefined) tokens.push({ text: ',', rule: '', from: comma, to: comma + 1 });
    tokens.push({ text: node.text, rule: node.rule ?? '', from: node.from, to: node.to });
  };
  collect(statement);
  return tokens;
}

/** Where a comma stands between two tokens, outside of comments. */
function commaIn(text: string, from: number, to: number): number | undefined {
  for (let at = from; at < to; at += 1) {
    if (text[at] === ',') return at;
    if (text.startsWith('//', at)) at = endAfter(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endAfter(text, '*/', at + 2) + 1;
  }
  return undefined;
}

function endAfter(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end < 0 ? text.length : end;
}
