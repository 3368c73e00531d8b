import { UnsupportedFeatureError } from '@momq/dialect';
import type { DatabaseSchema, Literal, SetQuery } from '@momq/dialect';
import type { ExpressionType } from '../logical/expression-type.js';
import { quoteEntity, quoteIdentifier, quoteText } from './identifier-quoting.js';
import type { IdentifierRules } from './identifier-quoting.js';

/** SQL text of an expression with what a comparison has to know about it. */
export interface TypedText {
  readonly text: string;
  readonly type: ExpressionType;
  /** The value, where the expression is a constant. */
  readonly literal?: Literal['value'];
}

/** Target of a cast. */
export type CastType = 'text' | 'integer' | 'real';

/**
 * How a dialect spells names, constants, operators and single clauses. Every method is a seam: a pack overrides what its
 * dialect spells differently, and nothing here walks a query.
 */
export abstract class SqlSpelling {
  protected readonly schema: DatabaseSchema;

  constructor(schema: DatabaseSchema) {
    this.schema = schema;
  }

  /** Name of the dialect in messages. */
  protected abstract readonly dialect: string;
  /** How the dialect spells names. */
  protected abstract readonly identifiers: IdentifierRules;
  /** Names of types in casts. */
  protected readonly castTypes: Readonly<Record<CastType, string>> = {
    text: 'TEXT',
    integer: 'INTEGER',
    real: 'REAL',
  };

  /** Year, month or day of a date, as an integer. */
  protected abstract datePart(part: 'year' | 'month' | 'day', argument: TypedText): string;

  /** A column name or an alias, quoted where the dialect needs it. */
  protected name(identifier: string): string {
    return quoteIdentifier(identifier, this.identifiers);
  }

  /** The name of a table, with its namespace where the schema says one. */
  protected tableName(entity: string): string {
    const known = this.schema.entities.find((candidate) => candidate.name === entity);
    return quoteEntity(known ?? { name: entity }, this.identifiers);
  }

  /** A constant. @throws UnsupportedFeatureError for numbers that are not finite */
  protected literal(value: Literal['value']): string {
    if (value === null) return 'NULL';
    if (typeof value === 'string') return this.textLiteral(value);
    if (typeof value === 'boolean') return this.booleanLiteral(value);
    return this.numberLiteral(value);
  }

  /** A text constant; dialects that read `\` as an escape in it override this. */
  protected textLiteral(value: string): string {
    return quoteText(value);
  }

  /** Engines without booleans keep 1 and 0. */
  protected booleanLiteral(value: boolean): string {
    return value ? '1' : '0';
  }

  /** @throws UnsupportedFeatureError for numbers that are not finite */
  protected numberLiteral(value: number): string {
    if (Number.isFinite(value)) return String(value);
    throw new UnsupportedFeatureError(
      `${this.dialect}: expected a finite number, got ${value}. SQL has no spelling for it.`,
    );
  }

  /** The text converted to a type that every engine has. */
  protected cast(text: string, type: CastType): string {
    return `CAST(${text} AS ${this.castTypes[type]})`;
  }

  /** A pattern match that ignores case, as SQLite's LIKE does; only `%` and `_` are special. */
  protected like(left: TypedText, pattern: TypedText, negated: boolean): string {
    return `${left.text} ${negated ? 'NOT LIKE' : 'LIKE'} ${pattern.text}`;
  }

  /** A division; between integers it drops the remainder, by zero it is NULL. */
  protected divide(left: TypedText, right: TypedText): string {
    return `${left.text} / ${right.text}`;
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

  /** The words of a set operation. */
  protected setWords(operator: SetQuery['operator'], all: boolean): string {
    return `${operator.toUpperCase()}${all ? ' ALL' : ''}`;
  }

  /** A side of a set operation that has an order, a limit or a set operation of its own. */
  protected complexOperand(text: string): string {
    return `SELECT * FROM (${text})`;
  }

  /** The clause that cuts a result; one of the two is given at least. */
  protected limitClause(limit: number | undefined, offset: number | undefined): string {
    const skip = offset === undefined ? [] : [`OFFSET ${offset}`];
    return [...(limit === undefined ? [] : [`LIMIT ${limit}`]), ...skip].join(' ');
  }
}
