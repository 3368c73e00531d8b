import { reservedWords } from '../mysql-keywords.js';
import type {
  Call,
  CastTarget,
  FrameBound,
  Node,
  OrderItem,
  WindowFrame,
  WindowSpecification,
  WindowUse,
} from './nodes.js';
import type { TokenReader } from './token-reader.js';

/** Units of time behind INTERVAL, in EXTRACT, TIMESTAMPADD and TIMESTAMPDIFF. */
export const UNITS: readonly string[] =
  `MICROSECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR SECOND_MICROSECOND MINUTE_MICROSECOND MINUTE_SECOND
HOUR_MICROSECOND HOUR_SECOND HOUR_MINUTE DAY_MICROSECOND DAY_SECOND DAY_MINUTE DAY_HOUR YEAR_MONTH SQL_TSI_SECOND
SQL_TSI_MINUTE SQL_TSI_HOUR SQL_TSI_DAY SQL_TSI_WEEK SQL_TSI_MONTH SQL_TSI_QUARTER SQL_TSI_YEAR`.split(
    /\s+/,
  );

/** Reserved words that are functions where a parenthesis follows. */
const RESERVED_FUNCTIONS = new Set(
  `CHAR CHARACTER CONVERT CUME_DIST CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATABASE DEFAULT DENSE_RANK
FIRST_VALUE GROUPING IF INSERT INTERVAL LAG LAST_VALUE LEAD LEFT LOCALTIME LOCALTIMESTAMP MOD NTH_VALUE NTILE PERCENT_RANK
RANK REPEAT REPLACE RIGHT ROW_NUMBER SCHEMA UTC_DATE UTC_TIME UTC_TIMESTAMP VALUES`.split(/\s+/),
);

/** Functions that may stand without parentheses. */
const BARE = new Set(
  `CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP`.split(
    /\s+/,
  ),
);

/** Aggregates of which some values may be taken once. */
const DISTINCT = new Set([
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'group_concat',
  'json_arrayagg',
  'json_objectagg',
]);

/** Types of CAST and CONVERT, of RETURNING and of columns of JSON_TABLE. */
const CAST_TYPES = new Set(
  `SIGNED UNSIGNED CHAR NCHAR BINARY DATE DATETIME TIME DECIMAL DOUBLE FLOAT REAL JSON YEAR INTEGER INT POINT LINESTRING
POLYGON MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION`.split(/\s+/),
);

/** What calls need of the parser of expressions. */
export interface ExpressionReader {
  expression(): Node;
  orderItems(): OrderItem[];
}

/** Parser of calls: the functions whose arguments have words between them, and windows. */
export class CallParser {
  private readonly reader: TokenReader;
  private readonly expressions: () => ExpressionReader;

  constructor(reader: TokenReader, expressions: () => ExpressionReader) {
    this.reader = reader;
    this.expressions = expressions;
  }

  /** True where a call begins. */
  begins(): boolean {
    const { reader } = this;
    const word = reader.peek().text.toUpperCase();
    if (reader.peek().kind === 'word' && BARE.has(word)) return true;
    const qualified = reader.isName() && reader.isSign('.', 1) && reader.isSign('(', 3);
    if (qualified) return true;
    return reader.isSign('(', 1) && (!reservedWords.has(word) || RESERVED_FUNCTIONS.has(word));
  }

  /** A call, with the window that it looks at. */
  call(): Node {
    const { reader } = this;
    const at = reader.peek().start;
    const first = reader.next().value;
    const database = reader.takeSign('.') ? first : undefined;
    const name = (database === undefined ? first : reader.next().value).toLowerCase();
    if (database === undefined && !reader.isSign('(')) return this.made(name, [], at);
    if (database !== undefined)
      return {
        ...this.made(
          name,
          reader.inParentheses(() => this.arguments()),
          at,
        ),
        database,
      };
    return this.windowed(this.special(name, at) ?? this.plain(name, at));
  }

  private made(name: string, values: readonly Node[], at: number, more: Partial<Call> = {}): Call {
    return { kind: 'call', name, arguments: values, distinct: false, orderBy: [], at, ...more };
  }

  private expression(): Node {
    return this.expressions().expression();
  }

  private arguments(): Node[] {
    return this.reader.isSign(')') ? [] : this.reader.list(() => this.expression());
  }

