import { CallParser } from './call-parser.js';
import { ExpressionParser } from './expression-parser.js';
import type {
  CommonTable,
  Node,
  OrderItem,
  Query,
  QueryBody,
  Select,
  Statement,
  WindowSpecification,
} from './nodes.js';
import { TableParser } from './table-parser.js';
import { TokenReader } from './token-reader.js';
import { tokenize } from './tokens.js';

/** The statements of a text. */
export interface ParsedText {
  readonly statements: readonly Statement[];
  /** A comment that the server runs or takes as an instruction. */
  readonly instruction: string | undefined;
}

/** Words that other statements than queries begin with. */
const OTHER = new Set(
  `ALTER ANALYZE BEGIN BINLOG CACHE CALL CHANGE CHECK CHECKSUM CLONE COMMIT CREATE DEALLOCATE DELETE DESC DESCRIBE DO DROP
EXECUTE EXPLAIN FLUSH GET GRANT HANDLER HELP IMPORT INSERT INSTALL KILL LOAD LOCK OPTIMIZE PREPARE PURGE RELEASE RENAME REPAIR
REPLACE RESET RESIGNAL RESTART REVOKE ROLLBACK SAVEPOINT SET SHOW SHUTDOWN SIGNAL START STOP TRUNCATE UNINSTALL UNLOCK UPDATE
USE XA`.split(/\s+/),
);

/**
 * Parses MySQL text: queries wholly, of other statements what they begin with.
 *
 * @throws QuerySyntaxError with line, column and fragment
 */
export function parseMysql(source: string): ParsedText {
  const { list, instruction } = tokenize(source);
  return { statements: new QueryParser(new TokenReader(source, list)).statements(), instruction };
}

const MODIFIERS = [
  'ALL',
  'DISTINCT',
  'DISTINCTROW',
  'HIGH_PRIORITY',
  'STRAIGHT_JOIN',
  'SQL_SMALL_RESULT',
  'SQL_BIG_RESULT',
  'SQL_BUFFER_RESULT',
  'SQL_NO_CACHE',
  'SQL_CALC_FOUND_ROWS',
];

class QueryParser {
  private readonly reader: TokenReader;
  private readonly calls: CallParser;
  private readonly expressions: ExpressionParser;
  private readonly tables: TableParser;
  private writes: string | undefined;

  constructor(reader: TokenReader) {
    this.reader = reader;
    this.calls = new CallParser(reader, () => this.expressions);
    this.expressions = new ExpressionParser(reader, this, this.calls);
    this.tables = new TableParser(reader, this, this.expressions);
  }

  statements(): Statement[] {
    const { reader } = this;
    const found: Statement[] = [];
    for (;;) {
      while (reader.takeSign(';'));
      if (reader.peek().kind === 'end') return found;
      found.push(this.statement());
      if (reader.peek().kind !== 'end' && !reader.isSign(';')) throw reader.unexpected('the end');
    }
  }

  private statement(): Statement {
    const { reader } = this;
    const word = reader.peek().text.toUpperCase();
    if (reader.peek().kind === 'word' && OTHER.has(word)) return this.other();
    this.writes = undefined;
    const query = this.query();
    // WITH may stand before UPDATE and DELETE.
    return { kind: 'query', query, writes: this.writes };
  }

  /** Its first words, up to the end of the statement; parentheses must match. */
  private other(): Statement {
    const { reader } = this;
    const words = [reader.next().text.toUpperCase()];
    let open = 0;
    while (reader.peek().kind !== 'end' && !(open === 0 && reader.isSign(';'))) {
      if (reader.isSign(')') && open === 0) throw reader.unexpected('the end');
      const { kind, text } = reader.next();
      if (kind === 'word' && words.length < 2) words.push(text.toUpperCase());
      if (kind === 'operator') open += text === '(' ? 1 : text === ')' ? -1 : 0;
    }
    if (open > 0) throw reader.unexpected(')');
    return { kind: 'other', words: words.join(' ') };
  }

  beginsQuery(ahead = 0): boolean {
    const { reader } = this;
    let place = ahead;
    while (reader.isSign('(', place)) place += 1;
    if (place > 20) return false;
    return (
      ['SELECT', 'WITH'].some((word) => reader.isWord(word, place)) ||
      (reader.isWord('VALUES', place) && reader.isWord('ROW', place + 1)) ||
      (reader.isWord('TABLE', place) && reader.isName(place + 1))
    );
  }

