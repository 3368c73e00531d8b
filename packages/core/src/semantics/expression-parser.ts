import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  Aggregate,
  Condition,
  ComparisonOperator,
  Expression,
  FunctionName,
} from '@momq/dialect';
import { argumentCounts } from '../logical/function-catalogue.js';
import { expressionTokens } from './expression-tokens.js';
import type { ExpressionToken } from './expression-tokens.js';

/** What a name of an expression stands for. @throws for a name that nothing has */
export type NameResolver = (parts: readonly string[]) => Expression;

const aggregates = new Set(['count', 'sum', 'avg', 'min', 'max']);

/** Functions of the catalogue by their names in SQL. */
const functions: Readonly<Record<string, FunctionName>> = {
  lower: 'lower',
  upper: 'upper',
  length: 'length',
  char_length: 'length',
  trim: 'trim',
  substring: 'substring',
  substr: 'substring',
  concat: 'concat',
  replace: 'replace',
  abs: 'abs',
  round: 'round',
  floor: 'floor',
  ceil: 'ceiling',
  ceiling: 'ceiling',
  mod: 'mod',
  power: 'power',
  sqrt: 'sqrt',
  coalesce: 'coalesce',
  nullif: 'nullif',
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  day: 'day',
};

const comparisons: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '<>': '!=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/**
 * Reads a standard SQL expression into the logical form: arithmetic, aggregates, CASE, functions of the catalogue.
 *
 * @throws UnsupportedFeatureError for what the logical form or this reader lacks
 */
export function parseExpression(text: string, resolve: NameResolver): Expression {
  const tokens = expressionTokens(text);
  if (tokens === undefined) throw unsupported(text, 'a character that no expression has');
  return new ExpressionParser(text, tokens, resolve).whole();
}

function unsupported(text: string, got: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `expression ${text}: expected arithmetic, aggregates, CASE and common functions of standard SQL, got ${got}.`,
  );
}

class ExpressionParser {
  readonly #text: string;
  readonly #tokens: readonly ExpressionToken[];
  readonly #resolve: NameResolver;
  #place = 0;

  constructor(text: string, tokens: readonly ExpressionToken[], resolve: NameResolver) {
    this.#text = text;
    this.#tokens = tokens;
    this.#resolve = resolve;
  }

  whole(): Expression {
    const expression = this.#sum();
    if (this.#next.kind !== 'end') throw this.#unexpected();
    return expression;
  }

  get #next(): ExpressionToken {
    return this.#tokens[this.#place]!;
  }

  #unexpected(): UnsupportedFeatureError {
    return unsupported(this.#text, this.#next.kind === 'end' ? 'its end' : this.#next.text);
  }