  private plain(name: string, at: number): Call {
    const { reader } = this;
    return reader.inParentheses(() => {
      if (name === 'count' && reader.takeSign('*'))
        return this.made(name, [{ kind: 'star', parts: [] }], at);
      const distinct = DISTINCT.has(name) && reader.takeWord('DISTINCT');
      if (DISTINCT.has(name)) reader.takeWord('ALL');
      const values = this.arguments();
      const orderBy =
        name === 'group_concat' && reader.takeWord('ORDER BY')
          ? this.expressions().orderItems()
          : [];
      const separator =
        name === 'group_concat' && reader.takeWord('SEPARATOR') ? this.text() : undefined;
      if (name === 'char' && reader.takeWord('USING')) reader.next();
      return this.made(name, values, at, {
        distinct,
        orderBy,
        ...(separator !== undefined && { separator }),
      });
    });
  }

  /** Functions with a grammar of their own. */
  private special(name: string, at: number): Node | undefined {
    const { reader } = this;
    switch (name) {
      case 'cast':
        return reader.inParentheses(() => {
          const value = this.expression();
          reader.expectWord('AS');
          return this.cast(value);
        });
      case 'convert':
        return reader.inParentheses(() => {
          const value = this.expression();
          if (reader.takeWord('USING')) {
            reader.next();
            return { kind: 'cast', value, type: { name: 'CHAR', arguments: [] } };
          }
          reader.expectSign(',');
          return this.cast(value);
        });
      case 'extract':
        return reader.inParentheses(() => {
          const word = this.unit();
          reader.expectWord('FROM');
          return this.made(name, [this.expression()], at, { word });
        });
      case 'timestampdiff':
      case 'timestampadd':
        return reader.inParentheses(() => {
          const word = this.unit();
          reader.expectSign(',');
          return this.made(name, this.arguments(), at, { word });
        });
      case 'get_format':
        return reader.inParentheses(() => {
          const word = reader.takeOneOf(['DATETIME', 'DATE', 'TIMESTAMP', 'TIME']);
          if (word === undefined) throw reader.unexpected('DATE, TIME or DATETIME');
          reader.expectSign(',');
          return this.made(name, [this.expression()], at, { word });
        });
      case 'trim':
        return this.trim(at);
      case 'substring':
      case 'substr':
      case 'mid':
        return this.substring(name, at);
      case 'position':
        return reader.inParentheses(() => {
          // IN would take what follows for a set.
          const call = this.expressionBeforeIn();
          reader.expectWord('IN');
          return this.made('locate', [call, this.expression()], at);
        });
      case 'json_value':
        return this.jsonValue(at);
      default:
        return undefined;
    }
  }

  private expressionBeforeIn(): Node {
    const { reader } = this;
    const { kind, value, start, end } = reader.peek();
    if (kind === 'text') {
      reader.next();
      return { kind: 'text', value, at: start, end };
    }
    if (reader.isName() && !reader.isSign('(', 1))
      return { kind: 'column', parts: reader.qualifiedName(), at: start };
    return this.begins() ? this.call() : reader.inParentheses(() => this.expression());
  }

  private trim(at: number): Call {
    const { reader } = this;
    return reader.inParentheses(() => {
      const word = reader.takeOneOf(['BOTH', 'LEADING', 'TRAILING']);
      if (word !== undefined && reader.takeWord('FROM'))
        return this.made('trim', [this.expression()], at, { word });
      const first = this.expression();
      if (!reader.takeWord('FROM')) {
        if (word !== undefined) throw reader.unexpected('FROM');
        return this.made('trim', [first], at);
      }
      return this.made('trim', [this.expression(), first], at, { word: word ?? 'BOTH' });
    });
  }

  private substring(name: string, at: number): Call {
    const { reader } = this;
    return reader.inParentheses(() => {
      const text = this.expression();
      if (reader.takeWord('FROM')) {
        const from = this.expression();
        const length = reader.takeWord('FOR') ? [this.expression()] : [];
        return this.made(name, [text, from, ...length], at);
      }
      reader.expectSign(',');
      return this.made(name, [text, ...this.arguments()], at);
    });
  }

  private jsonValue(at: number): Call {
    const { reader } = this;
    return reader.inParentheses(() => {
      const document = this.expression();
      reader.expectSign(',');
      const path = this.expression();
      const { lastEnd } = reader;
      if (reader.takeWord('RETURNING')) this.castTarget();
      for (let clauses = 0; clauses < 2; clauses += 1) {
        if (reader.takeWord('DEFAULT')) this.constant();
        else if (reader.takeOneOf(['NULL', 'ERROR']) === undefined) break;
        reader.expectWord('ON');
        if (reader.takeOneOf(['EMPTY', 'ERROR']) === undefined)
          throw reader.unexpected('EMPTY or ERROR');
      }
      const word = reader.textBetween(lastEnd, reader.lastEnd).trim();
      return this.made('json_value', [document, path], at, word === '' ? {} : { word });
    });
  }

