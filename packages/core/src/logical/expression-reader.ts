import { functionNames, timeUnits } from '@momq/dialect';
import type {
  Aggregate,
  Arithmetic,
  Case,
  Cast,
  Condition,
  Expression,
  FieldReference,
  FunctionCall,
  FunctionName,
  LogicalQuery,
  OrderKey,
  TimeUnit,
  Window,
} from '@momq/dialect';
import { expressionWords } from './expression-words.js';
import { argumentCounts, functionCatalogue } from './function-catalogue.js';
import { isConstantWord } from './query-words.js';
import type { TokenCursor } from './token-cursor.js';

const aggregates = setOf<Aggregate['function']>(['count', 'sum', 'avg', 'min', 'max']);
const functions = setOf<FunctionName>(functionNames);
const units = setOf<TimeUnit>(timeUnits);
const ranks = setOf<Window['function']>(['row_number', 'rank', 'dense_rank']);
const windowFunctions = setOf<Window['function']>([...ranks, 'lag', 'lead', ...aggregates]);
const casts = new Map<string, Cast['type']>(
  (['text', 'integer', 'real', 'date', 'datetime'] as const).map((type) => [`cast ${type}`, type]),
);
const arithmetic = new Map<string, Arithmetic['operator']>([
  ['+', '+'],
  ['-', '-'],
  ['times', '*'],
  ['/', '/'],
]);
/** Words that begin an expression. */
const openers: ReadonlySet<string> = new Set(Object.values(expressionWords).flat());

function setOf<T extends string>(members: Iterable<T>): ReadonlySet<T> {
  return new Set(members);
}

function has<T extends string>(set: ReadonlySet<T>, word: string | undefined): word is T {
  return (set as ReadonlySet<string | undefined>).has(word);
}

/** Reads expressions; the grammar is that of `linearise`. */
export abstract class ExpressionReader {
  protected readonly tokens: TokenCursor;

  constructor(tokens: TokenCursor) {
    this.tokens = tokens;
  }

  abstract condition(): Condition;
  abstract query(): LogicalQuery;

  expressions(): Expression[] {
    const expressions = [this.expression()];
    while (this.startsExpression()) expressions.push(this.expression());
    return expressions;
  }

  expression(): Expression {
    const item = this.tokens.peekItem();
    if (item?.kind === 'field') return this.field();
    if (item?.kind === 'value') return { kind: 'literal', value: this.tokens.item('value').value };
    const word = this.tokens.word() ?? this.tokens.fail('a value');
    if (word === 'outer' || word === 'other' || word === 'column') return this.#reference();
    if (word === '(') return { kind: 'subquery', query: this.subquery() };
    if (has(aggregates, word)) return this.#aggregate(word);
    if (has(functions, word)) return this.#call(word);
    if (word === 'case') return this.#case();
    if (word === 'over') return this.#window();
    this.tokens.advance();
    if (word === 'null') return { kind: 'literal', value: null };
    if (word === '*') return { kind: 'star' };
    if (word === 'count*')
      return { kind: 'aggregate', function: 'count', distinct: false, argument: { kind: 'star' } };
    if (isConstantWord(word))
      return { kind: 'literal', value: /^\d/.test(word) ? Number(word) : word === 'true' };
    const type = casts.get(word);
    if (type !== undefined) return { kind: 'cast', type, argument: this.expression() };
    const operator = arithmetic.get(word) ?? this.tokens.fail('a value before this');
    return { kind: 'arithmetic', operator, left: this.expression(), right: this.expression() };
  }

  startsExpression(): boolean {
    const item = this.tokens.peekItem();
    if (item) return item.kind === 'field' || item.kind === 'value';
    const word = this.tokens.word();
    return word !== undefined && openers.has(word);
  }

  startsConstant(): boolean {
    const word = this.tokens.word();
    return this.tokens.peekItem()?.kind === 'value' || (word !== undefined && isConstantWord(word));
  }

  field(): FieldReference {
    const reference = this.#reference();
    return reference.kind === 'field' ? reference : this.tokens.fail('a field before this');
  }

