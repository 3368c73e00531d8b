import {
  UnsupportedFeatureError,
  type ColumnReference,
  type Condition,
  type DatabaseSchema,
  type Expression,
  type FieldReference,
  type LogicalQuery,
} from '@momq/dialect';
import {
  comparisonKind,
  expressionType,
  type ColumnTypes,
  type ExpressionType,
} from '@momq/core/logical';
import { isIsoDate } from '@momq/core/sql';
import { castText, leadingNumber, truthNumber } from './cast-text.js';
import type { DateTexts, TimeKind, TimeValue } from './date-text.js';
import { dateFunctions, functionSpellings } from './function-spellings.js';
import { computedLikeText, likeText } from './like-text.js';
import { ngqlLiteral } from './names.js';

/** What an expression is written among. */
export interface Writing {
  readonly schema: DatabaseSchema;
  /** The property of a use, as text. */
  readonly property: (field: FieldReference) => string;
  /** Names of expressions that are columns already. */
  readonly known: ReadonlyMap<string, string>;
  /** The name of a query's value: of its first row, or of all rows as a list. */
  readonly subquery: (query: LogicalQuery, as: 'value' | 'list') => string;
  readonly dates: DateTexts;
  /** A column of a subquery in FROM, as text, and its type. */
  readonly column: (column: ColumnReference) => string;
  readonly types: ColumnTypes;
  /** What a column of a subquery in FROM is inside; undefined for a column of a further one. */
  readonly origin: (column: ColumnReference) => Expression | undefined;
}

/** What tells two expressions apart. */
export function expressionKey(expression: Expression): string {
  return JSON.stringify(expression);
}

function lacks(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `nGQL: expected what one statement can say, got ${what}. Rewrite it without, or ask another dialect.`,
  );
}

/** An expression as text that stands anywhere. @throws UnsupportedFeatureError for what nGQL cannot say */
export function writeExpression(expression: Expression, writing: Writing): string {
  const known = writing.known.get(expressionKey(expression));
  if (known !== undefined) return known;
  const write = (part: Expression): string => writeExpression(part, writing);
  switch (expression.kind) {
    case 'field':
      if ((expression.outer ?? 0) > 0) throw lacks('a reference to a query further out');
      return writing.property(expression);
    case 'literal':
      return ngqlLiteral(expression.value);
    case 'star':
      throw lacks('a whole row as a value');
    case 'aggregate':
      return writeAggregate(expression, writing);
    case 'arithmetic': {
      const { operator, left, right } = expression;
      const isTime = [left, right].some(
        (part) => comparisonKind(expressionType(part, writing.schema, writing.types)) === 'time',
      );
      if (isTime) throw lacks('arithmetic of dates');
      if (operator !== '/') return `(${write(left)} ${operator} ${write(right)})`;
      const divisor = write(right);
      const quotient = `(${write(left)} / ${divisor})`;
      if (right.kind === 'literal' && right.value !== 0) return quotient;
      return `(CASE WHEN ${divisor} != 0 THEN ${quotient} ELSE NULL END)`;
    }
    case 'call': {
      const dated = writeDateCall(expression, writing);
      if (dated !== undefined) return dated;
      const spelling = functionSpellings[expression.function];
      if (spelling === undefined) throw lacks(`the function ${expression.function}`);
      const isJoined = expression.function === 'concat';
      const values = expression.arguments.map((argument) =>
        isJoined && expressionType(argument, writing.schema, writing.types) === 'boolean'
          ? truthNumber(write(argument))
          : write(argument),
      );
      const [, divisor] = expression.arguments;
      if (expression.function !== 'mod' || divisor?.kind === 'literal') return spelling(values);
      return `(CASE WHEN ${values[1]} != 0 THEN ${spelling(values)} ELSE NULL END)`;
    }
    case 'case': {
      const branches = expression.branches.map(
        ({ when, then }) => `WHEN ${writeCondition(when, writing)} THEN ${write(then)}`,
      );
      const otherwise = expression.otherwise ? write(expression.otherwise) : 'NULL';
      return `(CASE ${branches.join(' ')} ELSE ${otherwise} END)`;
    }
    case 'subquery':
      return writing.subquery(expression.query, 'value');
    case 'column':
      return writing.column(expression);
    case 'cast': {
      const { argument, type } = expression;
      if (type === 'date') return writing.dates.day(timeOf(argument, writing));
      if (type === 'datetime') return writing.dates.withTime(timeOf(argument, writing));
      return castText(
        write(argument),
        expressionType(argument, writing.schema, writing.types),
        type,
      );
    }
    case 'window':
      throw lacks('a window function');
  }
}

