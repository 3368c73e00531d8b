import type { DatabaseSchema } from '@momq/dialect';
import type { Condition, Expression, Literal, LogicalQuery } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { comparisonKind, expressionType } from '../logical/expression-type.js';
import type { ExpressionType } from '../logical/expression-type.js';
import { quoteIdentifier, quoteText } from './identifier-quoting.js';
import type { IdentifierRules } from './identifier-quoting.js';
import type { QueryScope } from './query-scope.js';

/** SQL text of an expression with what a comparison has to know about it. */
export interface TypedText {
  readonly text: string;
  readonly type: ExpressionType;
  /** The value, where the expression is a constant. */
  readonly literal?: Literal['value'];
}

/** Target of a cast. */
export type CastType = 'text' | 'integer' | 'real';

/** What a nested query is used for; strictly typed engines write the three differently. */
export interface NestedUse {
  /** `value`: one value, `set`: operand of IN, `exists`: operand of EXISTS. */
  readonly as: 'value' | 'set' | 'exists';
  /** Cast the first column. */
  readonly cast?: CastType;
}

/** Expressions and conditions as SQL text. Steps that dialects spell differently are protected methods. */
export abstract class SqlExpressionGenerator {
  protected readonly schema: DatabaseSchema;

  constructor(schema: DatabaseSchema) {
    this.schema = schema;
  }

  /** Name of the dialect in messages. */
  protected abstract readonly dialect: string;
  /** How the dialect spells names. */
  protected abstract readonly identifiers: IdentifierRules;

  /** A nested query, without the parentheses around it. */
  protected abstract nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string;
  /** Year, month or day of a date, as an integer. */
  protected abstract datePart(part: 'year' | 'month' | 'day', argument: TypedText): string;

  /** A table or column name, quoted where the dialect needs it. */
  protected name(identifier: string): string {
    return quoteIdentifier(identifier, this.identifiers);
  }

  /** The text converted to a type that every engine has. */
  protected cast(text: string, type: CastType): string {
    return `CAST(${text} AS ${type === 'real' ? 'REAL' : type === 'integer' ? 'INTEGER' : 'TEXT'})`;
  }

  /** Engines without booleans keep 1 and 0. */
  protected booleanLiteral(value: boolean): string {
    return value ? '1' : '0';
  }

  /** A pattern match that ignores case, as SQLite's LIKE does; only `%` and `_` are special. */
  protected like(left: TypedText, pattern: TypedText, negated: boolean): string {
    return `${left.text} ${negated ? 'NOT LIKE' : 'LIKE'} ${pattern.text}`;
  }

  /** A division; between integers it drops the remainder, by zero it is NULL. `divisor` is what `right` spells. */
  protected divide(left: string, right: string, _divisor: Expression): string {
    return `${left} / ${right}`;
  }

  /** A scalar function call; `lower`, `upper`, `length`, `abs` and `round` keep their names in most dialects. */
  protected call(name: string, argument: TypedText): string {
    return `${name.toUpperCase()}(${argument.text})`;
  }

