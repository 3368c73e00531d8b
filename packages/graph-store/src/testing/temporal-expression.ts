import {
  BadNull,
  add,
  compared,
  divide,
  equals,
  isTemporal,
  isNull,
  multiply,
  negate,
  subtract,
  temporalFunctions,
  type GraphValue,
} from '../index.js';

const token =
  /\s*(?:(?<text>'[^']*')|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w.]*)|(?<sign><=|>=|[-+*/<>=(){}[\],:.]))/y;

/** The binary operators that expressions of temporal values need, the tightest last. */
const operators: readonly Readonly<
  Record<string, (left: GraphValue, right: GraphValue) => GraphValue>
>[] = [
  {
    '=': (left, right) => equals(left, right),
    '<': ordered((order) => order < 0),
    '<=': ordered((order) => order <= 0),
    '>': ordered((order) => order > 0),
    '>=': ordered((order) => order >= 0),
  },
  { '+': add, '-': subtract },
  { '*': multiply, '/': divide },
];

function ordered(test: (order: number) => boolean) {
  return (left: GraphValue, right: GraphValue): GraphValue => {
    const order = compared(left, right);
    return typeof order === 'number' ? test(order) : null;
  };
}

/** The value of an expression of openCypher made of calls, maps, lists, literals, operators and variables. @throws Error for other text */
export function valueOf(
  text: string,
  variables: ReadonlyMap<string, GraphValue> = new Map(),
): GraphValue {
  return new ExpressionReader(text, variables).read();
}

class ExpressionReader {
  readonly #tokens: string[] = [];
  readonly #variables: ReadonlyMap<string, GraphValue>;

  constructor(text: string, variables: ReadonlyMap<string, GraphValue>) {
    this.#variables = variables;
    token.lastIndex = 0;
    while (token.lastIndex < text.trimEnd().length) {
      const found = token.exec(text);
      if (!found) throw new Error(`expected an expression, got ${text}`);
      this.#tokens.push(found[0].trim());
    }
  }

  read(): GraphValue {
    const value = this.#binary(0);
    if (this.#tokens.length > 0) throw new Error(`expected an end, got ${this.#tokens.join(' ')}`);
    return value;
  }

  #take(expected?: string): string {
    const next = this.#tokens.shift();
    if (next === undefined || (expected !== undefined && next !== expected))
      throw new Error(`expected ${expected ?? 'more'}, got ${next ?? 'the end'}`);
    return next;
  }

  #list<Item>(end: string, item: () => Item): readonly Item[] {
    const items: Item[] = [];
    while (this.#tokens[0] !== end) {
      if (items.length > 0) this.#take(',');
      items.push(item());
    }
    this.#take(end);
    return items;
  }

  #binary(level: number): GraphValue {
    const table = operators[level];
    if (table === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (
      let sign = this.#tokens[0];
      sign !== undefined && Object.hasOwn(table, sign);
      sign = this.#tokens[0]
    ) {
      this.#take();
      left = table[sign]!(left, this.#binary(level + 1));
    }
    return left;
  }

  #unary(): GraphValue {
    if (this.#tokens[0] === '-') {
      this.#take();
      return negate(this.#unary());
    }
    const value = this.#primary();
    if (this.#tokens[0] !== '.') return value;
    this.#take();
    return memberOf(value, this.#take());
  }

  #primary(): GraphValue {
    const next = this.#take();
    if (next === '(') {
      const value = this.#binary(0);
      this.#take(')');
      return value;
    }
    if (next === '[') return this.#list(']', () => this.#binary(0));
    if (next === '{')
      return new Map(
        this.#list('}', () => {
          const key = this.#take();
          this.#take(':');
          return [key, this.#binary(0)] as const;
        }),
      );
    if (next.startsWith("'")) return next.slice(1, -1);
    if (/^\d/.test(next)) return next.includes('.') ? Number(next) : BigInt(next);
    if (this.#tokens[0] === '(') return this.#call(next);
    return this.#named(next);
  }

  #call(name: string): GraphValue {
    this.#take('(');
    const given = this.#list(')', () => this.#binary(0));
    if (name.toLowerCase() === 'tostring') return isNull(given[0]!) ? null : String(given[0]);
    const called = temporalFunctions[name.toLowerCase()];
    if (called === undefined) throw new Error(`expected a temporal function, got ${name}`);
    return called(given, 0n);
  }

  #named(path: string): GraphValue {
    if (path === 'null') return null;
    if (path === 'true' || path === 'false') return path === 'true';
    const [name, ...members] = path.split('.');
    const value = this.#variables.get(name!);
    if (value === undefined) throw new Error(`expected a variable, got ${name}`);
    return members.reduce(memberOf, value);
  }
}

function memberOf(value: GraphValue, name: string): GraphValue {
  return (isTemporal(value) ? value.get(name) : undefined) ?? BadNull.unknownProperty;
}
