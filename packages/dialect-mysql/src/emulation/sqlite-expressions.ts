import type { DatabaseSchema } from '@momq/dialect';
import type {
  Call,
  Node,
  OrderItem,
  Query,
  WindowFrame,
  WindowSpecification,
} from '../syntax/nodes.js';
import { bytesAsNumber, bytesAsText } from './byte-literals.js';
import { NodeKinds } from './node-kinds.js';
import type { NodeKind } from './node-kinds.js';
import { missing, moved, quoted, sqliteCall } from './sqlite-calls.js';
import type { CallContext } from './sqlite-calls.js';

/** What the emulation knows of the database that it runs a query in. */
export interface EmulatedDatabase {
  readonly schema: DatabaseSchema;
  /** The time of the query, in UTC. */
  readonly now: Date;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const TIME_LIKE = /^\s*\d{2,4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T].*)?$|^\d{8}(?:\d{6})?$/;
/** Types of CAST that take bytes for a text. */
const TEXT_TYPES = new Set([
  'CHAR',
  'NCHAR',
  'VARCHAR',
  'TEXT',
  'BINARY',
  'DATE',
  'DATETIME',
  'TIMESTAMP',
  'TIME',
  'JSON',
]);
/** Operators that compute with numbers. */
const OF_NUMBERS = new Set(['+', '-', '*', '/', 'DIV', '%', 'MOD', '&', '|', '^', '<<', '>>']);
const COMPARISONS = new Set(['=', '<', '<=', '>', '>=', '<>', '!=', '<=>']);

