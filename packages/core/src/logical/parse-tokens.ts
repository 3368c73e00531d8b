import { QuerySyntaxError } from '../errors/momq-error.js';
import type { DatabaseSchema } from '../schema/database-schema.js';
import { canonicalise } from './canonicalise.js';
import type {
  Aggregate,
  Arithmetic,
  ComparisonOperator,
  Condition,
  Expression,
  FieldReference,
  FunctionCall,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
} from './logical-query.js';
import { patternOf, plainSelectedFields, type LikePattern } from './query-shapes.js';
import type { QueryItem, QueryToken } from './query-items.js';
import { queryWords, type QueryWord, type WordNames } from './query-words.js';
import { linkSteps, stepOfFields, type JoinedUse, type LinkStep } from './schema-lookup.js';

const aggregates: ReadonlySet<string> = new Set(['count', 'sum', 'avg', 'min', 'max']);
const functions: ReadonlySet<string> = new Set([
  'year',
  'month',
  'day',
  'lower',
  'upper',
  'length',
  'abs',
  'round',
]);
const comparisons: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const patterns: ReadonlySet<string> = new Set(['contains', 'starts', 'ends', 'like']);
const arithmetic: Partial<Record<string, Arithmetic['operator']>> = {
  '+': '+',
  '-': '-',
  times: '*',
  '/': '/',
};

/**
 * Reads the tokens that {@link linearise} writes. The result is canonical: `parseTokens(linearise(q)) = canonicalise(q)`.
 *
 * @throws QuerySyntaxError when the tokens are no query; `column` is the token's place, counted from 1.
 */
export function parseTokens(
  tokens: readonly QueryToken[],
  items: readonly QueryItem[],
  schema: DatabaseSchema,
  words?: WordNames,
): LogicalQuery {
  const reader = new TokenReader(tokens, items, schema, words ?? {});
  const query = reader.query();
  reader.expectWord('end');
  reader.expectEnd();
  return canonicalise(query, schema);
}

type SchemaItem<K extends QueryItem['kind']> = Extract<QueryItem, { kind: K }>;

class TokenReader {
  #position = 0;
  readonly #canonical: ReadonlyMap<string, QueryWord>;

  constructor(
    private readonly tokens: readonly QueryToken[],
    private readonly items: readonly QueryItem[],
    private readonly schema: DatabaseSchema,
    names: WordNames,
  ) {
    this.#canonical = new Map(queryWords.map((word) => [names[word] ?? word, word]));
  }

  query(): LogicalQuery {
    let left: LogicalQuery = this.#select();
    for (;;) {
      const operator = this.#word();
      if (
        operator !== 'union' &&
        operator !== 'union all' &&
        operator !== 'intersect' &&
        operator !== 'except'
      )
        return left;
      this.#position += 1;
      left = {
        kind: 'set',
        operator: operator === 'union all' ? 'union' : operator,
        all: operator === 'union all',
        left,
        right: this.#select(),
      } satisfies SetQuery;
    }
  }

