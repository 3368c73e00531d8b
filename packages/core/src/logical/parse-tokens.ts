import type { DatabaseSchema } from '@momq/dialect';
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
} from '@momq/dialect';
import { patternOf, plainSelectedFields, type LikePattern } from './query-shapes.js';
import type { QueryItem, QueryToken } from './query-items.js';
import type { QueryWord, WordNames } from './query-words.js';
import { linkSteps, stepOfFields, type JoinedUse, type LinkStep } from './schema-lookup.js';
import { TokenCursor } from './token-cursor.js';

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
  const cursor = new TokenCursor(tokens, items, words ?? {});
  const query = new TokenReader(cursor, schema).query();
  cursor.expectWord('end');
  cursor.expectEnd();
  return canonicalise(query, schema);
}

class TokenReader {
  readonly #tokens: TokenCursor;
  readonly #schema: DatabaseSchema;

  constructor(tokens: TokenCursor, schema: DatabaseSchema) {
    this.#tokens = tokens;
    this.#schema = schema;
  }

  query(): LogicalQuery {
    let left: LogicalQuery = this.#select();
    for (;;) {
      const operator = this.#tokens.word();
      if (
        operator !== 'union' &&
        operator !== 'union all' &&
        operator !== 'intersect' &&
        operator !== 'except'
      )
        return left;
      this.#tokens.advance();
      left = {
        kind: 'set',
        operator: operator === 'union all' ? 'union' : operator,
        all: operator === 'union all',
        left,
        right: this.#select(),
      } satisfies SetQuery;
    }
  }

