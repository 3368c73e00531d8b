import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  Condition,
  Expression,
  FunctionCall,
  LogicalQuery,
  OrderKey,
  TemporalEncoding,
} from '@momq/dialect';
import { comparisonKind, expressionType } from '../logical/expression-type.js';
import type { ExpressionType } from '../logical/expression-type.js';
import { argumentCounts, parameterType } from '../logical/function-catalogue.js';
import { parenthesised } from './parenthesised.js';
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

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** Expressions as SQL text. Each kind has a method of its own, so that a dialect can override one. */
export abstract class SqlExpressionGenerator extends SqlSpelling {
  private readonly values = new WeakMap<QueryScope, Map<string, string>>();

  /** A nested query, without the parentheses around it. */
  protected abstract nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string;
  /** A condition; `insideOther` puts AND and OR into parentheses. */
  protected abstract condition(
    condition: Condition,
    scope: QueryScope,
    insideOther?: boolean,
  ): string;
  /** One key of ORDER BY, of a query or of a window. */
  protected abstract orderKey(key: OrderKey, scope: QueryScope): string;
  /** Both sides of a comparison, made comparable. */
  protected abstract operands(
    left: Expression,
    right: Expression,
    scope: QueryScope,
  ): readonly [string, string];

  /** Any expression, its fields named as `scope` names their tables. */
  protected expression(expression: Expression, scope: QueryScope): string {
    switch (expression.kind) {
      case 'field':
        return this.field(expression, scope);
      case 'column':
        return this.derivedColumn(expression, scope);
      case 'star':
        return '*';
      case 'literal':
        return this.literal(expression.value);
      case 'aggregate':
        return this.aggregateOf(expression, scope);
      case 'arithmetic':
        return this.arithmetic(expression, scope);
      case 'call':
        return this.functionCall(expression, scope);
      case 'cast':
        return this.castOf(expression, scope);
      case 'case':
        return this.caseOf(expression, scope);
      case 'window':
        return this.windowOf(expression, scope);
      case 'subquery':
        return this.queryValue(expression, scope);
    }
  }

  /** A query as a value. Written again, as a key is, it has the same names inside: engines compare texts. */
  private queryValue(expression: Of<'subquery'>, scope: QueryScope): string {
    const known = this.values.get(scope) ?? new Map<string, string>();
    this.values.set(scope, known);
    const key = JSON.stringify(expression);
    const text = known.get(key) ?? `(${this.nested(expression.query, scope, { as: 'value' })})`;
    known.set(key, text);
    return text;
  }

  /** The type of an expression as far as the schema tells. */
  protected typeOf(expression: Expression, scope: QueryScope): ExpressionType {
    return expressionType(expression, this.schema, scope.columnTypes);
  }

  /** The text of an expression with its type, and its value where it is a constant. */
  protected typed(expression: Expression, scope: QueryScope): TypedText {
    const temporal = this.temporalOf(expression, scope);
    return {
      text: this.expression(expression, scope),
      type: this.typeOf(expression, scope),
      expression,
      ...(expression.kind === 'literal' && { literal: expression.value }),
      ...(temporal && { temporal }),
    };
  }

  /** A column: by its name alone where the query has one table. */
  protected field(field: Of<'field'>, scope: QueryScope): string {
    const alias = scope.aliasOf(field);
    return alias === undefined ? this.name(field.field) : `${alias}.${this.name(field.field)}`;
  }

  /** A column of a subquery in FROM; always with its alias, as a name alone may be that of an output column too. */
  protected derivedColumn(column: Of<'column'>, scope: QueryScope): string {
    const { qualifier, name } = scope.columnName(column);
    return `${qualifier}.${this.name(name)}`;
  }

  /** An aggregate with its argument. @throws UnsupportedFeatureError for `*` outside `count(*)` */
  protected aggregateOf(expression: Of<'aggregate'>, scope: QueryScope): string {
    const { function: name, distinct, argument } = expression;
    this.refuseStar(name, argument, distinct);
    return this.aggregate(name, this.typed(argument, scope), distinct);
  }

  /** Arithmetic, with the parentheses that its nesting needs. */
  protected arithmetic(expression: Of<'arithmetic'>, scope: QueryScope): string {
    const { operator, left, right } = expression;
    const tight = operator === '*' || operator === '/';
    const side = (operand: Expression, isRight: boolean): TypedText => {
      const typed = this.typed(operand, scope);
      const text = this.numeric(typed);
      if (operand.kind === 'arithmetic') {
        const looser = isRight || (tight && (operand.operator === '+' || operand.operator === '-'));
        return { ...typed, text: looser ? `(${text})` : text };
      }
      const open = operand.kind === 'call' || operand.kind === 'literal';
      return { ...typed, text: open ? parenthesised(text) : text };
    };
    const [first, second] = [side(left, false), side(right, true)];
    return operator === '/'
      ? this.divide(first, second)
      : `${first.text} ${operator} ${second.text}`;
  }

  /** A function of the catalogue with its arguments as its parameters want them. */
  protected functionCall(expression: FunctionCall, scope: QueryScope): string {
    const { function: name, unit } = expression;
    const given = expression.arguments.map((argument) => this.typed(argument, scope));
    const { min, max } = argumentCounts(name);
    if (given.length < min || given.length > max) {
      throw new UnsupportedFeatureError(
        `${this.dialect}: expected ${min === max ? min : `${min} to ${max}`} arguments of ${name}(), got ${given.length}. See the catalogue of functions.`,
      );
    }
    // An integer field may hold years.
    if (name === 'year' && given[0] && isYear(given[0])) return given[0].text;
    return this.call(name, {
      arguments: this.prepared(name, given, expression, scope),
      unit: unit ?? 'day',
    });
  }

