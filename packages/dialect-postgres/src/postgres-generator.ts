import type { Cast, Expression, LogicalQuery, SelectQuery, SetQuery } from '@momq/dialect';
import { comparisonKind, queryTypes } from '@momq/core/logical';
import type { ComparisonKind, ExpressionType } from '@momq/core/logical';
import { SqlGenerator, parenthesised, strictGrouping } from '@momq/core/sql';
import type {
  CastType,
  IdentifierRules,
  NestedUse,
  QueryScope,
  SelectOptions,
  TypedText,
} from '@momq/core/sql';
import { firstRowOfGroups } from './postgres-distinct-on.js';
import type { FirstRowQuery } from './postgres-distinct-on.js';
import { postgresFunctions } from './postgres-functions.js';
import { reservedWords } from './postgres-keywords.js';

/** PostgreSQL folds names without quotes to lower case. */
export const postgresIdentifiers: IdentifierRules = {
  plain: /^[a-z_][a-z0-9_]*$/,
  reserved: reservedWords,
};

/** The date, and the time behind it, that a text begins with. */
const DATE_IN_TEXT =
  '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?';
/** The number that a text begins with. */
const NUMBER_IN_TEXT = {
  integer: '^ *([-+]?[0-9]+)',
  real: '^ *([-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?)',
} as const;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;

/**
 * PostgreSQL's spelling of logical queries. Where PostgreSQL is stricter than SQLite (types, grouping) or orders
 * otherwise (NULLs), the text makes it give the answer that SQLite gives.
 */
export class PostgresGenerator extends SqlGenerator {
  protected readonly dialect = 'postgres';
  protected readonly identifiers = postgresIdentifiers;
  protected readonly functions = postgresFunctions;
  protected override readonly nullsSortAs = 'largest';
  protected override readonly castTypes = {
    text: 'text',
    integer: 'integer',
    real: 'double precision',
    date: 'date',
    datetime: 'timestamp',
  };

  protected override prepare(query: SelectQuery): SelectQuery {
    return firstRowOfGroups(query, this.schema) ?? strictGrouping(query, this.schema, this.dialect);
  }

  protected override quantifier(query: SelectQuery, scope: QueryScope): string {
    if (!isFirstRowQuery(query)) return super.quantifier(query, scope);
    const keys = query.distinctOn.map((key) => this.expression(key, scope));
    return `DISTINCT ON (${keys.join(', ')}) `;
  }

  protected override booleanLiteral(value: boolean): string {
    return value ? 'TRUE' : 'FALSE';
  }

  /** A backslash escapes in PostgreSQL too. */
  protected override like(left: TypedText, pattern: TypedText, negated: boolean): string {
    return `${this.textual(left)} ${negated ? 'NOT ILIKE' : 'ILIKE'} ${pattern.text}`;
  }

  /** Division by zero is NULL in SQLite and an error here; numeric keeps the remainder that integers drop. */
  protected override divide(left: TypedText, right: TypedText): string {
    const whole = left.type === 'integer' && right.type === 'integer';
    const side = (operand: TypedText): string =>
      whole && isNumericHere(operand.expression) ? `CAST(${operand.text} AS bigint)` : operand.text;
    const safe = typeof right.literal === 'number' && right.literal !== 0;
    return `${side(left)} / ${safe ? right.text : `NULLIF(${side(right)}, 0)`}`;
  }

  /** Text is read as far as it is a number; without one it is 0, as in SQLite. */
  protected override castTo(argument: TypedText, type: Cast['type']): string {
    const { text } = argument;
    const kind = comparisonKind(argument.type);
    const cast = (inner: string, to: string): string => `CAST(${inner} AS ${to})`;
    if (type === 'date' || type === 'datetime') return cast(text, this.castTypes[type]);
    if (kind === 'boolean' && type !== 'integer')
      return cast(cast(text, 'integer'), this.castTypes[type]);
    if (type === 'text') return cast(text, 'text');
    const target = type === 'integer' ? 'bigint' : this.castTypes.real;
    if (kind === 'text' || kind === 'time') {
      const number = `SUBSTRING(${kind === 'text' ? text : cast(text, 'text')} FROM '${NUMBER_IN_TEXT[type]}')`;
      return `CASE WHEN ${text} IS NOT NULL THEN ${cast(`COALESCE(${number}, '0')`, target)} END`;
    }
    const fraction = type === 'integer' && argument.type === 'real';
    return cast(fraction ? `TRUNC(${text})` : text, kind === 'boolean' ? 'integer' : target);
  }

  /** What {@link PostgresGenerator.unified} makes of results of several types. */
  protected override typeOf(expression: Expression, scope: QueryScope): ExpressionType {
    const type = super.typeOf(expression, scope);
    if (type !== 'unknown') return type;
    const kinds = new Set(
      alternatives(expression).map((part) => comparisonKind(this.typeOf(part, scope))),
    );
    kinds.delete('unknown');
    if (kinds.size < 2) return type;
    return kinds.size === 2 && kinds.has('number') && kinds.has('boolean') ? 'real' : 'text';
  }

  /** Branches of one type: numbers beside booleans as numbers, all else that is unlike as text. */
  protected override unified(values: readonly TypedText[]): readonly TypedText[] {
    const kinds = new Set(values.map(({ type }) => comparisonKind(type)));
    kinds.delete('unknown');
    if (kinds.size < 2) return values;
    const numbers = [...kinds].every((kind) => kind === 'number' || kind === 'boolean');
    return values.map((value) => ({
      ...value,
      text: numbers ? this.numeric(value) : this.textual(value),
    }));
  }

