import type { ExpressionParser, QueryReader } from './expression-parser.js';
import type { TableReference } from './nodes.js';
import type { TokenReader } from './token-reader.js';

/** Parser of what stands behind FROM. */
export class TableParser {
  private readonly reader: TokenReader;
  private readonly queries: QueryReader;
  private readonly expressions: ExpressionParser;

  constructor(reader: TokenReader, queries: QueryReader, expressions: ExpressionParser) {
    this.reader = reader;
    this.queries = queries;
    this.expressions = expressions;
  }

  /** The sources of FROM, with commas between. */
  references(): TableReference[] {
    return this.reader.nested(() => this.reader.list(() => this.joined()));
  }

  private joined(): TableReference {
    const { reader } = this;
    let left = this.factor();
    for (let links = 1; ; links += 1) {
      const word = this.joinWord();
      if (word === undefined) return left;
      reader.requireChain(links * 8);
      // `a JOIN b JOIN c ON … ON …`: what follows may belong to the right side.
      const right = this.rightSide(word);
      left = { kind: 'join', word, left, right, ...this.condition(word) };
    }
  }

  private rightSide(word: string): TableReference {
    if (word.startsWith('NATURAL') || word === 'CROSS JOIN') return this.factor();
    const right = this.factor();
    const next = this.reader.isWord('ON') || this.reader.isWord('USING');
    const inner = next ? undefined : this.joinWord();
    if (inner === undefined) return right;
    const further = this.rightSide(inner);
    return { kind: 'join', word: inner, left: right, right: further, ...this.condition(inner) };
  }

  private condition(word: string): Pick<Extract<TableReference, { kind: 'join' }>, 'on' | 'using'> {
    const { reader } = this;
    if (word.startsWith('NATURAL')) return {};
    if (reader.takeWord('ON')) return { on: this.expressions.expression() };
    if (reader.takeWord('USING'))
      return { using: reader.inParentheses(() => reader.list(() => reader.name())) };
    if (word === 'LEFT JOIN' || word === 'RIGHT JOIN') throw reader.unexpected('ON or USING');
    return {};
  }

  private joinWord(): string | undefined {
    const { reader } = this;
    if (
      reader.takeWord('STRAIGHT_JOIN') ||
      reader.takeWord('JOIN') ||
      reader.takeWord('INNER JOIN')
    )
      return 'JOIN';
    if (reader.takeWord('CROSS JOIN')) return 'CROSS JOIN';
    const natural = reader.isWord('NATURAL') && reader.takeWord('NATURAL') ? 'NATURAL ' : '';
    const side = ['LEFT', 'RIGHT'].find(
      (each) => reader.isWord(`${each} JOIN`) || reader.isWord(`${each} OUTER JOIN`),
    );
    if (side !== undefined) {
      reader.takeOneOf([`${side} JOIN`, `${side} OUTER JOIN`]);
      return `${natural}${side} JOIN`;
    }
    if (natural === '') return undefined;
    if (reader.takeOneOf(['JOIN', 'INNER JOIN']) === undefined) throw reader.unexpected('JOIN');
    return 'NATURAL JOIN';
  }

  private factor(): TableReference {
    const { reader } = this;
    const lateral = reader.takeWord('LATERAL');
    if (this.reader.isSign('(') && this.queries.beginsQuery() && this.isDerived())
      return this.derived(lateral);
    if (lateral) throw reader.unexpected('a query in parentheses');
    if (reader.takeSign('(')) {
      const items = this.references();
      reader.expectSign(')');
      return { kind: 'list', items };
    }
    if (reader.takeWord('DUAL')) return { kind: 'list', items: [] };
    if (reader.isWord('JSON_TABLE') && reader.isSign('(', 1)) return this.jsonTable();
    const name = { parts: reader.qualifiedName() };
    if (reader.takeWord('PARTITION')) reader.inParentheses(() => reader.list(() => reader.name()));
    const alias = reader.alias();
    this.indexHints();
    return { kind: 'table', name, ...(alias !== undefined && { alias }) };
  }

  /** False for `((SELECT …) AS a JOIN b)`, where the outer parenthesis holds a list of sources. */
  private isDerived(): boolean {
    const { reader } = this;
    if (!reader.isSign('(', 1)) return true;
    let depth = 0;
    for (let ahead = 1; ; ahead += 1) {
      if (reader.peek(ahead).kind === 'end') return true;
      if (reader.isSign('(', ahead)) depth += 1;
      if (reader.isSign(')', ahead)) depth -= 1;
      if (depth === 0) {
        const after = ahead + 1;
        return (
          reader.isSign(')', after) ||
          ['UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'LIMIT'].some((word) =>
            reader.isWord(word, after),
          )
        );
      }
    }
  }

  private derived(lateral: boolean): TableReference {
    const { reader } = this;
    const query = reader.inParentheses(() => this.queries.query());
    const alias = reader.alias();
    const columns =
      alias !== undefined && reader.isSign('(')
        ? reader.inParentheses(() => reader.list(() => reader.name()))
        : [];
    return { kind: 'derived', lateral, query, columns, ...(alias !== undefined && { alias }) };
  }

  private indexHints(): void {
    const { reader } = this;
    for (;;) {
      if (reader.takeOneOf(['USE', 'IGNORE', 'FORCE']) === undefined) return;
      if (reader.takeOneOf(['INDEX', 'KEY']) === undefined) throw reader.unexpected('INDEX');
      if (
        reader.takeWord('FOR') &&
        reader.takeOneOf(['JOIN', 'ORDER BY', 'GROUP BY']) === undefined
      )
        throw reader.unexpected('JOIN, ORDER BY or GROUP BY');
      reader.inParentheses(() => {
        if (!reader.isSign(')'))
          reader.list(() => (reader.takeWord('PRIMARY') ? 'PRIMARY' : reader.name()));
      });
      if (!['USE', 'IGNORE', 'FORCE'].some((word) => reader.isWord(word))) reader.takeSign(',');
    }
  }

  private jsonTable(): TableReference {
    const { reader } = this;
    reader.next();
    return reader.nested(() => {
      reader.expectSign('(');
      const document = this.expressions.expression();
      reader.expectSign(',');
      const { start } = reader.peek();
      if (reader.next().kind !== 'text') throw reader.unexpected('a path');
      reader.expectWord('COLUMNS');
      this.jsonColumns();
      const columns = reader.textBetween(start, reader.lastEnd);
      reader.expectSign(')');
      const alias = reader.alias();
      if (alias === undefined) throw reader.unexpected('an alias');
      return { kind: 'json-table', document, columns, alias };
    });
  }

  /** Their text is not looked at further than its parentheses. */
  private jsonColumns(): void {
    const { reader } = this;
    let open = 0;
    do {
      if (reader.peek().kind === 'end') throw reader.unexpected(')');
      if (reader.isSign('(')) open += 1;
      if (reader.isSign(')')) open -= 1;
      reader.next();
    } while (open > 0);
  }
}
