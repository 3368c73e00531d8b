import { UnsupportedFeatureError } from '@momq/dialect';
import type { Expression, LogicalQuery, OrderKey, SelectQuery, SetQuery } from '@momq/dialect';
import {
  comparisonKind,
  entitySources,
  expressionType,
  firstSelect,
  isOptional,
} from '@momq/core/logical';
import type { ExpressionType } from '@momq/core/logical';
import { SqlGenerator, strictGrouping } from '@momq/core/sql';
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
import { reservedWords } from './postgres-keywords.js';

/** PostgreSQL folds names without quotes to lower case. */
export const postgresIdentifiers: IdentifierRules = {
  plain: /^[a-z_][a-z0-9_]*$/,
  reserved: reservedWords,
};

const ISO_DATE = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;

/**
 * PostgreSQL's spelling of logical queries. Where PostgreSQL is stricter than SQLite (types, grouping) or orders
 * otherwise (NULLs), the text makes it give the answer that SQLite gives.
 */
export class PostgresGenerator extends SqlGenerator {
  protected readonly dialect = 'postgres';
  protected readonly identifiers = postgresIdentifiers;

  protected override prepare(query: SelectQuery): SelectQuery {
    return firstRowOfGroups(query, this.schema) ?? strictGrouping(query, this.schema, this.dialect);
  }

  protected override quantifier(query: SelectQuery, scope: QueryScope): string {
    if (!isFirstRowQuery(query)) return super.quantifier(query, scope);
    const keys = query.distinctOn.map((key) => this.expression(key, scope));
    return `DISTINCT ON (${keys.join(', ')}) `;
  }

  protected override readonly castTypes = {
    text: 'text',
    integer: 'integer',
    real: 'double precision',
  };

  protected override booleanLiteral(value: boolean): string {
    return value ? 'TRUE' : 'FALSE';
  }

  /** SQLite's LIKE ignores case and has no escape character; a backslash escapes in PostgreSQL. */
  protected override like(left: TypedText, pattern: TypedText, negated: boolean): string {
    const text =
      comparisonKind(left.type) === 'text' || left.type === 'unknown'
        ? left.text
        : this.cast(left.text, 'text');
    const escaped =
      pattern.literal === undefined ? pattern.text : pattern.text.replaceAll('\\', '\\\\');
    return `${text} ${negated ? 'NOT ILIKE' : 'ILIKE'} ${escaped}`;
  }

  /** Division by zero is NULL in SQLite and an error here. */
  protected override divide(left: TypedText, right: TypedText): string {
    const safe = typeof right.literal === 'number' && right.literal !== 0;
    return `${left.text} / ${safe ? right.text : `NULLIF(${right.text}, 0)`}`;
  }

  protected override datePart(part: 'year' | 'month' | 'day', argument: TypedText): string {
    const kind = comparisonKind(argument.type);
    if (kind === 'number' && part === 'year') return argument.text;
    if (kind === 'number' || kind === 'boolean') {
      throw new UnsupportedFeatureError(
        `postgres: expected a date for ${part}(), got ${argument.type}. Use a date column.`,
      );
    }
    const date = kind === 'time' ? argument.text : `CAST(${argument.text} AS timestamp)`;
    return `EXTRACT(${part.toUpperCase()} FROM ${date})`;
  }

  /** Text functions take text only; ROUND of a double would round halves to even, of a numeric it does not. */
  protected override call(name: string, argument: TypedText): string {
    if (name === 'round') return `ROUND(CAST(${argument.text} AS numeric))`;
    if (name === 'abs') return `ABS(${this.numeric(argument)})`;
    const text =
      comparisonKind(argument.type) === 'text' ? argument.text : this.cast(argument.text, 'text');
    return `${name.toUpperCase()}(${text})`;
  }

  protected override aggregate(name: string, argument: TypedText, distinct: boolean): string {
    const needsNumber =
      name === 'sum' ||
      name === 'avg' ||
      (comparisonKind(argument.type) === 'boolean' && name !== 'count');
    return `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${needsNumber ? this.numeric(argument) : argument.text})`;
  }

  protected override numeric(operand: TypedText): string {
    switch (comparisonKind(operand.type)) {
      case 'text':
        return this.cast(operand.text, 'real');
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

  /** NULL is the smallest value in SQLite and the largest here. */
  protected override orderKey(key: OrderKey, query: SelectQuery, scope: QueryScope): string {
    const text = super.orderKey(key, query, scope);
    if (!this.nullable(key.expression, query)) return text;
    // An extreme of a group is never NULL while the group has a value.
    if (isFirstRowQuery(query) && key === query.orderBy.at(-1)) return `${text} NULLS LAST`;
    return `${text} ${key.descending ? 'NULLS LAST' : 'NULLS FIRST'}`;
  }

  protected override complexOperand(text: string): string {
    return `(${text})`;
  }

  /** Columns of the two sides must have one type; where they differ, both become text. */
  protected override setOptions(query: SetQuery, options: SelectOptions): SelectOptions {
    const left = firstSelect(query.left).select;
    const right = firstSelect(query.right).select;
    const casts = new Map(options.casts);
    left.forEach((expression, index) => {
      const other = right[index];
      if (other === undefined) return;
      const kinds = [expression, other].map((side) =>
        comparisonKind(expressionType(side, this.schema)),
      );
      if (!kinds.includes('unknown') && kinds[0] !== kinds[1]) casts.set(index, 'text');
    });
    return { ...options, casts };
  }

  /** As a value SQLite takes the first row of a query; PostgreSQL demands that there is no other. */
  protected override nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string {
    const several =
      query.kind === 'select' &&
      query.limit === undefined &&
      (query.groupBy.length > 0 ||
        !query.select.every((expression) => expression.kind === 'aggregate'));
    return super.nested(use.as === 'value' && several ? { ...query, limit: 1 } : query, scope, use);
  }

  private nullable(expression: Expression, query: SelectQuery): boolean {
    if (expression.kind === 'aggregate') return expression.function !== 'count';
    if (expression.kind === 'literal') return expression.value === null;
    if (expression.kind !== 'field') return true;
    const source = entitySources(query.from).find(
      (use) => use.entity === expression.entity && use.instance === expression.instance,
    );
    const optional = source !== undefined && isOptional(source);
    const entity = this.schema.entities.find((candidate) => candidate.name === expression.entity);
    const field = entity?.fields.find((candidate) => candidate.name === expression.field);
    return optional || field?.primaryKey !== true;
  }
}

function isFirstRowQuery(query: SelectQuery): query is FirstRowQuery {
  return 'distinctOn' in query;
}

function isDateText(typed: { readonly type: ExpressionType; readonly literal?: unknown }): boolean {
  return typeof typed.literal === 'string' && ISO_DATE.test(typed.literal);
}