/** A function whose parameters are dates, or that gives one; undefined for another. */
function writeDateCall(
  { function: name, unit = 'day', arguments: given }: Extract<Expression, { kind: 'call' }>,
  writing: Writing,
): string | undefined {
  if (!dateFunctions.has(name)) return undefined;
  const isCounted = name === 'add' || name === 'fromUnixSeconds';
  const dates = isCounted ? given.slice(0, -1) : given;
  const count = isCounted ? given.at(-1) : undefined;
  const values = dates.map((date) => timeOf(date, writing));
  const [first] = dates;
  const isYear =
    name === 'year' &&
    first !== undefined &&
    ['integer', 'real'].includes(expressionType(first, writing.schema, writing.types));
  if (isYear && values[0]?.kind === 'none') return values[0].text;
  return writing.dates.call(name, unit, values, count && writeExpression(count, writing));
}

/** A value, and how it holds a point in time. */
function timeOf(expression: Expression, writing: Writing): TimeValue {
  return {
    text: writeExpression(expression, writing),
    kind: timeKind(expression, writing),
  };
}

function timeKind(expression: Expression, writing: Writing): TimeKind {
  const { schema, types } = writing;
  const inside = expression.kind === 'column' ? writing.origin(expression) : undefined;
  if (inside !== undefined) return timeKind(inside, writing);
  if (expression.kind === 'literal') return isIsoDate(String(expression.value)) ? 'iso' : 'text';
  if (expression.kind === 'aggregate' && /^(min|max)$/.test(expression.function))
    return timeKind(expression.argument, writing);
  if (expression.kind === 'field') {
    const { temporal } =
      schema.entities
        .find(({ name }) => name === expression.entity)
        ?.fields.find(({ name }) => name === expression.field) ?? {};
    if (temporal !== undefined)
      return temporal === 'iso-date' || temporal === 'iso-datetime' ? 'text' : temporal;
  }
  const type = expressionType(expression, schema, types);
  if (type === 'date' || type === 'datetime') return 'iso';
  return type === 'text' || type === 'unknown' ? 'text' : 'none';
}

function writeAggregate(
  aggregate: Extract<Expression, { kind: 'aggregate' }>,
  writing: Writing,
): string {
  const { function: name, argument, distinct } = aggregate;
  if (argument.kind === 'star') return `${name}(*)`;
  const isSum = name === 'sum' || name === 'avg';
  const value = isSum ? writeNumber(argument, writing) : writeExpression(argument, writing);
  const call = `${name}(${distinct ? 'DISTINCT ' : ''}${value})`;
  return name === 'sum' ? `(CASE WHEN count(${value}) > 0 THEN ${call} ELSE NULL END)` : call;
}

/** A condition as text that stands anywhere. */
export function writeCondition(condition: Condition, writing: Writing): string {
  const write = (part: Expression): string => writeExpression(part, writing);
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const parts = condition.conditions.map((each) => writeCondition(each, writing));
      return parts.length === 1
        ? parts[0]!
        : `(${parts.join(` ${condition.kind.toUpperCase()} `)})`;
    }
    case 'compare': {
      const { operator, left, right } = condition;
      if (operator === 'like' || operator === 'not like') {
        const text =
          right.kind === 'literal'
            ? likeText(write(left), String(right.value))
            : computedLikeText(write(left), write(right));
        return operator === 'like' ? text : `NOT ${text}`;
      }
      const [first, second] = sides(left, right, writing);
      return `${first} ${operator === '=' ? '==' : operator} ${second}`;
    }
    case 'between': {
      const [value, low] = sides(condition.value, condition.low, writing);
      const [, high] = sides(condition.value, condition.high, writing);
      const text = `(${value} >= ${low} AND ${value} <= ${high})`;
      return condition.negated ? `NOT ${text}` : text;
    }
    case 'in': {
      const [only] = condition.set;
      const list =
        only?.kind === 'subquery'
          ? writing.subquery(only.query, 'list')
          : `[${condition.set.map((item) => sides(condition.value, item, writing)[1]).join(', ')}]`;
      const text = `${write(condition.value)} IN ${list}`;
      return condition.negated ? `NOT (${text})` : text;
    }
    case 'null':
      return `${write(condition.value)} IS ${condition.negated ? 'NOT ' : ''}NULL`;
    case 'exists':
      throw lacks('EXISTS');
  }
}