  /** A text or a number with or without a sign; the server takes no more either. */
  private constant(): void {
    const { reader } = this;
    const signed = reader.takeSign('-') || reader.takeSign('+');
    const { kind } = reader.peek();
    if (kind !== 'number' && (signed || kind !== 'text'))
      throw reader.unexpected('a text or a number');
    reader.next();
  }

  private cast(value: Node): Node {
    return { kind: 'cast', value, type: this.castTarget() };
  }

  private castTarget(): CastTarget {
    const { reader } = this;
    const { kind, text } = reader.peek();
    const name = text.toUpperCase();
    if (kind !== 'word' || !CAST_TYPES.has(name))
      throw reader.unexpected('a type such as SIGNED or CHAR');
    reader.next();
    if (name === 'SIGNED' || name === 'UNSIGNED') reader.takeOneOf(['INTEGER', 'INT']);
    if (name === 'DOUBLE') reader.takeWord('PRECISION');
    const given = reader.isSign('(')
      ? reader.inParentheses(() => reader.list(() => this.wholeNumber()))
      : [];
    if (reader.takeOneOf(['CHARACTER SET', 'CHARSET']) !== undefined) reader.next();
    reader.takeOneOf(['UNICODE', 'ASCII', 'ARRAY']);
    return { name, arguments: given };
  }

  private wholeNumber(): number {
    const { kind, text } = this.reader.peek();
    if (kind !== 'number' || !/^\d+$/.test(text)) throw this.reader.unexpected('a whole number');
    this.reader.next();
    return Number(text);
  }

  private unit(): string {
    const word = this.reader.takeOneOf(UNITS);
    if (word === undefined) throw this.reader.unexpected('a unit of time');
    return word.replace('SQL_TSI_', '');
  }

  private text(): string {
    if (this.reader.peek().kind !== 'text') throw this.reader.unexpected('a text');
    return this.reader.next().value;
  }

  private windowed(value: Node): Node {
    const { reader } = this;
    if (value.kind !== 'call') return value;
    if (reader.takeWord('FROM FIRST') || reader.takeWord('RESPECT NULLS'))
      reader.takeWord('RESPECT NULLS');
    if (!reader.takeWord('OVER')) return value;
    return { ...value, over: this.windowUse() };
  }

  private windowUse(): WindowUse {
    return this.reader.isSign('(') ? this.window() : this.reader.name();
  }

  /** The specification of a window, in parentheses. */
  window(): WindowSpecification {
    const { reader } = this;
    return reader.inParentheses(() => {
      const starts = ['PARTITION', 'ORDER', 'ROWS', 'RANGE', 'GROUPS'];
      const base =
        reader.isName() && !starts.some((word) => reader.isWord(word)) ? reader.name() : undefined;
      const partitionBy = reader.takeWord('PARTITION BY')
        ? reader.list(() => this.expression())
        : [];
      const orderBy = reader.takeWord('ORDER BY') ? this.expressions().orderItems() : [];
      const frame = this.frame();
      return {
        partitionBy,
        orderBy,
        ...(base !== undefined && { base }),
        ...(frame !== undefined && { frame }),
      };
    });
  }

  private frame(): WindowFrame | undefined {
    const { reader } = this;
    const unit = reader.takeOneOf(['ROWS', 'RANGE']);
    if (unit === undefined) return undefined;
    if (!reader.takeWord('BETWEEN')) return { unit, bounds: [this.bound()] };
    const from = this.bound();
    reader.expectWord('AND');
    return { unit, bounds: [from, this.bound()] };
  }

  private bound(): FrameBound {
    const { reader } = this;
    const whole = reader.takeOneOf(['CURRENT ROW', 'UNBOUNDED PRECEDING', 'UNBOUNDED FOLLOWING']);
    if (whole !== undefined) return { words: whole };
    const amount = this.expression();
    const words = reader.takeOneOf(['PRECEDING', 'FOLLOWING']);
    if (words === undefined) throw reader.unexpected('PRECEDING or FOLLOWING');
    return { amount, words };
  }
}