  /** An aggregate call; `name` is in lower case. */
  protected aggregate(name: string, argument: TypedText, distinct: boolean): string {
    return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${argument.text})`;
  }

  /** The casts that make two operands comparable where the engine does not convert by itself. */
  protected comparisonCasts(
    _left: TypedText,
    _right: TypedText,
  ): readonly [CastType | undefined, CastType | undefined] {
    return [undefined, undefined];
  }

  /** Operand of arithmetic. */
  protected numeric(operand: TypedText): string {
    return operand.text;
  }

  /** Any expression, its fields named as `scope` names their tables. */
  protected expression(expression: Expression, scope: QueryScope): string {
    switch (expression.kind) {
      case 'field': {
        const alias = scope.alias(expression);
        return alias === undefined
          ? this.name(expression.field)
          : `${alias}.${this.name(expression.field)}`;
      }
      case 'star':
        return '*';
      case 'literal':
        return this.literal(expression.value);
      case 'aggregate':
        if (
          expression.argument.kind === 'star' &&
          (expression.function !== 'count' || expression.distinct)
        ) {
          throw new UnsupportedFeatureError(
            `${this.dialect}: expected * only in count(*), got ${expression.function}(${expression.distinct ? 'distinct ' : ''}*). Name a field.`,
          );
        }
        return this.aggregate(
          expression.function,
          this.typed(expression.argument, scope),
          expression.distinct,
        );
      case 'arithmetic':
        return this.arithmetic(expression, scope);
      case 'call': {
        const argument = this.typed(expression.argument, scope);
        const { function: name } = expression;
        return name === 'year' || name === 'month' || name === 'day'
          ? this.datePart(name, argument)
          : this.call(name, argument);
      }
      case 'subquery':
        return `(${this.nested(expression.query, scope, { as: 'value' })})`;
    }
  }

  /** The text of an expression with its type, and its value where it is a constant. */
  protected typed(expression: Expression, scope: QueryScope): TypedText {
    const typed = {
      text: this.expression(expression, scope),
      type: expressionType(expression, this.schema),
    };
    return expression.kind === 'literal' ? { ...typed, literal: expression.value } : typed;
  }

  /** A condition; `insideOther` puts AND and OR into parentheses. */
  protected condition(condition: Condition, scope: QueryScope, insideOther = false): string {
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
          return this.like(this.typed(condition.left, scope), pattern, operator === 'not like');
        }
        const [left, right] = this.operands(condition.left, condition.right, scope);
        return `${left} ${operator} ${right}`;
      }
      case 'between': {
        const [value, low] = this.operands(condition.value, condition.low, scope);
        const [, high] = this.operands(condition.value, condition.high, scope);
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

  /** Both sides of a comparison, constants typed by what they are compared with. */
  protected operands(
    left: Expression,
    right: Expression,
    scope: QueryScope,
  ): readonly [string, string] {
    const typedLeft = this.asType(left, expressionType(right, this.schema), scope);
    const typedRight = this.asType(right, expressionType(left, this.schema), scope);
    const [castLeft, castRight] = this.comparisonCasts(typedLeft, typedRight);
    return [
      castLeft === undefined ? typedLeft.text : this.cast(typedLeft.text, castLeft),
      castRight === undefined ? typedRight.text : this.cast(typedRight.text, castRight),
    ];
  }

  private membership(condition: Extract<Condition, { kind: 'in' }>, scope: QueryScope): string {
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
        type: expressionType(first, this.schema),
      });
      const text = castValue === undefined ? value.text : this.cast(value.text, castValue);
      const nested = this.nested(
        first.query,
        scope,
        castMember === undefined ? { as: 'set' } : { as: 'set', cast: castMember },
      );
      return `${text} ${word} (${nested})`;
    }
    const pairs = condition.set.map((member) => this.operands(condition.value, member, scope));
    const casts = pairs.find(([value]) => value !== pairs[0]?.[0]);
    if (casts !== undefined) {
      throw new UnsupportedFeatureError(
        `${this.dialect}: expected values of one type after IN, got several. Give all the type of the field.`,
      );
    }
    return `${pairs[0]?.[0] ?? ''} ${word} (${pairs.map(([, member]) => member).join(', ')})`;
  }

  private asType(expression: Expression, type: ExpressionType, scope: QueryScope): TypedText {
    if (expression.kind !== 'literal') return this.typed(expression, scope);
    const value = literalAsType(expression.value, type);
    return {
      text: this.literal(value),
      type: expressionType({ kind: 'literal', value }, this.schema),
      literal: value,
    };
  }

  private arithmetic(
    expression: Extract<Expression, { kind: 'arithmetic' }>,
    scope: QueryScope,
  ): string {
    const { operator, left, right } = expression;
    const tight = operator === '*' || operator === '/';
    const side = (operand: Expression, isRight: boolean): string => {
      const text = this.numeric(this.typed(operand, scope));
      if (operand.kind === 'literal' && typeof operand.value === 'number' && operand.value < 0)
        return `(${text})`;
      if (operand.kind !== 'arithmetic') return text;
      const looser = operand.operator === '+' || operand.operator === '-';
      return (tight && looser) || isRight ? `(${text})` : text;
    };
    const texts = [side(left, false), side(right, true)] as const;
    return operator === '/'
      ? this.divide(texts[0], texts[1], right)
      : `${texts[0]} ${operator} ${texts[1]}`;
  }

  private literal(value: Literal['value']): string {
    if (value === null) return 'NULL';
    if (typeof value === 'string') return quoteText(value);
    if (typeof value === 'boolean') return this.booleanLiteral(value);
    if (!Number.isFinite(value)) {
      throw new UnsupportedFeatureError(
        `${this.dialect}: expected a finite number, got ${value}. SQL has no spelling for it.`,
      );
    }
    return String(value);
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
