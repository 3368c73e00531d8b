import type { CallParser } from './call-parser.js';
import { UNITS } from './call-parser.js';
import type { Node, OrderItem, Query } from './nodes.js';
import type { TokenReader } from './token-reader.js';

const COMPARISONS = new Set(['=', '<=>', '<', '<=', '>', '>=', '<>', '!=']);

/** Operators between values, the loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%', 'DIV', 'MOD'],
  ['^'],
];

/** What expressions need of the parser of queries. */
export interface QueryReader {
  /** A query that stands in parentheses, without them. */
  query(): Query;
  /** True where a query begins: SELECT, WITH, VALUES, TABLE, or such a one in parentheses. */
  beginsQuery(ahead?: number): boolean;
}

/** Parser of expressions, by the levels of MySQL's grammar. */
export class ExpressionParser {
  private readonly reader: TokenReader;
  private readonly queries: QueryReader;
  private readonly calls: CallParser;
  private parameters = 0;

  constructor(reader: TokenReader, queries: QueryReader, calls: CallParser) {
    this.reader = reader;
    this.queries = queries;
    this.calls = calls;
  }

  /** Any expression. */
  expression(): Node {
    return this.reader.nested(() => this.or());
  }

  /** Keys of ORDER BY. */
  orderItems(): OrderItem[] {
    return this.reader.list(() => {
      const value = this.expression();
      const descending = this.reader.takeOneOf(['ASC', 'DESC']) === 'DESC';
      return { value, descending };
    });
  }

  private or(): Node {
    return this.chain(
      () => this.xor(),
      () => (this.reader.takeWord('OR') || this.reader.takeSign('||') ? 'OR' : undefined),
    );
  }

  private xor(): Node {
    return this.chain(
      () => this.and(),
      () => (this.reader.takeWord('XOR') ? 'XOR' : undefined),
    );
  }

  private and(): Node {
    return this.chain(
      () => this.not(),
      () => (this.reader.takeWord('AND') || this.reader.takeSign('&&') ? 'AND' : undefined),
    );
  }

  private not(): Node {
    if (!this.reader.takeWord('NOT')) return this.comparison();
    return { kind: 'unary', operator: 'NOT', operand: this.reader.nested(() => this.not()) };
  }

  private comparison(): Node {
    const { reader } = this;
    let left = this.predicate();
    for (let links = 0; ; links += 1) {
      reader.requireChain(links);
      if (reader.takeWord('IS')) {
        const negated = reader.takeWord('NOT');
        const what = reader.takeOneOf(['NULL', 'TRUE', 'FALSE', 'UNKNOWN']);
        if (what === undefined) throw reader.unexpected('NULL, TRUE, FALSE or UNKNOWN');
        left = {
          kind: 'is',
          negated,
          value: left,
          what: what === 'TRUE' ? true : what === 'FALSE' ? false : null,
        };
        continue;
      }
      const { kind, text: operator } = reader.peek();
      if (kind !== 'operator' || !COMPARISONS.has(operator)) return left;
      reader.next();
      const quantifier = reader.takeOneOf(['ANY', 'SOME', 'ALL']);
      if (quantifier !== undefined) {
        const query = reader.inParentheses(() => this.queries.query());
        left = {
          kind: 'quantified',
          operator,
          quantifier: quantifier === 'ALL' ? 'ALL' : 'ANY',
          value: left,
          query,
        };
      } else left = { kind: 'binary', operator, left, right: this.predicate() };
    }
  }