  query(): Query {
    return this.reader.nested(() => {
      const { reader } = this;
      const hasWith = reader.takeWord('WITH');
      const recursive = hasWith && reader.takeWord('RECURSIVE');
      const tables = hasWith ? reader.list(() => this.commonTable()) : [];
      const writer = hasWith
        ? reader.takeOneOf(['UPDATE', 'DELETE', 'INSERT', 'REPLACE'])
        : undefined;
      if (writer !== undefined) return this.writing(writer);
      const body = this.setOperation();
      return { with: tables, recursive, body, ...this.ending() };
    });
  }

  /** The rest of a statement that writes is not looked at. */
  private writing(writer: string): Query {
    this.writes ??= writer;
    while (this.reader.peek().kind !== 'end' && !this.reader.isSign(';')) this.reader.next();
    const body: QueryBody = { kind: 'values', rows: [] };
    return { with: [], recursive: false, body, orderBy: [] };
  }

  private commonTable(): CommonTable {
    const { reader } = this;
    const name = reader.name();
    const columns = reader.isSign('(')
      ? reader.inParentheses(() => reader.list(() => reader.name()))
      : [];
    reader.expectWord('AS');
    return { name, columns, query: reader.inParentheses(() => this.query()) };
  }

  /** ORDER BY, LIMIT and the clauses that lock rows or write results. */
  private ending(): Pick<Query, 'orderBy' | 'limit' | 'offset'> {
    const { reader } = this;
    const orderBy: readonly OrderItem[] = reader.takeWord('ORDER BY')
      ? this.expressions.orderItems()
      : [];
    const limits = reader.takeWord('LIMIT') ? this.limit() : {};
    this.lockingOrWriting();
    return { orderBy, ...limits };
  }

  private limit(): Pick<Query, 'limit' | 'offset'> {
    const { reader } = this;
    const first = this.count();
    if (reader.takeSign(',')) return { offset: first, limit: this.count() };
    return reader.takeWord('OFFSET') ? { limit: first, offset: this.count() } : { limit: first };
  }

  private count(): Node {
    const { kind, text, start } = this.reader.peek();
    const isCount = kind === 'number' && /^\d+$/.test(text);
    if (isCount || this.reader.isSign('?')) return this.expressions.expression();
    if (this.reader.isName())
      return { kind: 'column', parts: this.reader.qualifiedName(), at: start };
    throw this.reader.unexpected('a whole number');
  }

  private lockingOrWriting(): void {
    const { reader } = this;
    for (;;) {
      if (reader.takeWord('INTO')) this.into();
      else if (reader.takeWord('FOR UPDATE') || reader.takeWord('FOR SHARE')) {
        this.writes ??= 'FOR UPDATE or FOR SHARE, which lock rows';
        if (reader.takeWord('OF')) reader.list(() => reader.qualifiedName());
        reader.takeOneOf(['NOWAIT', 'SKIP LOCKED']);
      } else if (reader.takeWord('LOCK IN SHARE MODE')) {
        this.writes ??= 'LOCK IN SHARE MODE, which locks rows';
      } else return;
    }
  }

  private into(): void {
    const { reader } = this;
    const word = reader.takeOneOf(['OUTFILE', 'DUMPFILE']);
    this.writes ??= `INTO ${word ?? 'variables'}`;
    if (word === undefined) {
      reader.list(() => (reader.peek().kind === 'variable' ? reader.next().value : reader.name()));
      return;
    }
    if (reader.peek().kind !== 'text') throw reader.unexpected('a file');
    const words = [
      'CHARACTER',
      'SET',
      'FIELDS',
      'COLUMNS',
      'LINES',
      'TERMINATED',
      'OPTIONALLY',
      'ENCLOSED',
      'ESCAPED',
      'STARTING',
      'BY',
    ];
    while (
      reader.peek().kind === 'text' ||
      words.some((each) => reader.isWord(each)) ||
      reader.isWord('UTF8MB4')
    )
      reader.next();
  }

  /** UNION and EXCEPT, from the left; INTERSECT binds tighter. */
  private setOperation(): QueryBody {
    return this.operation(['UNION', 'EXCEPT', 'MINUS'], () =>
      this.operation(['INTERSECT'], () => this.block()),
    );
  }