  expectWord(word: QueryWord): void {
    if (!this.#take(word)) this.#fail(`the word ${word}`);
  }

  expectEnd(): void {
    if (this.#position < this.tokens.length) this.#fail('no more tokens');
  }

  #fail(expected: string): never {
    const token = this.tokens[this.#position];
    const got =
      token === undefined
        ? 'the end'
        : token.kind === 'word'
          ? token.word
          : `item ${token.index} (${JSON.stringify(this.items[token.index])})`;
    throw new QuerySyntaxError(`token form: expected ${expected}, got ${got}`, {
      line: 1,
      column: this.#position + 1,
      fragment: got,
    });
  }

  #word(ahead = 0): QueryWord | undefined {
    const token = this.tokens[this.#position + ahead];
    return token?.kind === 'word' ? this.#canonical.get(token.word) : undefined;
  }

  #take(word: QueryWord): boolean {
    if (this.#word() !== word) return false;
    this.#position += 1;
    return true;
  }

  #peekItem(): QueryItem | undefined {
    const token = this.tokens[this.#position];
    return token?.kind === 'item' ? this.items[token.index] : undefined;
  }

  #item<K extends QueryItem['kind']>(kind: K): SchemaItem<K> {
    const item = this.#peekItem();
    if (item?.kind !== kind) this.#fail(`a pointer to a ${kind}`);
    this.#position += 1;
    return item as SchemaItem<K>;
  }

  #select(): SelectQuery {
    this.expectWord('from');
    const { entity } = this.#item('entity');
    const from: Source[] = [{ entity, instance: 0 }];
    const uses: JoinedUse[] = [{ entity, instance: 0 }];
    while (this.#word() !== 'select') this.#source(from, uses);
    this.expectWord('select');
    const distinct = this.#take('distinct');
    const select = this.#expressions();
    const where = this.#take('where') ? this.#condition() : undefined;
    let groupBy: Expression[] = [];
    if (this.#take('group'))
      groupBy = this.#startsExpression() ? this.#expressions() : plainSelectedFields({ select });
    const having = this.#take('having') ? this.#condition() : undefined;
    const orderBy: OrderKey[] = [];
    if (this.#take('order')) {
      do {
        const expression = this.#expression();
        orderBy.push({ expression, descending: this.#take('desc') });
      } while (this.#startsExpression());
    }
    const limit = this.#take('limit') ? this.#limit() : undefined;
    return {
      kind: 'select',
      from,
      distinct,
      select,
      ...(where && { where }),
      groupBy,
      ...(having && { having }),
      orderBy,
      ...(limit !== undefined && { limit }),
    };
  }

  #limit(): number {
    const limit = this.#expression();
    const value = limit.kind === 'literal' ? Number(limit.value) : Number.NaN;
    return Number.isInteger(value) && value >= 0 ? value : this.#fail('a whole number before this');
  }

  #source(from: Source[], uses: JoinedUse[]): void {
    const add = (
      entity: string,
      join: (instance: number) => Source['join'] & object,
      step?: LinkStep,
    ) => {
      const instance = uses.filter((use) => use.entity === entity).length;
      from.push({ entity, instance, join: join(instance) });
      uses.push({ entity, instance, ...(step && { step }) });
    };
    if (this.#take('cross')) return add(this.#item('entity').entity, () => ({ kind: 'cross' }));
    const optional = this.#take('optional');
    if (this.#take('on')) {
      const { entity } = this.#item('entity');
      const left = this.#field();
      const right = this.#item('field');
      if (right.entity !== entity) this.#fail(`a field of ${entity} before this`);
      return add(
        entity,
        (instance) => ({
          kind: 'fields',
          left,
          right: { kind: 'field', entity, instance, field: right.field },
          optional,
        }),
        stepOfFields(this.schema, left, right),
      );
    }
    const skipped = this.#skips();
    const link = this.#peekItem()?.kind === 'link' ? this.#item('link').link : undefined;
    const { entity } = this.#item('entity');
    const steps = linkSteps(this.schema, uses, entity).filter(
      (step) => link === undefined || step.link.name === link,
    );
    const step = steps[skipped];
    if (step === undefined || (link === undefined && steps.length > 1))
      this.#fail(`one link between ${entity} and the entities before it`);
    add(entity, () => ({ kind: 'link', link: step.link.name, with: step.with, optional }), step);
  }

  #skips(): number {
    let count = 0;
    while (this.#take('other')) count += 1;
    return count;
  }

  #field(): FieldReference {
    const instance = this.#skips();
    const { entity, field } = this.#item('field');
    return { kind: 'field', entity, instance, field };
  }

  #startsExpression(): boolean {
    const item = this.#peekItem();
    if (item) return item.kind === 'field' || item.kind === 'value';
    const word = this.#word();
    if (word === undefined) return false;
    return (
      word === '*' ||
      word === 'count*' ||
      word === 'other' ||
      word === '(' ||
      aggregates.has(word) ||
      functions.has(word) ||
      arithmetic[word] !== undefined ||
      this.#constantWord() !== undefined
    );
  }

  #constantWord(): { value: number | boolean } | undefined {
    const word = this.#word();
    if (word === 'true' || word === 'false') return { value: word === 'true' };
    return word !== undefined && /^\d+$/.test(word) ? { value: Number(word) } : undefined;
  }

  #startsConstant(): boolean {
    return this.#peekItem()?.kind === 'value' || this.#constantWord() !== undefined;
  }