  private predicate(): Node {
    const { reader } = this;
    const value = this.operators(0);
    const negated =
      reader.isWord('NOT') &&
      ['IN', 'BETWEEN', 'LIKE', 'REGEXP', 'RLIKE'].some((word) => reader.isWord(word, 1)) &&
      reader.takeWord('NOT');
    if (reader.takeWord('IN')) return { kind: 'in', negated, value, set: this.set() };
    if (reader.takeWord('BETWEEN')) {
      const low = this.operators(0);
      reader.expectWord('AND');
      return { kind: 'between', negated, value, low, high: reader.nested(() => this.predicate()) };
    }
    if (reader.takeWord('LIKE')) {
      const pattern = this.unary();
      const escape = reader.takeWord('ESCAPE') ? this.unary() : undefined;
      return { kind: 'like', negated, value, pattern, ...(escape && { escape }) };
    }
    if (reader.takeWord('REGEXP') || reader.takeWord('RLIKE')) {
      const match: Node = {
        kind: 'binary',
        operator: 'REGEXP',
        left: value,
        right: this.operators(0),
      };
      return negated ? { kind: 'unary', operator: 'NOT', operand: match } : match;
    }
    if (reader.takeWord('SOUNDS LIKE'))
      return { kind: 'binary', operator: 'SOUNDS LIKE', left: value, right: this.operators(0) };
    if (reader.takeWord('MEMBER OF') || reader.takeWord('MEMBER')) {
      const set = reader.inParentheses(() => this.expression());
      return { kind: 'binary', operator: 'MEMBER OF', left: value, right: set };
    }
    return value;
  }

  private set(): readonly Node[] | Query {
    return this.reader.inParentheses(() =>
      this.queries.beginsQuery() ? this.queries.query() : this.reader.list(() => this.expression()),
    );
  }

  private operators(level: number): Node {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    return this.chain(
      () => this.operators(level + 1),
      () => this.takeOperator(operators),
    );
  }

  private takeOperator(operators: readonly string[]): string | undefined {
    return operators.find((each) =>
      /^[A-Z]/.test(each) ? this.reader.takeWord(each) : this.reader.takeSign(each),
    );
  }

  private chain(operand: () => Node, operator: () => string | undefined): Node {
    let left = operand();
    for (let links = 1; ; links += 1) {
      const found = operator();
      if (found === undefined) return left;
      this.reader.requireChain(links);
      left = { kind: 'binary', operator: found, left, right: operand() };
    }
  }

  private unary(): Node {
    const { reader } = this;
    const sign = ['-', '+', '~', '!'].find((each) => reader.takeSign(each));
    if (sign !== undefined)
      return { kind: 'unary', operator: sign, operand: reader.nested(() => this.unary()) };
    if (reader.isWord('BINARY') && !reader.isSign('(', 1) && reader.takeWord('BINARY'))
      return { kind: 'unary', operator: 'BINARY', operand: reader.nested(() => this.unary()) };
    return this.postfix(this.primary());
  }

  private postfix(value: Node): Node {
    const { reader } = this;
    if (reader.takeWord('COLLATE')) {
      const collation = reader.peek().kind === 'text' ? reader.next().value : reader.name();
      return this.postfix({ kind: 'collate', value, collation });
    }
    if (value.kind === 'column') {
      const arrow = ['->>', '->'].find(
        (each) => reader.isSign(each) && reader.peek(1).kind === 'text',
      );
      if (arrow !== undefined) {
        reader.next();
        const { value: path, start, end } = reader.next();
        const right: Node = { kind: 'text', value: path, at: start, end };
        return { kind: 'binary', operator: arrow, left: value, right };
      }
    }
    return value;
  }

  private primary(): Node {
    const { reader } = this;
    const { kind, text, value, start } = reader.peek();
    switch (kind) {
      case 'text':
        return this.adjacentTexts(start);
      case 'number':
        reader.next();
        return { kind: 'number', text, at: start };
      case 'bytes':
        reader.next();
        return { kind: 'bytes', hex: value };
      case 'variable':
        reader.next();
        return reader.takeSign(':=')
          ? {
              kind: 'binary',
              operator: ':=',
              left: { kind: 'variable', name: text },
              right: this.expression(),
            }
          : { kind: 'variable', name: text };
      case 'operator':
        if (text === '(') return this.parenthesised();
        if (reader.takeSign('?')) return { kind: 'parameter', index: this.parameters++, at: start };
        break;
      case 'quoted':
        return reader.isSign('(', 1) ? this.calls.call() : this.column();
      case 'word':
        return this.wordPrimary();
      case 'end':
    }
    throw reader.unexpected('an expression');
  }

  /** Texts one after the other are one; `at` is where it begins, with a character set before it. */
  private adjacentTexts(at: number): Node {
    let { value } = this.reader.next();
    while (this.reader.peek().kind === 'text') value += this.reader.next().value;
    return { kind: 'text', value, at, end: this.reader.lastEnd };
  }