  /** Takes a sign or a keyword if it comes next. */
  #take(...words: readonly string[]): boolean {
    const fits = words.every((word, offset) => {
      const token = this.#tokens[this.#place + offset];
      return (
        token !== undefined &&
        !token.quoted &&
        token.kind !== 'text' &&
        token.text.toUpperCase() === word
      );
    });
    if (fits) this.#place += words.length;
    return fits;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#unexpected();
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      if (this.#take('+')) left = arithmetic('+', left, this.#product());
      else if (this.#take('-')) left = arithmetic('-', left, this.#product());
      else if (this.#take('||'))
        left = { kind: 'call', function: 'concat', arguments: [left, this.#product()] };
      else return left;
    }
  }

  #product(): Expression {
    let left = this.#signed();
    for (;;) {
      if (this.#take('*')) left = arithmetic('*', left, this.#signed());
      else if (this.#take('/')) left = arithmetic('/', left, divisor(this.#signed()));
      else return left;
    }
  }

  #signed(): Expression {
    if (!this.#take('-')) return this.#primary();
    const value = this.#signed();
    return value.kind === 'literal' && typeof value.value === 'number'
      ? { kind: 'literal', value: -value.value }
      : arithmetic('-', { kind: 'literal', value: 0 }, value);
  }

  #primary(): Expression {
    const token = this.#next;
    if (token.kind === 'number' || token.kind === 'text') {
      this.#place++;
      return { kind: 'literal', value: token.kind === 'number' ? Number(token.text) : token.text };
    }
    if (this.#take('(')) {
      const inside = this.#sum();
      this.#expect(')');
      return inside;
    }
    if (this.#take('NULL')) return { kind: 'literal', value: null };
    if (this.#take('TRUE')) return { kind: 'literal', value: true };
    if (this.#take('FALSE')) return { kind: 'literal', value: false };
    if (this.#take('CASE')) return this.#case();
    if (token.kind !== 'name') throw this.#unexpected();
    this.#place++;
    if (!token.quoted && this.#take('(')) return this.#call(token.text.toLowerCase());
    const parts = [token.text];
    while (this.#take('.')) {
      if (this.#next.kind !== 'name') throw this.#unexpected();
      parts.push(this.#next.text);
      this.#place++;
    }
    return this.#resolve(parts);
  }

  #call(name: string): Expression {
    if (aggregates.has(name)) return this.#aggregate(name as Aggregate['function']);
    const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (called === undefined) throw unsupported(this.#text, `the function ${name}`);
    const given: Expression[] = [];
    if (!this.#take(')')) {
      do given.push(this.#sum());
      while (this.#take(','));
      this.#expect(')');
    }
    const { min, max } = argumentCounts(called);
    if (given.length < min || given.length > max)
      throw unsupported(this.#text, `${given.length} arguments of ${name}`);
    return { kind: 'call', function: called, arguments: given };
  }

  #aggregate(name: Aggregate['function']): Expression {
    const distinct = this.#take('DISTINCT');
    const argument: Expression =
      name === 'count' && this.#take('*') ? { kind: 'star' } : this.#sum();
    this.#expect(')');
    return { kind: 'aggregate', function: name, distinct, argument };
  }

  #case(): Expression {
    const subject = this.#take('WHEN') ? undefined : this.#sum();
    if (subject !== undefined) this.#expect('WHEN');
    const branches: { when: Condition; then: Expression }[] = [];
    do {
      const when: Condition =
        subject === undefined
          ? this.#condition()
          : { kind: 'compare', operator: '=', left: subject, right: this.#sum() };
      this.#expect('THEN');
      branches.push({ when, then: this.#sum() });
    } while (this.#take('WHEN'));
    const otherwise = this.#take('ELSE') ? this.#sum() : undefined;
    this.#expect('END');
    return { kind: 'case', branches, ...(otherwise !== undefined && { otherwise }) };
  }

  #condition(): Condition {
    const conditions = [this.#conjunction()];
    while (this.#take('OR')) conditions.push(this.#conjunction());
    return conditions.length === 1 ? conditions[0]! : { kind: 'or', conditions };
  }

  #conjunction(): Condition {
    const conditions = [this.#predicate()];
    while (this.#take('AND')) conditions.push(this.#predicate());
    return conditions.length === 1 ? conditions[0]! : { kind: 'and', conditions };
  }

  #predicate(): Condition {
    const start = this.#place;
    if (this.#take('(')) {
      // `(a = 1 OR b = 2)` is a condition, `(a + b) > 3` compares one
      try {
        const inside = this.#condition();
        this.#expect(')');
        return inside;
      } catch (error) {
        if (!(error instanceof UnsupportedFeatureError)) throw error;
        this.#place = start;
      }
    }
    const left = this.#sum();
    if (this.#take('IS', 'NOT', 'NULL')) return { kind: 'null', negated: true, value: left };
    if (this.#take('IS', 'NULL')) return { kind: 'null', negated: false, value: left };
    const negated = this.#take('NOT');
    if (this.#take('IN', '(')) {
      const set: Expression[] = [];
      do set.push(this.#sum());
      while (this.#take(','));
      this.#expect(')');
      return { kind: 'in', negated, value: left, set };
    }
    if (this.#take('BETWEEN')) {
      const low = this.#sum();
      this.#expect('AND');
      return { kind: 'between', negated, value: left, low, high: this.#sum() };
    }
    if (this.#take('LIKE'))
      return {
        kind: 'compare',
        operator: negated ? 'not like' : 'like',
        left,
        right: this.#sum(),
      };
    const operator = negated ? undefined : comparisons[this.#next.text];
    if (operator === undefined) throw this.#unexpected();
    this.#place++;
    return { kind: 'compare', operator, left, right: this.#sum() };
  }
}

function arithmetic(
  operator: '+' | '-' | '*' | '/',
  left: Expression,
  right: Expression,
): Expression {
  return { kind: 'arithmetic', operator, left, right };
}

/** Division by zero is NULL in the logical form, so that NULLIF(x, 0) says nothing more. */
function divisor(expression: Expression): Expression {
  if (expression.kind !== 'call' || expression.function !== 'nullif') return expression;
  const [value, zero] = expression.arguments;
  return value !== undefined && zero?.kind === 'literal' && zero.value === 0 ? value : expression;
}
