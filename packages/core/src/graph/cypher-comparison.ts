import type { DatabaseSchema, Expression, Literal } from '@momq/dialect';
import { coerceLiteral } from '../logical/coerce-literal.js';
import { comparisonKind, type ExpressionType } from '../logical/expression-type.js';
import { cypherLiteral } from './cypher-names.js';
import type { CypherDates, TimeValue } from './cypher-dates.js';

/** What writes the sides of a comparison. */
export interface SideWriter {
  typeOf(expression: Expression): ExpressionType;
  time(expression: Expression): TimeValue;
  operand(expression: Expression): string;
}

/** Both sides of a comparison, made comparable. */
export class CypherComparisons {
  private readonly writer: SideWriter;
  private readonly dates: CypherDates;
  private readonly schema: DatabaseSchema;

  constructor(writer: SideWriter, dates: CypherDates, schema: DatabaseSchema) {
    this.writer = writer;
    this.dates = dates;
    this.schema = schema;
  }

  /** The texts of the sides. */
  sides(left: Expression, right: Expression): readonly [string, string] {
    const [first, second] = [this.writer.time(left), this.writer.time(right)];
    if (isUnix(first) || isUnix(second)) {
      if (
        isDate(left, first, this.writer) &&
        isDate(right, second, this.writer) &&
        first.kind !== second.kind
      )
        return [this.dates.withTime(first), this.dates.withTime(second)];
    }
    return [this.side(left, right, second), this.side(right, left, first)];
  }

  private side(expression: Expression, other: Expression, otherTime: TimeValue): string {
    const type = this.writer.typeOf(other);
    if (expression.kind === 'literal') return this.constant(expression, other, type, otherTime);
    const written = this.writer.operand(expression);
    const isTextAgainstNumber =
      other.kind !== 'literal' &&
      this.writer.typeOf(expression) === 'text' &&
      comparisonKind(type) === 'number';
    return isTextAgainstNumber ? `toFloat(${written})` : written;
  }

  private constant(
    literal: Literal,
    other: Expression,
    type: ExpressionType,
    otherTime: TimeValue,
  ): string {
    const { value } = literal;
    if (type === 'boolean' && (value === 0 || value === 1)) return cypherLiteral(value === 1);
    if (otherTime.kind === 'temporal' && typeof value === 'string') {
      const constructor = this.temporalConstructor(other);
      if (constructor !== undefined)
        return `${constructor}(${cypherLiteral(value.replace(' ', 'T'))})`;
    }
    return cypherLiteral(coerceLiteral(literal, type).value);
  }

  /** The function that makes a value of the field's own temporal type. */
  private temporalConstructor(expression: Expression): string | undefined {
    if (expression.kind !== 'field') return undefined;
    const native = this.schema.entities
      .find(({ name }) => name === expression.entity)
      ?.fields.find(({ name }) => name === expression.field)?.nativeType;
    if (native === 'Date') return 'date';
    if (native === 'LocalDateTime') return 'localdatetime';
    return native === undefined ? undefined : 'datetime';
  }
}

function isUnix({ kind }: TimeValue): boolean {
  return kind === 'unix-seconds' || kind === 'unix-milliseconds';
}

function isDate(expression: Expression, { kind }: TimeValue, writer: SideWriter): boolean {
  if (expression.kind === 'literal') return typeof expression.value === 'string';
  return kind !== 'text' && kind !== 'none' && writer.typeOf(expression) !== 'unknown';
}
