import type { ComparisonOperator, Condition, Expression } from '@momq/dialect';
import { ExpressionReader } from './expression-reader.js';
import { patternOf, type LikePattern } from './like-pattern.js';

const comparisons: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const patterns: ReadonlySet<string> = new Set(['contains', 'starts', 'ends', 'like']);

/** Reads conditions; the grammar is that of `linearise`. */
export abstract class ConditionReader extends ExpressionReader {
  override condition(): Condition {
    const alternatives = [this.#conjunction()];
    while (this.tokens.take('or')) alternatives.push(this.#conjunction());
    const [only] = alternatives;
    return only && alternatives.length === 1 ? only : { kind: 'or', conditions: alternatives };
  }

  #conjunction(): Condition {
    const conditions = [this.#atom()];
    while (this.tokens.take('and')) conditions.push(this.#atom());
    const [only] = conditions;
    return only && conditions.length === 1 ? only : { kind: 'and', conditions };
  }

  #atom(): Condition {
    const word = this.tokens.word();
    if (word === '(' && this.tokens.word(1) !== 'from') {
      this.tokens.expectWord('(');
      const condition = this.condition();
      this.tokens.expectWord(')');
      return condition;
    }
    if (word === 'exists' || (word === 'not' && this.tokens.word(1) === 'exists')) {
      const negated = this.tokens.take('not');
      this.tokens.expectWord('exists');
      return { kind: 'exists', negated, query: this.subquery() };
    }
    return this.#comparison(this.expression());
  }

  #comparison(value: Expression): Condition {
    if (this.startsConstant())
      return { kind: 'compare', operator: '=', left: value, right: this.expression() };
    const negated = this.tokens.take('not');
    if (this.tokens.take('null')) return { kind: 'null', negated, value };
    if (this.tokens.take('between'))
      return { kind: 'between', negated, value, low: this.expression(), high: this.expression() };
    if (this.tokens.take('in')) return { kind: 'in', negated, value, set: this.#set() };
    const word = this.tokens.word() ?? this.tokens.fail('a comparison');
    if (comparisons.has(word) && !negated) {
      this.tokens.advance();
      const operator = word as ComparisonOperator;
      return { kind: 'compare', operator, left: value, right: this.expression() };
    }
    if (!patterns.has(word)) this.tokens.fail('a comparison');
    this.tokens.advance();
    return {
      kind: 'compare',
      operator: negated ? 'not like' : 'like',
      left: value,
      right: this.#pattern(word as LikePattern['word']),
    };
  }

  #pattern(word: LikePattern['word']): Expression {
    if (word !== 'like' && !this.startsConstant()) this.tokens.fail('a constant');
    const right = this.expression();
    return right.kind === 'literal' && right.value !== null
      ? { kind: 'literal', value: patternOf(word, String(right.value)) }
      : right;
  }

  #set(): Expression[] {
    if (this.tokens.word() === '(') return [{ kind: 'subquery', query: this.subquery() }];
    const members = [this.expression()];
    while (this.startsConstant() || this.tokens.word() === 'null') members.push(this.expression());
    return members;
  }
}
