import type { Expression, LogicalQuery, SetQuery } from '@momq/dialect';
import { comparisonKind, queryTypes } from '../logical/expression-type.js';
import type { ComparisonKind, ExpressionType } from '../logical/expression-type.js';
import type { QueryScope } from './query-scope.js';
import type { NestedUse } from './sql-expression-generator.js';
import { isIsoDate } from './iso-dates.js';
import { mayHaveSeveralRows } from './several-rows.js';
import { SqlGenerator } from './sql-generator.js';
import type { SelectOptions } from './sql-select-generator.js';
import type { CastType, TypedText } from './sql-spelling.js';

/**
 * Logical queries for engines that convert nothing by themselves: operands, branches and columns get one type, and a query as a
 * value one row. PostgreSQL and BigQuery are such engines.
 */
export abstract class TypedSqlGenerator extends SqlGenerator {
  /** What {@link TypedSqlGenerator.unified} makes of results of several types. */
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

  protected override textual(argument: TypedText): string {
    const kind = comparisonKind(argument.type);
    if (kind === 'text' || argument.literal === null) return argument.text;
    return this.castTo(argument, 'text');
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

  /** As a value SQLite takes the first row of a query; strict engines demand that there is no other. */
  protected override nested(query: LogicalQuery, scope: QueryScope, use: NestedUse): string {
    return super.nested(
      use.as === 'value' && mayHaveSeveralRows(query) ? { ...query, limit: 1 } : query,
      scope,
      use,
    );
  }
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

function isDateText(typed: { readonly type: ExpressionType; readonly literal?: unknown }): boolean {
  return typeof typed.literal === 'string' && isIsoDate(typed.literal);
}