  protected override decoded(
    text: string,
    encoding: 'unix-seconds' | 'unix-milliseconds' | 'year',
  ): string {
    if (encoding === 'year') return `MAKE_DATE(CAST(${text} AS integer), 1, 1)`;
    const seconds = encoding === 'unix-seconds' ? text : `${parenthesised(text)} / 1000`;
    return `TIMEZONE('UTC', TO_TIMESTAMP(${seconds}))`;
  }

  /** Text that is no date is NULL in SQLite and an error here. */
  protected override dateOfText({ text, type, literal, temporal }: TypedText): string {
    if (typeof literal === 'string')
      return ISO_DATE.test(literal)
        ? `${literal.length > 10 ? 'TIMESTAMP' : 'DATE'} ${text}`
        : `CAST(${text} AS timestamp)`;
    if (temporal === 'iso-date') return `CAST(${text} AS date)`;
    const sure = temporal === 'iso-datetime' || comparisonKind(type) !== 'text';
    return `CAST(${sure ? text : `SUBSTRING(${text} FROM '${DATE_IN_TEXT}')`} AS timestamp)`;
  }

  protected override textual(argument: TypedText): string {
    const kind = comparisonKind(argument.type);
    if (kind === 'text' || argument.literal === null) return argument.text;
    return this.castTo(argument, 'text');
  }

  protected override aggregate(name: string, argument: TypedText, distinct: boolean): string {
    const needsNumber =
      name === 'sum' ||
      name === 'avg' ||
      (comparisonKind(argument.type) === 'boolean' && name !== 'count');
    return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${needsNumber ? this.numeric(argument) : argument.text})`;
  }

  /** Text is read as far as it is a number, as in a cast. */
  protected override numeric(operand: TypedText): string {
    switch (comparisonKind(operand.type)) {
      case 'text':
        return this.castTo(operand, 'real');
      case 'boolean':
        return this.cast(operand.text, 'integer');
      default:
        return operand.text;
    }
  }

  protected override comparisonCasts(
    left: TypedText,
    right: TypedText,
  ): readonly [CastType | undefined, CastType | undefined] {
    const [kindLeft, kindRight] = [comparisonKind(left.type), comparisonKind(right.type)];
    if (kindLeft === kindRight || kindLeft === 'unknown' || kindRight === 'unknown')
      return [undefined, undefined];
    if (isDateText(left) && kindRight === 'time') return [undefined, undefined];
    if (isDateText(right) && kindLeft === 'time') return [undefined, undefined];
    if (kindLeft === 'boolean' && kindRight === 'number') return ['integer', undefined];
    if (kindLeft === 'number' && kindRight === 'boolean') return [undefined, 'integer'];
    return [kindLeft === 'text' ? undefined : 'text', kindRight === 'text' ? undefined : 'text'];
  }

  protected override complexOperand(text: string): string {
    return `(${text})`;
  }

  /** Columns of the two sides must have one type; where they differ, both become text. */
  protected override setOptions(
    query: SetQuery,
    options: SelectOptions,
    parent: QueryScope | undefined,
  ): SelectOptions {
    const kinds = (side: LogicalQuery): readonly ComparisonKind[] => {
      if (side.kind === 'select')
        return queryTypes(side, this.schema, parent?.columnTypes).map(comparisonKind);
      const right = kinds(side.right);
      return kinds(side.left).map((kind, index) => (differ(kind, right[index]) ? 'text' : kind));
    };
    const right = kinds(query.right);
    const casts = new Map(options.casts);
    kinds(query.left).forEach((kind, index) => {
      if (differ(kind, right[index])) casts.set(index, 'text');
    });
    return { ...options, casts };
  }

  /** As a value SQLite takes the first row of a query; PostgreSQL demands that there is no other. */
  protected override nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string {
    return super.nested(
      use.as === 'value' && mayHaveSeveralRows(query) ? { ...query, limit: 1 } : query,
      scope,
      use,
    );
  }
}

function mayHaveSeveralRows(query: LogicalQuery): boolean {
  if (query.limit !== undefined) return query.limit > 1;
  if (query.kind === 'set' || query.groupBy.length > 0) return true;
  return !query.select.every((expression) => expression.kind === 'aggregate');
}

/** True for columns of a set operation that have no type in common. */
function differ(left: ComparisonKind, right: ComparisonKind | undefined): boolean {
  return right !== undefined && left !== 'unknown' && right !== 'unknown' && left !== right;
}

/** The expressions that CASE or coalesce chooses from. */
function alternatives(expression: Expression): readonly Expression[] {
  if (expression.kind === 'call' && expression.function === 'coalesce') return expression.arguments;
  if (expression.kind !== 'case') return [];
  const { branches, otherwise } = expression;
  return [...branches.map(({ then }) => then), ...(otherwise ? [otherwise] : [])];
}

/** True for integers of the logical form that PostgreSQL computes as numeric. */
function isNumericHere(expression: Expression | undefined): boolean {
  if (expression?.kind === 'aggregate' || expression?.kind === 'window')
    return expression.function === 'sum';
  return expression?.kind === 'call';
}

function isFirstRowQuery(query: SelectQuery): query is FirstRowQuery {
  return 'distinctOn' in query;
}

function isDateText(typed: { readonly type: ExpressionType; readonly literal?: unknown }): boolean {
  return typeof typed.literal === 'string' && ISO_DATE.test(typed.literal);
}