  #select(): SelectQuery {
    this.#tokens.expectWord('from');
    const { entity } = this.#tokens.item('entity');
    const from: Source[] = [{ entity, instance: 0 }];
    const uses: JoinedUse[] = [{ entity, instance: 0 }];
    while (this.#tokens.word() !== 'select') this.#source(from, uses);
    this.#tokens.expectWord('select');
    const distinct = this.#tokens.take('distinct');
    const select = this.#expressions();
    const where = this.#tokens.take('where') ? this.#condition() : undefined;
    let groupBy: Expression[] = [];
    if (this.#tokens.take('group'))
      groupBy = this.#startsExpression() ? this.#expressions() : plainSelectedFields({ select });
    const having = this.#tokens.take('having') ? this.#condition() : undefined;
    const orderBy: OrderKey[] = [];
    if (this.#tokens.take('order')) {
      do {
        const expression = this.#expression();
        orderBy.push({ expression, descending: this.#tokens.take('desc') });
      } while (this.#startsExpression());
    }
    const limit = this.#tokens.take('limit') ? this.#limit() : undefined;
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
    return Number.isInteger(value) && value >= 0
      ? value
      : this.#tokens.fail('a whole number before this');
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
    if (this.#tokens.take('cross'))
      return add(this.#tokens.item('entity').entity, () => ({ kind: 'cross' }));
    const optional = this.#tokens.take('optional');
    if (this.#tokens.take('on')) {
      const { entity } = this.#tokens.item('entity');
      const left = this.#field();
      const right = this.#tokens.item('field');
      if (right.entity !== entity) this.#tokens.fail(`a field of ${entity} before this`);
      return add(
        entity,
        (instance) => ({
          kind: 'fields',
          left,
          right: { kind: 'field', entity, instance, field: right.field },
          optional,
        }),
        stepOfFields(this.#schema, left, right),
      );
    }
    const skipped = this.#skips();
    const link =
      this.#tokens.peekItem()?.kind === 'link' ? this.#tokens.item('link').link : undefined;
    const { entity } = this.#tokens.item('entity');
    const steps = linkSteps(this.#schema, uses, entity).filter(
      (step) => link === undefined || step.link.name === link,
    );
    const step = steps[skipped];
    if (step === undefined || (link === undefined && steps.length > 1))
      this.#tokens.fail(`one link between ${entity} and the entities before it`);
    add(entity, () => ({ kind: 'link', link: step.link.name, with: step.with, optional }), step);
  }

  #skips(): number {
    let count = 0;
    while (this.#tokens.take('other')) count += 1;
    return count;
  }

  #field(): FieldReference {
    const instance = this.#skips();
    const { entity, field } = this.#tokens.item('field');
    return { kind: 'field', entity, instance, field };
  }

  #startsExpression(): boolean {
    const item = this.#tokens.peekItem();
    if (item) return item.kind === 'field' || item.kind === 'value';
    const word = this.#tokens.word();
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
    const word = this.#tokens.word();
    if (word === 'true' || word === 'false') return { value: word === 'true' };
    return word !== undefined && /^\d+$/.test(word) ? { value: Number(word) } : undefined;
  }

  #startsConstant(): boolean {
    return this.#tokens.peekItem()?.kind === 'value' || this.#constantWord() !== undefined;
  }

  #expressions(): Expression[] {
    const expressions = [this.#expression()];
    while (this.#startsExpression()) expressions.push(this.#expression());
    return expressions;
  }

  #expression(): Expression {
    const item = this.#tokens.peekItem();
    const word = this.#tokens.word();
    if (item?.kind === 'field' || word === 'other') return this.#field();
    if (item?.kind === 'value') return { kind: 'literal', value: this.#tokens.item('value').value };
    const constant = this.#constantWord();
    if (word === undefined) this.#tokens.fail('a value');
    if (word === '(') return { kind: 'subquery', query: this.#subquery() };
    if (this.#tokens.take('null')) return { kind: 'literal', value: null };
    if (this.#tokens.take('*')) return { kind: 'star' };
    if (this.#tokens.take('count*'))
      return { kind: 'aggregate', function: 'count', distinct: false, argument: { kind: 'star' } };
    if (!constant) return this.#applied(word);
    this.#tokens.advance();
    return { kind: 'literal', value: constant.value };
  }

  /** An aggregate, a function or an operator, with what it applies to. */
  #applied(word: QueryWord): Expression {
    if (aggregates.has(word)) {
      this.#tokens.advance();
      const distinct = this.#tokens.take('distinct');
      return {
        kind: 'aggregate',
        function: word as Aggregate['function'],
        distinct,
        argument: this.#expression(),
      };
    }
    if (functions.has(word)) {
      this.#tokens.advance();
      return {
        kind: 'call',
        function: word as FunctionCall['function'],
        arguments: [this.#expression()],
      };
    }
    const operator = arithmetic[word] ?? this.#tokens.fail('a value');
    this.#tokens.advance();
    return { kind: 'arithmetic', operator, left: this.#expression(), right: this.#expression() };
  }

  #subquery(): LogicalQuery {
    this.#tokens.expectWord('(');
    const query = this.query();
    this.#tokens.expectWord(')');
    return query;
  }

  #condition(): Condition {
    const alternatives = [this.#conjunction()];
    while (this.#tokens.take('or')) alternatives.push(this.#conjunction());
    const [only] = alternatives;
    return only && alternatives.length === 1 ? only : { kind: 'or', conditions: alternatives };
  }

  #conjunction(): Condition {
    const conditions = [this.#atom()];
    while (this.#tokens.take('and')) conditions.push(this.#atom());
    const [only] = conditions;
    return only && conditions.length === 1 ? only : { kind: 'and', conditions };
  }

  #atom(): Condition {
    if (this.#tokens.word() === '(' && this.#tokens.word(1) !== 'from') {
      this.#tokens.expectWord('(');
      const condition = this.#condition();
      this.#tokens.expectWord(')');
      return condition;
    }
    if (
      this.#tokens.word() === 'exists' ||
      (this.#tokens.word() === 'not' && this.#tokens.word(1) === 'exists')
    ) {
      const negated = this.#tokens.take('not');
      this.#tokens.expectWord('exists');
      return { kind: 'exists', negated, query: this.#subquery() };
    }
    const value = this.#expression();
    if (this.#startsConstant())
      return { kind: 'compare', operator: '=', left: value, right: this.#expression() };
    const negated = this.#tokens.take('not');
    if (this.#tokens.take('null')) return { kind: 'null', negated, value };
    if (this.#tokens.take('between'))
      return { kind: 'between', negated, value, low: this.#expression(), high: this.#expression() };
    if (this.#tokens.take('in')) return { kind: 'in', negated, value, set: this.#set() };
    const word = this.#tokens.word() ?? this.#tokens.fail('a comparison');
    if (comparisons.has(word) && !negated) {
      this.#tokens.advance();
      return {
        kind: 'compare',
        operator: word as ComparisonOperator,
        left: value,
        right: this.#expression(),
      };
    }
    if (!patterns.has(word)) this.#tokens.fail('a comparison');
    this.#tokens.advance();
    const right = this.#startsConstant() ? this.#expression() : this.#tokens.fail('a constant');
    const pattern = patternOf(
      word as LikePattern['word'],
      right.kind === 'literal' ? String(right.value) : '',
    );
    return {
      kind: 'compare',
      operator: negated ? 'not like' : 'like',
      left: value,
      right: { kind: 'literal', value: pattern },
    };
  }

  #set(): Expression[] {
    if (this.#tokens.word() === '(') return [{ kind: 'subquery', query: this.#subquery() }];
    const members = [this.#expression()];
    while (this.#startsConstant()) members.push(this.#expression());
    return members;
  }
}