  private parenthesised(): Node {
    const { reader } = this;
    return reader.nested(() =>
      reader.inParentheses((): Node => {
        if (this.queries.beginsQuery()) return { kind: 'subquery', query: this.queries.query() };
        const items = reader.list(() => this.expression());
        const [only] = items;
        return items.length === 1 && only !== undefined ? only : { kind: 'row', items };
      }),
    );
  }

  private wordPrimary(): Node {
    const { reader } = this;
    const { start: at } = reader.peek();
    const word = reader.peek().text.toUpperCase();
    const after = reader.peek(1);
    switch (word) {
      case 'NULL':
      case 'TRUE':
      case 'FALSE':
        reader.next();
        return { kind: 'constant', value: word === 'NULL' ? null : word === 'TRUE' };
      case 'CASE':
        return this.caseOf();
      case 'EXISTS':
        reader.next();
        return { kind: 'exists', query: reader.inParentheses(() => this.queries.query()) };
      case 'INTERVAL':
        return this.interval();
      case 'ROW':
        if (!reader.isSign('(', 1)) break;
        reader.next();
        return {
          kind: 'row',
          items: reader.inParentheses(() => reader.list(() => this.expression())),
        };
      case 'DATE':
      case 'TIME':
      case 'TIMESTAMP':
        if (after.kind !== 'text') break;
        reader.next();
        return { kind: 'temporal', type: word, value: reader.next().value, at, end: after.end };
      case 'MATCH':
        if (reader.isSign('(', 1)) return this.matchAgainst();
        break;
      default:
        // A character set before a text: _utf8mb4'x', N'x'.
        if (
          after.kind === 'text' &&
          after.start === reader.peek().end &&
          (word.startsWith('_') || word === 'N')
        ) {
          reader.next();
          return this.adjacentTexts(at);
        }
        if (word.startsWith('_') && (after.kind === 'text' || after.kind === 'bytes')) {
          reader.next();
          const node = this.primary();
          const isText = node.kind === 'bytes' && word !== '_BINARY';
          return isText ? { ...node, isText } : node;
        }
    }
    return this.calls.begins() ? this.calls.call() : this.column();
  }

  private column(): Node {
    const { start } = this.reader.peek();
    return { kind: 'column', parts: this.reader.qualifiedName(), at: start };
  }

  private interval(): Node {
    const { reader } = this;
    reader.expectWord('INTERVAL');
    const amount = this.expression();
    const unit = reader.takeOneOf(UNITS);
    // INTERVAL(a, b, c) is a function that finds a place.
    if (unit === undefined && amount.kind === 'row')
      return {
        kind: 'call',
        name: 'interval',
        arguments: amount.items,
        distinct: false,
        orderBy: [],
        at: reader.lastEnd,
      };
    if (unit === undefined) throw reader.unexpected('a unit of time');
    return { kind: 'interval', amount, unit };
  }

  private caseOf(): Node {
    const { reader } = this;
    reader.expectWord('CASE');
    const value = reader.isWord('WHEN') ? undefined : this.expression();
    const branches: { when: Node; then: Node }[] = [];
    while (reader.takeWord('WHEN')) {
      const when = this.expression();
      reader.expectWord('THEN');
      branches.push({ when, then: this.expression() });
    }
    if (branches.length === 0) throw reader.unexpected('WHEN');
    const otherwise = reader.takeWord('ELSE') ? this.expression() : undefined;
    reader.expectWord('END');
    return { kind: 'case', branches, ...(value && { value }), ...(otherwise && { otherwise }) };
  }

  private matchAgainst(): Node {
    const { reader } = this;
    reader.expectWord('MATCH');
    const columns = reader.inParentheses(() => reader.list(() => this.column()));
    reader.expectWord('AGAINST');
    return reader.inParentheses(() => {
      const against = this.operators(0);
      reader.takeOneOf([
        'IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION',
        'IN NATURAL LANGUAGE MODE',
        'IN BOOLEAN MODE',
        'WITH QUERY EXPANSION',
      ]);
      return { kind: 'match', columns, against };
    });
  }
}