  #expressions(): Expression[] {
    const expressions = [this.#expression()];
    while (this.#startsExpression()) expressions.push(this.#expression());
    return expressions;
  }

  #expression(): Expression {
    const item = this.#peekItem();
    const word = this.#word();
    if (item?.kind === 'field' || word === 'other') return this.#field();
    if (item?.kind === 'value') return { kind: 'literal', value: this.#item('value').value };
    const constant = this.#constantWord();
    if (word === undefined) this.#fail('a value');
    this.#position += 1;
    if (constant) return { kind: 'literal', value: constant.value };
    if (word === 'null') return { kind: 'literal', value: null };
    if (word === '*') return { kind: 'star' };
    if (word === 'count*')
      return { kind: 'aggregate', function: 'count', distinct: false, argument: { kind: 'star' } };
    if (aggregates.has(word)) {
      const distinct = this.#take('distinct');
      return {
        kind: 'aggregate',
        function: word as Aggregate['function'],
        distinct,
        argument: this.#expression(),
      };
    }
    if (functions.has(word))
      return {
        kind: 'call',
        function: word as FunctionCall['function'],
        argument: this.#expression(),
      };
    const operator = arithmetic[word];
    if (operator)
      return { kind: 'arithmetic', operator, left: this.#expression(), right: this.#expression() };
    this.#position -= 1;
    if (word === '(') return { kind: 'subquery', query: this.#subquery() };
    return this.#fail('a value');
  }

  #subquery(): LogicalQuery {
    this.expectWord('(');
    const query = this.query();
    this.expectWord(')');
    return query;
  }

  #condition(): Condition {
    const alternatives = [this.#conjunction()];
    while (this.#take('or')) alternatives.push(this.#conjunction());
    const [only] = alternatives;
    return only && alternatives.length === 1 ? only : { kind: 'or', conditions: alternatives };
  }

  #conjunction(): Condition {
    const conditions = [this.#atom()];
    while (this.#take('and')) conditions.push(this.#atom());
    const [only] = conditions;
    return only && conditions.length === 1 ? only : { kind: 'and', conditions };
  }

  #atom(): Condition {
    if (this.#word() === '(' && this.#word(1) !== 'from') {
      this.expectWord('(');
      const condition = this.#condition();
      this.expectWord(')');
      return condition;
    }
    if (this.#word() === 'exists' || (this.#word() === 'not' && this.#word(1) === 'exists')) {
      const negated = this.#take('not');
      this.expectWord('exists');
      return { kind: 'exists', negated, query: this.#subquery() };
    }
    const value = this.#expression();
    if (this.#startsConstant())
      return { kind: 'compare', operator: '=', left: value, right: this.#expression() };
    const negated = this.#take('not');
    const word = this.#word() ?? this.#fail('a comparison');
    this.#position += 1;
    if (comparisons.has(word) && !negated)
      return {
        kind: 'compare',
        operator: word as ComparisonOperator,
        left: value,
        right: this.#expression(),
      };
    if (patterns.has(word)) {
      const text = this.#startsConstant() ? this.#expression() : this.#fail('a constant');
      const pattern = patternOf(
        word as LikePattern['word'],
        text.kind === 'literal' ? String(text.value) : '',
      );
      return {
        kind: 'compare',
        operator: negated ? 'not like' : 'like',
        left: value,
        right: { kind: 'literal', value: pattern },
      };
    }
    if (word === 'null') return { kind: 'null', negated, value };
    if (word === 'between')
      return { kind: 'between', negated, value, low: this.#expression(), high: this.#expression() };
    if (word === 'in') return { kind: 'in', negated, value, set: this.#set() };
    this.#position -= 1;
    return this.#fail('a comparison');
  }

  #set(): Expression[] {
    if (this.#word() === '(') return [{ kind: 'subquery', query: this.#subquery() }];
    const members = [this.#expression()];
    while (this.#startsConstant()) members.push(this.#expression());
    return members;
  }
}
