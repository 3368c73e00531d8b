import type {
  Aggregate,
  Arithmetic,
  Case,
  Cast,
  ComparisonOperator,
  Condition,
  Expression,
  FunctionCall,
  LogicalQuery,
} from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { expressionType, type ExpressionType } from '../logical/expression-type.js';
import { argumentCounts, functionCatalogue } from '../logical/function-catalogue.js';
import { operand } from './cypher-binding.js';
import { writeCast } from './cypher-cast.js';
import { CypherComparisons } from './cypher-comparison.js';
import { CypherDates, type TimeValue } from './cypher-dates.js';
import { writeFunction, type WrittenArgument } from './cypher-functions.js';
import { computedLike, likeCondition } from './cypher-like.js';
import { cypherLiteral } from './cypher-names.js';
import type { CypherText } from './cypher-parts.js';
import { expressionKey, type CypherScope, type NamedExpressions } from './cypher-scope.js';
import { timeKind } from './cypher-time-kind.js';

/** Where nested queries go: before the clause that needs them, or inside the condition. */
export interface NestedQueries {
  /** Variable that holds the query's value; null when it has no row. */
  scalar(query: LogicalQuery): string;
  /** Variable that holds the list of the query's distinct values, with null where `withNull` and there is one. */
  set(query: LogicalQuery, withNull: boolean): string;
  /** A condition that is true when the query has a row; with `equalTo`, a row of this value. */
  exists(query: LogicalQuery, equalTo?: Expression): string;
  /** True when the query refers to the one around it. */
  isCorrelated(query: LogicalQuery): boolean;
}

/** Writes expressions and conditions of one SELECT. */
export class CypherExpressionWriter {
  private readonly text: CypherText;
  private readonly scope: CypherScope;
  private readonly nested: NestedQueries;
  private readonly named: NamedExpressions;
  private readonly dates: CypherDates;
  private readonly comparisons: CypherComparisons;

  constructor(
    text: CypherText,
    scope: CypherScope,
    nested: NestedQueries,
    named: NamedExpressions = new Map(),
  ) {
    this.text = text;
    this.scope = scope;
    this.nested = nested;
    this.named = named;
    this.dates = new CypherDates(text.variables);
    this.comparisons = new CypherComparisons(this, this.dates, text.schema);
  }

  expression(expression: Expression): string {
    const name = this.named.get(expressionKey(expression));
    if (name !== undefined) return name;
    switch (expression.kind) {
      case 'field':
        return this.scope.property(expression);
      case 'column':
        return this.scope.column(expression);
      case 'literal':
        return cypherLiteral(expression.value);
      case 'aggregate':
        return this.aggregate(expression);
      case 'call':
        return this.call(expression);
      case 'arithmetic':
        return this.arithmetic(expression);
      case 'case':
        return this.caseOf(expression);
      case 'cast':
        return this.castOf(expression.argument, expression.type);
      case 'subquery':
        return this.nested.scalar(expression.query);
      case 'window':
        throw new UnsupportedFeatureError(
          'Cypher: cannot write a window function. Rewrite the query without it.',
        );
      case 'star':
        throw new UnsupportedFeatureError(
          'Cypher: expected * alone in SELECT or in count, got it elsewhere. Name a field.',
        );
    }
  }

