import type { Condition, Expression } from '@momq/dialect';
import { ExpressionWriter } from './expression-writer.js';
import { likePattern } from './like-pattern.js';
import type { LiteralUse } from './literal-items.js';
import { unknownKind } from './map-parts.js';

/** Writes conditions as tokens; the grammar is that of `linearise`. */
export abstract class ConditionWriter extends ExpressionWriter {
  override condition(condition: Condition, nested: boolean): void {
    switch (condition.kind) {
      case 'and':
      case 'or': {
        if (nested) this.word('(');
        condition.conditions.forEach((part, index) => {
          if (index > 0) this.word(condition.kind);
          this.condition(part, condition.kind === 'and');
        });
        return nested ? this.word(')') : undefined;
      }
      case 'compare':
        return this.#comparison(condition);
      case 'exists':
        if (condition.negated) this.word('not');
        this.word('exists');
        return this.subquery(condition.query);
      case 'null':
        this.#subject(condition);
        return this.word('null');
      case 'between': {
        const use = this.#subject(condition);
        this.word('between');
        this.expression(condition.low, use);
        return this.expression(condition.high, use);
      }
      case 'in': {
        const use = this.#subject(condition);
        this.word('in');
        return condition.set.forEach((member) => this.expression(member, use));
      }
      default:
        return unknownKind(condition);
    }
  }

  #subject({ value, negated }: { value: Expression; negated: boolean }): LiteralUse {
    this.expression(value);
    if (negated) this.word('not');
    return literalUse(value);
  }

  #comparison({ operator, left, right }: Extract<Condition, { kind: 'compare' }>): void {
    this.expression(left);
    if (operator === 'like' || operator === 'not like') {
      if (operator === 'not like') this.word('not');
      return this.#like(right, literalUse(left));
    }
    if (operator !== '=' || right.kind !== 'literal' || right.value === null) this.word(operator);
    this.expression(right, literalUse(left));
  }

  #like(pattern: Expression, use: LiteralUse): void {
    if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') {
      this.word('like');
      return this.expression(pattern);
    }
    const { word, text } = likePattern(pattern.value);
    this.word(word);
    this.literal({ kind: 'literal', value: text }, { ...use, ignoreCase: true });
  }
}

function literalUse(left: Expression): LiteralUse {
  return left.kind === 'field' ? { field: left } : {};
}