  subquery(): LogicalQuery {
    this.tokens.expectWord('(');
    const query = this.query();
    this.tokens.expectWord(')');
    return query;
  }

  /** The keys of an ORDER BY, where one comes next. */
  keys(): OrderKey[] {
    const keys: OrderKey[] = [];
    if (!this.tokens.take('order')) return keys;
    do {
      const expression = this.expression();
      const descending = this.tokens.take('desc');
      const nulls = this.tokens.take('nulls first')
        ? 'first'
        : this.tokens.take('nulls last')
          ? 'last'
          : undefined;
      keys.push({ expression, descending, ...(nulls && { nulls }) });
    } while (this.startsExpression());
    return keys;
  }

  /** A number of rows. @throws QuerySyntaxError for anything else */
  rowCount(): number {
    const count = this.expression();
    const value = count.kind === 'literal' ? Number(count.value) : Number.NaN;
    return Number.isInteger(value) && value >= 0
      ? value
      : this.tokens.fail('a whole number before this');
  }

  /** How many times the word comes next; they are taken. */
  protected count(word: 'outer' | 'other' | 'more'): number {
    let count = 0;
    while (this.tokens.take(word)) count += 1;
    return count;
  }

  #reference(): Extract<Expression, { kind: 'field' | 'column' }> {
    const out = this.count('outer');
    const outer = out > 0 ? { outer: out } : {};
    const instance = this.count('other');
    if (!this.tokens.take('column')) {
      const { entity, field } = this.tokens.item('field');
      return { kind: 'field', entity, instance, field, ...outer };
    }
    const column = this.tokens.word() ?? this.tokens.fail('the number of a column');
    if (!/^\d+$/.test(column)) this.tokens.fail('the number of a column');
    this.tokens.advance();
    return { kind: 'column', source: instance, column: Number(column), ...outer };
  }

  #aggregate(name: Aggregate['function']): Aggregate {
    this.tokens.advance();
    const distinct = this.tokens.take('distinct');
    return { kind: 'aggregate', function: name, distinct, argument: this.expression() };
  }

  #call(name: FunctionName): FunctionCall {
    this.tokens.advance();
    const unit = functionCatalogue[name].unit ? this.#unit() : undefined;
    const { min, max } = argumentCounts(name);
    const count = min + this.count('more');
    if (count > max) this.tokens.fail(`at most ${max} arguments of ${name}`);
    return {
      kind: 'call',
      function: name,
      ...(unit && { unit }),
      arguments: Array.from({ length: count }, () => this.expression()),
    };
  }

  #unit(): TimeUnit {
    const word = this.tokens.word();
    if (!has(units, word)) this.tokens.fail('a unit of time');
    this.tokens.advance();
    return word;
  }

  #case(): Case {
    this.tokens.expectWord('case');
    const branches: { when: Condition; then: Expression }[] = [];
    do {
      const when = this.condition();
      this.tokens.expectWord('then');
      branches.push({ when, then: this.expression() });
    } while (this.tokens.take('when'));
    this.tokens.expectWord('else');
    return { kind: 'case', branches, otherwise: this.expression() };
  }

  #window(): Window {
    this.tokens.expectWord('over');
    const star = this.tokens.take('count*');
    const word = star ? 'count' : this.tokens.word();
    if (!has(windowFunctions, word)) this.tokens.fail('a function of a window');
    if (!star) this.tokens.advance();
    const offset = this.tokens.take('offset') ? this.rowCount() : undefined;
    const argument: Expression | undefined = star
      ? { kind: 'star' }
      : has(ranks, word)
        ? undefined
        : this.expression();
    const partitionBy = this.tokens.take('partition') ? this.expressions() : [];
    const orderBy = this.keys();
    this.tokens.expectWord(')');
    return {
      kind: 'window',
      function: word,
      ...(argument && { argument }),
      ...(offset !== undefined && { offset }),
      partitionBy,
      orderBy,
    };
  }
}