/** A name in SQLite's text; in double quotes a name that is not there would be a text. */
export function nameText(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** MySQL's expressions in SQLite's text. */
export abstract class SqliteExpressions implements CallContext {
  readonly now: Date;
  readonly databaseName: string;
  protected readonly kinds: NodeKinds;

  constructor({ schema, now }: EmulatedDatabase) {
    this.now = now;
    this.databaseName = schema.name;
    this.kinds = new NodeKinds(schema);
  }

  /** A query in SQLite's text, without parentheses. */
  abstract query(query: Query): string;

  value(node: Node): string {
    switch (node.kind) {
      case 'column':
        return node.parts.slice(-2).map(nameText).join('.');
      case 'star':
        return '*';
      case 'text':
        return quoted(node.value);
      case 'number':
        return node.text;
      case 'bytes':
        return bytesAsText(node);
      case 'constant':
        return node.value === null ? 'NULL' : node.value ? '1' : '0';
      case 'temporal':
        return this.temporal(node);
      case 'interval':
        throw missing('INTERVAL without a date beside it');
      case 'parameter':
        return `?${node.index + 1}`;
      case 'variable':
        throw missing(`the variable ${node.name}`);
      case 'unary':
        return this.unary(node);
      case 'binary':
        return this.binary(node);
      case 'between': {
        const [value, low] = this.comparable(node.value, node.low);
        const [other, high] = this.comparable(node.value, node.high);
        const inside =
          value === other
            ? `${value} BETWEEN ${low} AND ${high}`
            : `${value} >= ${low} AND ${other} <= ${high}`;
        return node.negated ? `(NOT (${inside}))` : `(${inside})`;
      }
      case 'in':
        return this.membership(node);
      case 'like': {
        const ignoreCase = [node.value, node.pattern].some(
          (side) => side.kind === 'collate' && side.collation.toLowerCase().endsWith('_ci'),
        );
        const escape = node.escape === undefined ? quoted('\\') : this.value(node.escape);
        const text = `my_like(${this.value(node.value)}, ${this.value(node.pattern)}, ${escape}, ${ignoreCase ? 1 : 0})`;
        return node.negated ? `(NOT ${text})` : text;
      }
      case 'is':
        return `(${this.value(node.value)} IS ${node.negated ? 'NOT ' : ''}${String(node.what).toUpperCase()})`;
      case 'exists':
        return `EXISTS (${this.query(node.query)})`;
      case 'quantified':
        return this.quantified(node);
      case 'subquery':
        return `(${this.query(node.query)})`;
      case 'row':
        return `(${node.items.map((item) => this.value(item)).join(', ')})`;
      case 'case':
        return this.caseOf(node);
      case 'cast':
        return this.cast(node);
      case 'collate':
        return `(${this.value(node.value)} COLLATE ${node.collation.toLowerCase().endsWith('_ci') ? 'NOCASE' : 'BINARY'})`;
      case 'match':
        throw missing('MATCH … AGAINST');
      case 'call':
        return sqliteCall(node, this);
    }
  }

  isDouble(node: Node): boolean {
    return this.kinds.isDouble(node);
  }

  over(call: Call): string {
    if (call.over === undefined) return '';
    return typeof call.over === 'string'
      ? ` OVER ${nameText(call.over)}`
      : ` OVER ${this.window(call.over)}`;
  }

  order({ orderBy }: { readonly orderBy: readonly OrderItem[] }): string {
    if (orderBy.length === 0) return '';
    const keys = orderBy.map(
      ({ value, descending }) => `${this.value(value)}${descending ? ' DESC' : ''}`,
    );
    return ` ORDER BY ${keys.join(', ')}`;
  }

  /** A window, in parentheses. */
  protected window({ base, partitionBy, orderBy, frame }: WindowSpecification): string {
    const parts = [
      ...(base === undefined ? [] : [nameText(base)]),
      ...(partitionBy.length === 0
        ? []
        : [`PARTITION BY ${partitionBy.map((key) => this.value(key)).join(', ')}`]),
      ...(orderBy.length === 0 ? [] : [this.order({ orderBy }).trim()]),
      ...(frame === undefined ? [] : [this.frame(frame)]),
    ];
    return `(${parts.join(' ')})`;
  }

  private frame({ unit, bounds }: WindowFrame): string {
    const texts = bounds.map(({ amount, words }) => {
      if (amount?.kind === 'interval') throw missing('a frame of INTERVAL');
      return amount === undefined ? words : `${this.value(amount)} ${words}`;
    });
    return `${unit} ${texts.length === 2 ? 'BETWEEN ' : ''}${texts.join(' AND ')}`;
  }

  private temporal({ type, value }: Extract<Node, { kind: 'temporal' }>): string {
    if (type === 'TIME') return quoted(value);
    if ((type === 'DATE' ? DAY : MOMENT).test(value)) return quoted(value);
    return `my_as_${type === 'DATE' ? 'date' : 'datetime'}(${quoted(value)})`;
  }

  private unary({ operator, operand }: Extract<Node, { kind: 'unary' }>): string {
    const text = operator === '-' || operator === '~' ? this.number(operand) : this.value(operand);
    if (operator === 'BINARY' || operator === '+') return text;
    if (operator === '!' || operator === 'NOT') return `(NOT ${text})`;
    // Two signs in a row would begin a comment.
    return `(${operator} ${text})`;
  }

  private binary(node: Extract<Node, { kind: 'binary' }>): string {
    const { operator, left, right } = node;
    const operands = { value: (each: Node): string => this.value(each) };
    if (COMPARISONS.has(operator)) {
      const [a, b] = this.comparable(left, right);
      return `(${a} ${operator === '<=>' ? 'IS' : operator} ${b})`;
    }
    if (right.kind === 'interval' && (operator === '+' || operator === '-'))
      return moved(operator === '+' ? 'add' : 'subtract', this.value(left), right, operands);
    if (left.kind === 'interval' && operator === '+')
      return moved('add', this.value(right), left, operands);
    const [a, b] = [left, right].map((side) =>
      OF_NUMBERS.has(operator) ? this.number(side) : this.value(side),
    ) as [string, string];
    switch (operator) {
      case '/':
        return `(CAST(${a} AS REAL) / ${b})`;
      case 'DIV':
        return `my_div(${a}, ${b})`;
      case '%':
      case 'MOD':
        return `my_mod(${a}, ${b})`;
      case '^':
        return `((${a} | ${b}) - (${a} & ${b}))`;
      case 'XOR':
        return `((NOT ${a}) <> (NOT ${b}))`;
      case 'REGEXP':
        return `my_regexp_like(${a}, ${b})`;
      case '->':
        return `my_json_extract(${a}, ${b})`;
      case '->>':
        return `my_json_unquote(my_json_extract(${a}, ${b}))`;
      case 'MEMBER OF':
        return `my_member_of(${a}, ${b})`;
      case '+':
      case '-':
      case '*':
      case '&':
      case '|':
      case '<<':
      case '>>':
      case 'AND':
      case 'OR':
        return `(${a} ${operator} ${b})`;
      default:
        throw missing(operator);
    }
  }

  /** An operand of arithmetic: bytes are a number there. */
  private number(node: Node): string {
    return node.kind === 'bytes' && node.isText !== true ? bytesAsNumber(node) : this.value(node);
  }

  private membership({ negated, value, set }: Extract<Node, { kind: 'in' }>): string {
    const word = negated ? 'NOT IN' : 'IN';
    if ('body' in set) return `(${this.value(value)} ${word} (${this.query(set)}))`;
    if (value.kind === 'row')
      return `(${this.value(value)} ${word} (VALUES ${set.map((item) => this.value(item)).join(', ')}))`;
    const pairs = set.map((item) => this.comparable(value, item));
    const [first] = pairs[0] ?? [''];
    if (pairs.every(([text]) => text === first))
      return `(${first} ${word} (${pairs.map(([, item]) => item).join(', ')}))`;
    const any = pairs.map(([text, item]) => `${text} = ${item}`).join(' OR ');
    return negated ? `(NOT (${any}))` : `(${any})`;
  }

  private quantified({
    operator,
    quantifier,
    value,
    query,
  }: Extract<Node, { kind: 'quantified' }>): string {
    const [text, inner] = [this.value(value), this.query(query)];
    if (operator === '=' && quantifier === 'ANY') return `(${text} IN (${inner}))`;
    if ((operator === '<>' || operator === '!=') && quantifier === 'ALL')
      return `(${text} NOT IN (${inner}))`;
    const rows = `WITH compared(value) AS (${inner}) SELECT 1 FROM compared WHERE`;
    return quantifier === 'ANY'
      ? `EXISTS (${rows} ${text} ${operator} compared.value)`
      : `(NOT EXISTS (${rows} (${text} ${operator} compared.value) IS NOT TRUE))`;
  }

  private caseOf({ value, branches, otherwise }: Extract<Node, { kind: 'case' }>): string {
    const parts = branches.map(({ when, then }) => {
      const condition =
        value === undefined ? this.value(when) : this.comparable(value, when).join(' = ');
      return `WHEN ${condition} THEN ${this.value(then)}`;
    });
    const rest = otherwise === undefined ? [] : [`ELSE ${this.value(otherwise)}`];
    return `(${['CASE', ...parts, ...rest, 'END'].join(' ')})`;
  }

  private cast({ value, type }: Extract<Node, { kind: 'cast' }>): string {
    const text = TEXT_TYPES.has(type.name) ? this.value(value) : this.number(value);
    const [size, digits = 0] = type.arguments;
    switch (type.name) {
      case 'CHAR':
      case 'NCHAR':
      case 'VARCHAR':
      case 'TEXT':
      case 'BINARY':
        return size === undefined ? `my_text(${text})` : `my_left(my_text(${text}), ${size})`;
      case 'UNSIGNED':
        return `my_unsigned(${this.rounded(value, text)})`;
      case 'DATE':
        return `my_as_date(${text})`;
      case 'DATETIME':
      case 'TIMESTAMP':
        return `my_as_datetime(${text})`;
      case 'TIME':
        return `my_time(${text})`;
      case 'DECIMAL':
      case 'DEC':
      case 'NUMERIC':
        return `my_decimal(${text}, ${digits})`;
      case 'DOUBLE':
      case 'FLOAT':
      case 'REAL':
        return `CAST(my_number(${text}) AS REAL)`;
      case 'JSON':
        return `my_json(${text})`;
      case 'SIGNED':
      case 'INTEGER':
      case 'INT':
      case 'BIGINT':
      case 'YEAR':
        return `my_signed(${this.rounded(value, text)})`;
      default:
        throw missing(`the type ${type.name}`);
    }
  }

  /** What CAST to an integer makes one of: halves of doubles go to even. */
  private rounded(value: Node, text: string): string {
    return this.isDouble(value) && value.kind !== 'text' && this.kinds.of(value) === 'number'
      ? `my_round_double(${text})`
      : text;
  }

  /** Both sides of a comparison, so that SQLite compares them as MySQL does. */
  private comparable(left: Node, right: Node): readonly [string, string] {
    const [a, b] = [this.kinds.of(left), this.kinds.of(right)];
    return [
      this.beside(left, a, { node: right, kind: b }),
      this.beside(right, b, { node: left, kind: a }),
    ];
  }

  private beside(
    node: Node,
    kind: NodeKind,
    other: { readonly node: Node; readonly kind: NodeKind },
  ): string {
    if (node.kind === 'bytes' && other.kind === 'number') return this.number(node);
    const text = this.value(node);
    if (isJson(other.node) && node.kind === 'constant' && typeof node.value === 'boolean')
      return quoted(String(node.value));
    if (isJson(node) && other.node.kind === 'text') return `my_json_unquote(${text})`;
    if (isJson(node) && other.node.kind === 'number') return `my_number(${text})`;
    if (node.kind === 'text') {
      if (other.kind === 'number') return String(leadingNumber(node.value));
      if (other.kind === 'date' || other.kind === 'datetime')
        return timeText(node.value, other.kind);
      return text;
    }
    // 20240229 is a day to MySQL.
    if (node.kind === 'number' && (other.kind === 'date' || other.kind === 'datetime'))
      return /^\d{6,}$/.test(node.text) ? timeText(node.text, other.kind) : text;
    if (kind === 'text' && other.kind === 'number') return `my_number(${text})`;
    if (kind === 'date') {
      const timed =
        other.kind === 'datetime' ||
        (other.node.kind === 'text' &&
          TIME_LIKE.test(other.node.value) &&
          !DAY.test(other.node.value) &&
          hasClock(other.node.value));
      return timed ? `my_as_datetime(${text})` : text;
    }
    return text;
  }
}

/** True for JSON values, which compare by what they hold. */
function isJson(node: Node): boolean {
  return node.kind === 'call'
    ? node.name === 'json_extract'
    : node.kind === 'binary' && node.operator === '->';
}

/** A text constant beside a date, in the notation that dates are kept in. */
function timeText(text: string, kind: 'date' | 'datetime'): string {
  if (kind === 'date' && DAY.test(text)) return quoted(text);
  if (kind === 'datetime' && MOMENT.test(text)) return quoted(text);
  if (kind === 'datetime' && DAY.test(text)) return quoted(`${text} 00:00:00`);
  if (!TIME_LIKE.test(text)) return quoted(text);
  return kind === 'datetime' || hasClock(text)
    ? `my_as_datetime(${quoted(text)})`
    : `my_as_date(${quoted(text)})`;
}

function hasClock(text: string): boolean {
  return /:/.test(text) || /^\d{14}$/.test(text);
}

function leadingNumber(text: string): number {
  return Number(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(text)?.[0] ?? 0);
}
