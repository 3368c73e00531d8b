import type { Condition, Expression, Literal } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { comparisonKind } from '../logical/expression-type.js';
import type { ExpressionType } from '../logical/expression-type.js';
import { parenthesised } from './parenthesised.js';
import type { QueryScope } from './query-scope.js';
import { SqlExpressionGenerator } from './sql-expression-generator.js';
import type { TypedText } from './sql-spelling.js';

/** Conditions as SQL text. */
export abstract class SqlConditionGenerator extends SqlExpressionGenerator {
  protected override condition(
    condition: Condition,
    scope: QueryScope,
    insideOther = false,
  ): string {
    switch (condition.kind) {
      case 'and':
      case 'or': {
        const [only] = condition.conditions;
        if (only !== undefined && condition.conditions.length === 1)
          return this.condition(only, scope, insideOther);
        const parts = condition.conditions.map((part) => this.condition(part, scope, true));
        const text = parts.join(condition.kind === 'and' ? ' AND ' : ' OR ');
        return insideOther ? `(${text})` : text;
      }
      case 'compare': {
        const { operator } = condition;
        if (operator === 'like' || operator === 'not like') {
          const pattern = this.asType(condition.right, 'text', scope);
          const left = this.typed(condition.left, scope);
          return this.like(left, pattern, operator === 'not like');
        }
        const [left, right] = this.operands(condition.left, condition.right, scope);
        return `${left} ${operator} ${right}`;
      }
      case 'between': {
        const [value, low] = this.operands(condition.value, condition.low, scope);
        const [same, high] = this.operands(condition.value, condition.high, scope);
        // The two ends are of different types.
        if (same !== value)
          return `${condition.negated ? 'NOT ' : ''}(${value} >= ${low} AND ${same} <= ${high})`;
        return `${value} ${condition.negated ? 'NOT ' : ''}BETWEEN ${low} AND ${high}`;
      }
      case 'in':
        return this.membership(condition, scope);
      case 'null':
        return `${this.expression(condition.value, scope)} IS ${condition.negated ? 'NOT ' : ''}NULL`;
      case 'exists': {
        const nested = this.nested(condition.query, scope, { as: 'exists' });
        return `${condition.negated ? 'NOT ' : ''}EXISTS (${nested})`;
      }
    }
  }

  /**
   * Both sides of a comparison: constants typed by what they are compared with, numbers that hold points in time
   * converted beside dates.
   */
  protected override operands(
    left: Expression,
    right: Expression,
    scope: QueryScope,
  ): readonly [string, string] {
    return this.pair(this.comparand(left, right, scope), this.comparand(right, left, scope));
  }

  private pair(typedLeft: TypedText, typedRight: TypedText): readonly [string, string] {
    const [castLeft, castRight] = this.comparisonCasts(typedLeft, typedRight);
    return [
      castLeft === undefined ? typedLeft.text : this.cast(typedLeft.text, castLeft),
      castRight === undefined ? typedRight.text : this.cast(typedRight.text, castRight),
    ];
  }

  /** IN, with a list or with a query. */
  protected membership(condition: Extract<Condition, { kind: 'in' }>, scope: QueryScope): string {
    const word = condition.negated ? 'NOT IN' : 'IN';
    const [first] = condition.set;
    if (first === undefined) {
      throw new UnsupportedFeatureError(
        `${this.dialect}: expected at least one value after IN, got none. Give the set a value.`,
      );
    }
    if (first.kind === 'subquery') {
      const value = this.typed(condition.value, scope);
      const [castValue, castMember] = this.comparisonCasts(value, {
        text: '',
        type: this.typeOf(first, scope),
      });
      const text = castValue === undefined ? value.text : this.cast(value.text, castValue);
      const nested = this.nested(
        first.query,
        scope,
        castMember === undefined ? { as: 'set' } : { as: 'set', cast: castMember },
      );
      return `${text} ${word} (${nested})`;
    }
    // Written once: a query inside would have other aliases each time.
    const value =
      condition.value.kind === 'literal' ? undefined : this.typed(condition.value, scope);
    const pairs = condition.set.map((member) =>
      this.pair(
        value
          ? this.decodedBeside(value, member, scope)
          : this.comparand(condition.value, member, scope),
        this.comparand(member, condition.value, scope),
      ),
    );
    const casts = pairs.find(([text]) => text !== pairs[0]?.[0]);
    if (casts !== undefined) {
      throw new UnsupportedFeatureError(
        `${this.dialect}: expected values of one type after IN, got several. Give all the type of the field.`,
      );
    }
    return `${pairs[0]?.[0] ?? ''} ${word} (${pairs.map(([, member]) => member).join(', ')})`;
  }

  private comparand(expression: Expression, other: Expression, scope: QueryScope): TypedText {
    return this.decodedBeside(
      this.asType(expression, this.typeOf(other, scope), scope),
      other,
      scope,
    );
  }

  /** A field that keeps times as numbers, as a time where it is compared with one. */
  private decodedBeside(typed: TypedText, other: Expression, scope: QueryScope): TypedText {
    const encoded = typed.temporal === 'unix-seconds' || typed.temporal === 'unix-milliseconds';
    return encoded && this.isTime(other, scope)
      ? this.pointInTime(typed, typed.temporal === 'unix-milliseconds')
      : typed;
  }

  private isTime(expression: Expression, scope: QueryScope): boolean {
    if (expression.kind === 'literal')
      return typeof expression.value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(expression.value);
    return comparisonKind(this.typeOf(expression, scope)) === 'time';
  }

  private pointInTime(typed: TypedText, milliseconds: boolean): TypedText {
    const text = milliseconds ? `${parenthesised(typed.text)} / 1000` : typed.text;
    const seconds: TypedText = { text, type: 'integer' };
    return {
      text: this.call('fromUnixSeconds', { arguments: [seconds], unit: 'second' }),
      type: 'datetime',
    };
  }

  private asType(expression: Expression, type: ExpressionType, scope: QueryScope): TypedText {
    if (expression.kind !== 'literal') return this.typed(expression, scope);
    return this.typed({ kind: 'literal', value: literalAsType(expression.value, type) }, scope);
  }
}

/** The constant as the compared field would hold it: `'5'` beside an integer is 5, 5 beside a text is `'5'`. */
function literalAsType(value: Literal['value'], type: ExpressionType): Literal['value'] {
  switch (comparisonKind(type)) {
    case 'number':
      if (typeof value === 'boolean') return value ? 1 : 0;
      return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    case 'text':
      if (typeof value === 'boolean') return value ? 'true' : 'false';
      return typeof value === 'number' ? String(value) : value;
    case 'boolean':
      if (value === 1 || value === '1' || value === 'true') return true;
      if (value === 0 || value === '0' || value === 'false') return false;
      return value;
    default:
      return value;
  }
}