/** A number of any expression: text is read as far as it is a number, truth is 1 and 0. */
function writeNumber(expression: Expression, writing: Writing): string {
  if (expression.kind === 'case') {
    const branches = expression.branches.map(
      ({ when, then }) =>
        `WHEN ${writeCondition(when, writing)} THEN ${writeNumber(then, writing)}`,
    );
    const { otherwise } = expression;
    return `(CASE ${branches.join(' ')} ELSE ${otherwise ? writeNumber(otherwise, writing) : 'NULL'} END)`;
  }
  if (expression.kind === 'call' && expression.function === 'coalesce')
    return `coalesce(${expression.arguments.map((each) => writeNumber(each, writing)).join(', ')})`;
  const text = writeExpression(expression, writing);
  switch (expressionType(expression, writing.schema, writing.types)) {
    case 'boolean':
      return truthNumber(text);
    case 'text':
      return leadingNumber(text, 'real');
    default:
      return text;
  }
}

/** Both sides of a comparison, constants in the type of the other side, points in time in its unit. */
function sides(left: Expression, right: Expression, writing: Writing): readonly [string, string] {
  const units = [left, right].map((side) => unixUnit(side, writing));
  if (units.some((unit) => unit !== undefined) && units[0] !== units[1]) {
    const isPoint = (side: Expression): boolean =>
      side.kind === 'literal'
        ? typeof side.value === 'string'
        : ['text', 'date', 'datetime'].includes(
            expressionType(side, writing.schema, writing.types),
          );
    if (units.every((unit, index) => unit !== undefined || isPoint([left, right][index]!)))
      return [milliseconds(left, units[0], writing), milliseconds(right, units[1], writing)];
  }
  const type = (expression: Expression): ExpressionType =>
    expression.kind === 'literal'
      ? 'unknown'
      : expressionType(expression, writing.schema, writing.types);
  return [side(left, type(right), writing), side(right, type(left), writing)];
}

/** One side of a comparison with something of another type: text is read as the number that it is compared with. */
function side(expression: Expression, other: ExpressionType, writing: Writing): string {
  if (expression.kind === 'literal') return writeExpression(coerced(expression, other), writing);
  const text = writeExpression(expression, writing);
  const isText = expressionType(expression, writing.schema, writing.types) === 'text';
  return isText && comparisonKind(other) === 'number' ? `toFloat(${text})` : text;
}

/** Milliseconds of the unit of a value that counts time since 1970. */
function unixUnit(expression: Expression, writing: Writing): number | undefined {
  const kind = timeKind(expression, writing);
  return kind === 'unix-seconds' ? 1000 : kind === 'unix-milliseconds' ? 1 : undefined;
}

/** A point in time in milliseconds since 1970. */
function milliseconds(expression: Expression, unit: number | undefined, writing: Writing): string {
  if (unit !== undefined) {
    const text = writeExpression(expression, writing);
    return unit === 1 ? text : `${text} * ${unit}`;
  }
  const text = writeExpression(expression, writing);
  return `timestamp(replace(${text}, " ", "T")) * 1000`;
}

function coerced(
  expression: Extract<Expression, { kind: 'literal' }>,
  type: ExpressionType,
): Expression {
  const { value } = expression;
  const kind = comparisonKind(type);
  if (kind === 'number' && typeof value === 'string' && value.trim() !== '') {
    const number = Number(value);
    return Number.isFinite(number) ? { ...expression, value: number } : expression;
  }
  if (kind === 'text' && typeof value === 'number') return { ...expression, value: String(value) };
  if (kind === 'boolean' && (value === 0 || value === 1))
    return { ...expression, value: value === 1 };
  return expression;
}
