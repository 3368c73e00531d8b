import type {
  Aggregate,
  ComparisonOperator,
  Condition,
  Expression,
  FunctionCall,
  LogicalQuery,
} from '@momq/dialect';
import type { FieldType } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { comparisonKind, expressionType, type ExpressionType } from '../logical/expression-type.js';
import { cypherLiteral } from './cypher-names.js';
import { likeCondition } from './cypher-like.js';
import type { CypherText } from './cypher-parts.js';
import { expressionKey, type CypherScope, type NamedExpressions } from './cypher-scope.js';

/** Where nested queries go: before the clause that needs them, or inside the condition. */
export interface NestedQueries {
  /** Variable that holds the query's value; null when it has no row. */
  scalar(query: LogicalQuery): string;
  /** Variable that holds the list of the query's distinct values. */
  set(query: LogicalQuery): string;
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
  }

  expression(expression: Expression): string {
    const name = this.named.get(expressionKey(expression));
    if (name !== undefined) return name;
    switch (expression.kind) {
      case 'field':
        return this.scope.property(expression);
      case 'literal':
        return cypherLiteral(expression.value);
      case 'aggregate':
        return this.aggregate(expression);
      case 'call':
        return this.call(expression);
      case 'arithmetic':
        return `${this.operand(expression.left)} ${expression.operator} ${this.operand(expression.right)}`;
      case 'subquery':
        return this.nested.scalar(expression.query);
      case 'column':
      case 'cast':
      case 'case':
      case 'window':
        throw new UnsupportedFeatureError(
          `Cypher: cannot write ${expression.kind} in the place of a value. Rewrite the query without it.`,
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
      if (right.kind !== 'literal')
        throw new UnsupportedFeatureError(
          'Cypher: expected a constant pattern after LIKE, got an expression. Write the pattern out.',
        );
      const matches = likeCondition(this.textOf(left), String(right.value));
      return operator === 'like' ? matches : `NOT (${matches})`;
    }
    const [first, second] = [this.comparable(left, right), this.comparable(right, left)];
    return `${first} ${operator === '!=' ? '<>' : operator} ${second}`;
  }

  private comparable(expression: Expression, other: Expression): string {
    const otherType = this.typeOf(other);
    if (expression.kind === 'literal') return cypherLiteral(literalAs(expression.value, otherType));
    const written = this.operand(expression);
    const isTextAgainstNumber =
      other.kind !== 'literal' &&
      this.typeOf(expression) === 'text' &&
      comparisonKind(otherType) === 'number';
    return isTextAgainstNumber ? `toFloat(${written})` : written;
  }

  private membership(negated: boolean, value: Expression, set: readonly Expression[]): string {
    const [only] = set;
    if (only?.kind === 'subquery' && this.nested.isCorrelated(only.query)) {
      const exists = this.nested.exists(only.query, value);
      return negated ? `NOT ${exists}` : exists;
    }
    const type = this.typeOf(value);
    const list =
      only?.kind === 'subquery'
        ? this.nested.set(only.query)
        : `[${set.map((item) => (item.kind === 'literal' ? cypherLiteral(literalAs(item.value, type)) : this.expression(item))).join(', ')}]`;
    const membership = `${this.operand(value)} IN ${list}`;
    return negated ? `NOT (${membership})` : membership;
  }

  private aggregate({ function: name, distinct, argument }: Aggregate): string {
    if (argument.kind === 'star') {
      if (name === 'count') return 'count(*)';
      throw new UnsupportedFeatureError(`Cypher: expected a field in ${name}, got *. Name one.`);
    }
    const needsNumber = (name === 'sum' || name === 'avg') && this.typeOf(argument) === 'text';
    const written = needsNumber
      ? `toFloat(${this.expression(argument)})`
      : this.expression(argument);
    return `${name}(${distinct ? 'DISTINCT ' : ''}${written})`;
  }

  private call({ function: name, arguments: [argument, ...more] }: FunctionCall): string {
    if (argument === undefined || more.length > 0) return unknownCall(name);
    const written = this.expression(argument);
    switch (name) {
      case 'lower':
        return `toLower(${written})`;
      case 'upper':
        return `toUpper(${written})`;
      case 'length':
        return `size(${this.textOf(argument)})`;
      case 'abs':
      case 'round':
        return `${name}(${written})`;
      case 'year':
      case 'month':
      case 'day':
        return this.isTemporal(argument)
          ? `${written}.${name}`
          : `toInteger(substring(${written}, ${datePart[name]}))`;
      default:
        return unknownCall(name);
    }
  }

  /** Dates of migrated graphs are ISO 8601 text; those of a Neo4j server may be temporal values. */
  private isTemporal(expression: Expression): boolean {
    if (expression.kind !== 'field') return false;
    const entity = this.text.schema.entities.find(({ name }) => name === expression.entity);
    const field = entity?.fields.find(({ name }) => name === expression.field);
    return /^(Local|Zoned)?Date(Time)?$/.test(field?.nativeType ?? '');
  }

  private textOf(expression: Expression): string {
    const written = this.expression(expression);
    return ['text', 'date', 'datetime'].includes(this.typeOf(expression))
      ? written
      : `toString(${written})`;
  }

  private operand(expression: Expression): string {
    const written = this.expression(expression);
    return expression.kind === 'arithmetic' && !this.named.has(expressionKey(expression))
      ? `(${written})`
      : written;
  }

  private typeOf(expression: Expression): ExpressionType {
    return expressionType(expression, this.text.schema);
  }
}

function unknownCall(name: FunctionCall['function']): never {
  throw new UnsupportedFeatureError(
    `Cypher: cannot write ${name} of these arguments. Rewrite the query without it.`,
  );
}

const datePart = { year: '0, 4', month: '5, 2', day: '8, 2' } as const;

/** A constant as a value of `type`, where SQL would compare them as equal: `'5'` and `5`, `1` and `true`. */
function literalAs(
  value: string | number | boolean | null,
  type: FieldType | 'unknown',
): string | number | boolean | null {
  if (type === 'text' && typeof value === 'number') return String(value);
  if ((type === 'integer' || type === 'real') && typeof value === 'string') {
    return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  }
  if (type === 'boolean' && (value === 0 || value === 1)) return value === 1;
  return value;
}