  private operation(words: readonly string[], side: () => QueryBody): QueryBody {
    const { reader } = this;
    let left = side();
    for (let links = 1; ; links += 1) {
      const word = reader.takeOneOf(words);
      if (word === undefined) return left;
      reader.requireChain(links * 8);
      const all = reader.takeOneOf(['ALL', 'DISTINCT']) === 'ALL';
      const operator = word === 'MINUS' ? 'EXCEPT' : (word as 'UNION' | 'INTERSECT' | 'EXCEPT');
      left = { kind: 'set', operator, all, left, right: side() };
    }
  }

  private block(): QueryBody {
    const { reader } = this;
    if (reader.isSign('('))
      return { kind: 'parenthesised', query: reader.inParentheses(() => this.query()) };
    if (reader.takeWord('SELECT')) return this.select();
    if (reader.isWord('TABLE') && reader.takeWord('TABLE'))
      return { kind: 'table', name: { parts: reader.qualifiedName() } };
    if (reader.isWord('VALUES ROW') && reader.takeWord('VALUES')) {
      const rows = reader.list(() => {
        reader.expectWord('ROW');
        return reader.inParentheses(() => reader.list(() => this.expressions.expression()));
      });
      return { kind: 'values', rows };
    }
    throw reader.unexpected('SELECT');
  }

  private select(): Select {
    const { reader } = this;
    const modifiers = new Set<string>();
    for (
      let word = reader.takeOneOf(MODIFIERS);
      word !== undefined;
      word = reader.takeOneOf(MODIFIERS)
    )
      modifiers.add(word);
    const items = reader.list(() => this.item());
    this.lockingOrWriting();
    const from = reader.takeWord('FROM') ? this.tables.references() : [];
    const where = reader.takeWord('WHERE') ? this.expressions.expression() : undefined;
    const groupBy = reader.takeWord('GROUP BY') ? this.groupKeys() : { keys: [], rollup: false };
    const having = reader.takeWord('HAVING') ? this.expressions.expression() : undefined;
    const windows = reader.takeWord('WINDOW') ? reader.list(() => this.namedWindow()) : [];
    return {
      kind: 'select',
      distinct: modifiers.has('DISTINCT') || modifiers.has('DISTINCTROW'),
      items,
      from,
      ...(where && { where }),
      groupBy: groupBy.keys,
      rollup: groupBy.rollup,
      ...(having && { having }),
      windows,
    };
  }

  private item(): Select['items'][number] {
    const { reader } = this;
    if (reader.takeSign('*')) return { value: { kind: 'star', parts: [] }, text: '*' };
    const star = this.qualifiedStar();
    if (star !== undefined) return { value: star, text: '*' };
    const { start } = reader.peek();
    const value = this.expressions.expression();
    const text = reader.textBetween(start, reader.lastEnd);
    const alias = reader.alias();
    return { value, text, ...(alias !== undefined && { alias }) };
  }

  private qualifiedStar(): Node | undefined {
    const { reader } = this;
    if (!reader.isName() || !reader.isSign('.', 1)) return undefined;
    const behind = reader.isSign('*', 2)
      ? 1
      : reader.isSign('.', 3) && reader.isSign('*', 4)
        ? 2
        : 0;
    if (behind === 0) return undefined;
    const parts = [reader.next().value];
    for (let left = behind; left > 1; left -= 1) {
      reader.expectSign('.');
      parts.push(reader.next().value);
    }
    reader.expectSign('.');
    reader.expectSign('*');
    return { kind: 'star', parts };
  }

  private groupKeys(): { readonly keys: readonly Node[]; readonly rollup: boolean } {
    const { reader } = this;
    if (reader.isWord('ROLLUP') && reader.isSign('(', 1)) {
      reader.next();
      return {
        keys: reader.inParentheses(() => reader.list(() => this.expressions.expression())),
        rollup: true,
      };
    }
    const keys = reader.list(() => {
      const key = this.expressions.expression();
      reader.takeOneOf(['ASC', 'DESC']);
      return key;
    });
    return { keys, rollup: reader.takeWord('WITH ROLLUP') };
  }

  private namedWindow(): { readonly name: string; readonly window: WindowSpecification } {
    const name = this.reader.name();
    this.reader.expectWord('AS');
    return { name, window: this.calls.window() };
  }
}
