import type { Condition, Expression, FunctionName, LogicalQuery } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { expressionType } from '../logical/expression-type.js';
import type { QueryScope } from './query-scope.js';
import { SqlSpelling } from './sql-spelling.js';
import type { CastType, TypedText } from './sql-spelling.js';

/** What a nested query is used for; strictly typed engines write the three differently. */
export interface NestedUse {
  /** `value`: one value, `set`: operand of IN, `exists`: operand of EXISTS. */
  readonly as: 'value' | 'set' | 'exists';
  /** Cast the first column. */
  readonly cast?: CastType;
}

/** Expressions as SQL text. Each kind has a method of its own, so that a dialect can override one. */
export abstract class SqlExpressionGenerator extends SqlSpelling {
  /** A nested query, without the parentheses around it. */
  protected abstract nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string;
  /** A condition; `insideOther` puts AND and OR into parentheses. */
  protected abstract condition(
    condition: Condition,
    scope: QueryScope,
    insideOther?: boolean,
  ): string;

  /** Any expression, its fields named as `scope` names their tables. */
  protected expression(expression: Expression, scope: QueryScope): string {
    switch (expression.kind) {
      case 'field':
        return this.field(expression, scope);
      case 'star':
        return '*';
      case 'literal':
        return this.literal(expression.value);
      case 'aggregate':
        return this.aggregateOf(expression, scope);
      case 'arithmetic':
        return this.arithmetic(expression, scope);
      case 'call': {
        const { function: name } = expression;
        const [only, ...more] = expression.arguments;
        if (only === undefined || more.length > 0 || !isUnary(name)) return this.unwritten(name);
        const argument = this.typed(only, scope);
        return name === 'year' || name === 'month' || name === 'day'
          ? this.datePart(name, argument)
          : this.call(name, argument);
      }
      case 'subquery':
        return `(${this.nested(expression.query, scope, { as: 'value' })})`;
      case 'column':
      case 'cast':
      case 'case':
      case 'window':
        return this.unwritten(expression.kind);
    }
  }

  private unwritten(what: string): never {
    throw new UnsupportedFeatureError(
      `${this.dialect}: cannot write ${what}. Rewrite the query without it.`,
    );
  }

  /** The text of an expression with its type, and its value where it is a constant. */
  protected typed(expression: Expression, scope: QueryScope): TypedText {
    const typed = {
      text: this.expression(expression, scope),
      type: expressionType(expression, this.schema),
    };
    return expression.kind === 'literal' ? { ...typed, literal: expression.value } : typed;
  }

  /** A column: by its name alone where the query has one table. */
  protected field(field: Extract<Expression, { kind: 'field' }>, scope: QueryScope): string {
    const alias = scope.aliasOf(field);
    return alias === undefined ? this.name(field.field) : `${alias}.${this.name(field.field)}`;
  }

  /** An aggregate with its argument. @throws UnsupportedFeatureError for `*` outside `count(*)` */
  protected aggregateOf(
    expression: Extract<Expression, { kind: 'aggregate' }>,
    scope: QueryScope,
  ): string {
    const { function: name, distinct, argument } = expression;
    if (argument.kind === 'star' && (name !== 'count' || distinct)) {
      throw new UnsupportedFeatureError(
        `${this.dialect}: expected * only in count(*), got ${name}(${distinct ? 'distinct ' : ''}*). Name a field.`,
      );
    }
    return this.aggregate(name, this.typed(argument, scope), distinct);
  }

  /** Arithmetic, with the parentheses that its nesting needs. */
  protected arithmetic(
    expression: Extract<Expression, { kind: 'arithmetic' }>,
    scope: QueryScope,
  ): string {
    const { operator, left, right } = expression;
    const tight = operator === '*' || operator === '/';
    const side = (operand: Expression, isRight: boolean): TypedText => {
      const typed = this.typed(operand, scope);
      const text = this.numeric(typed);
      const negative =
        operand.kind === 'literal' && typeof operand.value === 'number' && operand.value < 0;
      const looser =
        operand.kind === 'arithmetic' &&
        (isRight || (tight && (operand.operator === '+' || operand.operator === '-')));
      return { ...typed, text: negative || looser ? `(${text})` : text };
    };
    const [first, second] = [side(left, false), side(right, true)];
    return operator === '/'
      ? this.divide(first, second)
      : `${first.text} ${operator} ${second.text}`;
  }
}

function isUnary(name: FunctionName): boolean {
  return ['year', 'month', 'day', 'lower', 'upper', 'length', 'abs', 'round'].includes(name);
}
