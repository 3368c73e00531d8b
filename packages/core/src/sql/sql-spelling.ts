import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  Cast,
  DatabaseSchema,
  Expression,
  FunctionName,
  Literal,
  SetQuery,
  TemporalEncoding,
} from '@momq/dialect';
import type { ExpressionType } from '../logical/expression-type.js';
import { quoteEntity, quoteIdentifier, quoteText } from './identifier-quoting.js';
import type { IdentifierRules } from './identifier-quoting.js';
import type { FunctionSpellings, SpelledCall } from './standard-functions.js';

/** SQL text of an expression with what its surroundings have to know about it. */
export interface TypedText {
  readonly text: string;
  readonly type: ExpressionType;
  /** The value, where the expression is a constant. */
  readonly literal?: Literal['value'];
  /** What the text spells. */
  readonly expression?: Expression;
  /** How a field holds points in time where its type does not say so. */
  readonly temporal?: TemporalEncoding;
}

/** Target of a cast that a comparison needs. */
export type CastType = 'text' | 'integer' | 'real';

/**
 * How a dialect spells names, constants, operators, functions and single clauses. Every method is a seam: a pack overrides
 * what its dialect spells differently, and nothing here walks a query.
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
  /** How the dialect writes the functions of the catalogue. */
  protected abstract readonly functions: FunctionSpellings;
  /** Names of types in casts. */
  protected readonly castTypes: Readonly<Record<Cast['type'], string>> = {
    text: 'TEXT',
    integer: 'INTEGER',
    real: 'REAL',
    date: 'DATE',
    datetime: 'TIMESTAMP',
  };
  /** Where the engine sorts NULL unless the query says NULLS FIRST or LAST. */
  protected readonly nullsSortAs: 'smallest' | 'largest' = 'smallest';

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

  /** The text converted to a type that a comparison needs. */
  protected cast(text: string, type: CastType): string {
    return `CAST(${text} AS ${this.castTypes[type]})`;
  }

  /** A cast that the query asks for; text is read as far as it is a number, reals lose what is behind the point. */
  protected castTo(argument: TypedText, type: Cast['type']): string {
    return `CAST(${argument.text} AS ${this.castTypes[type]})`;
  }

  /** A pattern match that ignores the case of ASCII letters; `\` takes the next character as it is. */
  protected like(left: TypedText, pattern: TypedText, negated: boolean): string {
    const text = `${left.text} ${negated ? 'NOT LIKE' : 'LIKE'} ${pattern.text}`;
    const plain = typeof pattern.literal === 'string' && !pattern.literal.includes('\\');
    return plain ? text : `${text} ESCAPE ${this.textLiteral('\\')}`;
  }

  /** A division; between integers it drops the remainder, by zero it is NULL. The operands have their parentheses. */
  protected divide(left: TypedText, right: TypedText): string {
    return `${left.text} / ${right.text}`;
  }

  /** A function of the catalogue. @throws UnsupportedFeatureError where {@link SqlSpelling.functions} lacks it */
  protected call(name: FunctionName, call: SpelledCall): string {
    const spelling = this.functions[name];
    if (spelling !== undefined) return spelling(call);
    throw new UnsupportedFeatureError(
      `${this.dialect}: expected functions that the dialect has, got ${name}. Rewrite the query without it.`,
    );
  }

  /** An aggregate, in a group or in a window; `name` is in lower case. */
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

  /** Results of CASE or of coalesce; strictly typed engines want one type of all. */
  protected unified(values: readonly TypedText[]): readonly TypedText[] {
    return values;
  }

  /** An operand of arithmetic, or the argument of a function of numbers. */
  protected numeric(operand: TypedText): string {
    return operand.text;
  }

  /** The argument of a function of texts. */
  protected textual(argument: TypedText): string {
    return argument.text;
  }

  /** A point in time that a field holds as a number or a year, as the engine's date functions take it. */
  protected decoded(text: string, encoding: 'unix-seconds' | 'unix-milliseconds' | 'year'): string {
    throw new UnsupportedFeatureError(
      `${this.dialect}: expected dates, got ${text}, which holds ${encoding}. Convert it first.`,
    );
  }

  /** Text that is a date, as the engine's date functions take it. */
  protected dateOfText(argument: TypedText): string {
    return argument.text;
  }

  /** What says where NULL goes in an order, with a space before it. */
  protected nullsClause(position: 'first' | 'last'): string {
    return ` NULLS ${position.toUpperCase()}`;
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