  /** A date as the engine's date functions take it; its type is unknown where text may have a time or not. @throws UnsupportedFeatureError for numbers that hold none */
  protected dateArgument(argument: TypedText, purpose: string): TypedText {
    const { temporal } = argument;
    if (temporal === 'unix-seconds' || temporal === 'unix-milliseconds')
      return { ...argument, text: this.decoded(argument.text, temporal), type: 'datetime' };
    if (temporal === 'year')
      return { ...argument, text: this.decoded(argument.text, temporal), type: 'date' };
    switch (comparisonKind(argument.type)) {
      case 'time':
        return argument;
      case 'number':
      case 'boolean':
        throw new UnsupportedFeatureError(
          `${this.dialect}: expected a date for ${purpose}, got ${argument.type}. Use a date column.`,
        );
      default: {
        const timed = temporal === 'iso-datetime' || hasTime(argument.literal);
        const dated = temporal === 'iso-date' || argument.literal !== undefined;
        const type = timed ? 'datetime' : dated ? 'date' : 'unknown';
        return { ...argument, text: this.dateOfText(argument), type };
      }
    }
  }

  /** CAST. */
  protected castOf({ type, argument }: Of<'cast'>, scope: QueryScope): string {
    const typed = this.typed(argument, scope);
    return type === 'date' || type === 'datetime'
      ? this.castTo(this.dateArgument(typed, 'a cast'), type)
      : this.castTo(typed, type);
  }

  /** CASE. */
  protected caseOf({ branches, otherwise }: Of<'case'>, scope: QueryScope): string {
    const results = [...branches.map(({ then }) => then), ...(otherwise ? [otherwise] : [])];
    const texts = this.unified(results.map((result) => this.typed(result, scope)));
    const parts = branches.map(
      ({ when }, index) => `WHEN ${this.condition(when, scope)} THEN ${texts[index]?.text ?? ''}`,
    );
    const rest = otherwise ? [`ELSE ${texts.at(-1)?.text ?? ''}`] : [];
    return ['CASE', ...parts, ...rest, 'END'].join(' ');
  }

  /** A function over the rows around a row. */
  protected windowOf(window: Of<'window'>, scope: QueryScope): string {
    const keys = window.partitionBy.map((key) => this.expression(key, scope)).join(', ');
    const order = window.orderBy.map((key) => this.orderKey(key, scope)).join(', ');
    const parts = [keys && `PARTITION BY ${keys}`, order && `ORDER BY ${order}`].filter(Boolean);
    return `${this.windowFunction(window, scope)} OVER (${parts.join(' ')})`;
  }

  /** What stands before OVER. */
  protected windowFunction(window: Of<'window'>, scope: QueryScope): string {
    const { function: name, argument, offset } = window;
    if (argument === undefined) return `${name.toUpperCase()}()`;
    this.refuseStar(name, argument, false);
    const typed = this.typed(argument, scope);
    if (name !== 'lag' && name !== 'lead') return this.aggregate(name, typed, false);
    const distance = offset === undefined || offset === 1 ? '' : `, ${offset}`;
    return `${name.toUpperCase()}(${typed.text}${distance})`;
  }

  private prepared(
    name: FunctionCall['function'],
    given: readonly TypedText[],
    call: FunctionCall,
    scope: QueryScope,
  ): readonly TypedText[] {
    if (name === 'coalesce') return this.unified(given);
    const [first, second] = call.arguments;
    if (name === 'nullif' && first && second) {
      const texts = this.operands(first, second, scope);
      return given.map((argument, index) => ({ ...argument, text: texts[index] ?? '' }));
    }
    return given.map((argument, index) => {
      switch (parameterType(name, index)) {
        case 'text':
          return { ...argument, text: this.textual(argument) };
        case 'number':
          return { ...argument, text: this.numeric(argument) };
        case 'date':
          return this.dateArgument(argument, `${name}()`);
        case 'any':
          return name === 'concat' ? { ...argument, text: this.textual(argument) } : argument;
      }
    });
  }

  /** How the field that the expression takes its values from holds points in time. */
  private temporalOf(expression: Expression, scope?: QueryScope): TemporalEncoding | undefined {
    switch (expression.kind) {
      case 'field':
        return this.schema.entities
          .find(({ name }) => name === expression.entity)
          ?.fields.find(({ name }) => name === expression.field)?.temporal;
      case 'column': {
        const origin = scope?.columnOrigin(expression);
        return origin && this.temporalOf(origin);
      }
      case 'aggregate':
      case 'window':
        return ['min', 'max', 'lag', 'lead'].includes(expression.function) && expression.argument
          ? this.temporalOf(expression.argument, scope)
          : undefined;
      default:
        return undefined;
    }
  }

  private refuseStar(name: string, argument: Expression, distinct: boolean): void {
    if (argument.kind !== 'star' || (name === 'count' && !distinct)) return;
    throw new UnsupportedFeatureError(
      `${this.dialect}: expected * only in count(*), got ${name}(${distinct ? 'distinct ' : ''}*). Name a field.`,
    );
  }
}

function isYear({ type, temporal }: TypedText): boolean {
  return temporal === 'year' || (temporal === undefined && comparisonKind(type) === 'number');
}

function hasTime(literal: TypedText['literal']): boolean {
  return typeof literal === 'string' && /^\d{4}-\d{2}-\d{2}[ T]\d/.test(literal);
}