  condition(condition: Condition): string {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return condition.conditions
          .map((part) =>
            part.kind === 'and' || part.kind === 'or'
              ? `(${this.condition(part)})`
              : this.condition(part),
          )
          .join(` ${condition.kind.toUpperCase()} `);
      case 'compare':
        return this.comparison(condition.operator, condition.left, condition.right);
      case 'between': {
        const inside = `${this.comparison('>=', condition.value, condition.low)} AND ${this.comparison('<=', condition.value, condition.high)}`;
        return condition.negated ? `NOT (${inside})` : `(${inside})`;
      }
      case 'in':
        return this.membership(condition.negated, condition.value, condition.set);
      case 'null':
        return `${this.operand(condition.value)} IS ${condition.negated ? 'NOT ' : ''}NULL`;
      case 'exists': {
        const exists = this.nested.exists(condition.query);
        return condition.negated ? `NOT ${exists}` : exists;
      }
    }
  }

  /** Two expressions compared as SQL compares them: constants take the type of the field on the other side. */
  comparison(operator: ComparisonOperator, left: Expression, right: Expression): string {
    if (operator === 'like' || operator === 'not like') {
      const matches =
        right.kind === 'literal'
          ? likeCondition(this.textOf(left), String(right.value))
          : computedLike(this.textOf(left), this.textOf(right));
      return operator === 'like' ? matches : `NOT (${matches})`;
    }
    const [first, second] = this.comparisons.sides(left, right);
    return `${first} ${operator === '!=' ? '<>' : operator} ${second}`;
  }

  /** The type of an expression as far as the schema tells. */
  typeOf(expression: Expression): ExpressionType {
    return expressionType(expression, this.text.schema, this.scope.types);
  }

  /** An expression with how it holds a point in time. */
  time(expression: Expression): TimeValue {
    const kind = timeKind(expression, this.typeOf(expression), this.scope, this.text.schema);
    return { text: this.expression(expression), kind };
  }

  /** An expression that can stand beside an operator. */
  operand(expression: Expression): string {
    return operand(this.expression(expression));
  }

  private membership(negated: boolean, value: Expression, set: readonly Expression[]): string {
    const [only] = set;
    if (only?.kind === 'subquery' && this.nested.isCorrelated(only.query)) {
      const exists = this.nested.exists(only.query, value);
      return negated ? `NOT ${exists}` : exists;
    }
    const list =
      only?.kind === 'subquery'
        ? this.nested.set(only.query, negated)
        : `[${set.map((item) => this.comparisons.sides(value, item)[1]).join(', ')}]`;
    const membership = `${this.operand(value)} IN ${list}`;
    return negated ? `NOT (${membership})` : membership;
  }

  /** A sum of nothing is null, which it is not in Cypher. */
  private aggregate({ function: name, distinct, argument }: Aggregate): string {
    if (argument.kind === 'star') {
      if (name === 'count') return 'count(*)';
      throw new UnsupportedFeatureError(`Cypher: expected a field in ${name}, got *. Name one.`);
    }
    const isComputed = name === 'sum' || name === 'avg';
    const written = isComputed ? this.numberOf(argument) : this.expression(argument);
    const aggregated = `${name}(${distinct ? 'DISTINCT ' : ''}${written})`;
    return name === 'sum' ? `CASE WHEN count(${written}) > 0 THEN ${aggregated} END` : aggregated;
  }

  /** What a sum can add: text is read as far as it is a number, truth is 1. */
  private numberOf(expression: Expression): string {
    if (!this.named.has(expressionKey(expression))) {
      if (expression.kind === 'case')
        return this.caseOf(expression, (result) => this.numberOf(result));
      if (expression.kind === 'call' && expression.function === 'coalesce')
        return `coalesce(${expression.arguments.map((each) => this.numberOf(each)).join(', ')})`;
    }
    const type = this.typeOf(expression);
    if (type !== 'text' && type !== 'boolean') return this.expression(expression);
    return this.castOf(expression, type === 'text' ? 'real' : 'integer');
  }

  private castOf(argument: Expression, type: Cast['type']): string {
    const value = { ...this.time(argument), type: this.typeOf(argument) };
    return writeCast(type, value, this.dates, this.text.variables);
  }

  /** Division is by no zero, and of reals where either side is one: a whole number may be stored for a real one. */
  private arithmetic(expression: Arithmetic): string {
    const { operator, left, right } = expression;
    const second = this.operand(right);
    if (operator !== '/') return `${this.operand(left)} ${operator} ${second}`;
    const isZero = right.kind !== 'literal' || Number(right.value) === 0;
    const first =
      this.typeOf(expression) === 'real' ? `toFloat(${this.expression(left)})` : this.operand(left);
    return `${first} / ${isZero ? `nullIf(${this.expression(right)}, 0)` : second}`;
  }

  private caseOf(
    { branches, otherwise }: Case,
    write = (result: Expression): string => this.expression(result),
  ): string {
    const parts = branches.map(
      ({ when, then }) => `WHEN ${this.condition(when)} THEN ${write(then)}`,
    );
    const rest = otherwise ? [`ELSE ${write(otherwise)}`] : [];
    return ['CASE', ...parts, ...rest, 'END'].join(' ');
  }

  private call({ function: name, unit = 'day', arguments: given }: FunctionCall): string {
    const { min, max } = argumentCounts(name);
    if (given.length < min || given.length > max) {
      throw new UnsupportedFeatureError(
        `Cypher: expected ${min === max ? min : `${min} to ${max}`} arguments of ${name}(), got ${given.length}. See the catalogue of functions.`,
      );
    }
    const parameters = functionCatalogue[name].parameters;
    const isDate =
      parameters[0] === 'date' || parameters.length === 0 || name === 'fromUnixSeconds';
    if (!isDate) {
      return writeFunction(
        name,
        given.map((argument) => this.argument(argument)),
        this.text.variables,
      );
    }
    const dates = given.filter((_, place) => parameters[place] === 'date');
    const number = given.find((_, place) => parameters[place] === 'number');
    const values = dates.map((date) => this.time(date));
    const years =
      name === 'year' && dates[0] && ['integer', 'real'].includes(this.typeOf(dates[0]));
    if (years && values[0]?.kind === 'none') return values[0].text;
    const written = this.dates.call(name, unit, values, number && this.operand(number));
    if (written !== undefined) return written;
    throw new UnsupportedFeatureError(
      `Cypher: cannot write ${name} of these arguments. Rewrite the query without it.`,
    );
  }

  private argument(expression: Expression): WrittenArgument {
    const text = this.expression(expression);
    const type = this.typeOf(expression);
    const isText = type === 'text' || type === 'date' || type === 'datetime';
    const asText = type === 'boolean' ? this.castOf(expression, 'text') : `toString(${text})`;
    return {
      text,
      asText: operand(isText ? text : asText),
      asReal: type === 'real' && expression.kind === 'literal' ? text : `toFloat(${text})`,
      ...(expression.kind === 'literal' && { constant: expression.value }),
    };
  }

  private textOf(expression: Expression): string {
    return this.argument(expression).asText;
  }
}
