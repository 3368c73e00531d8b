import type { DatabaseSchema, FieldType } from '@momq/dialect';
import type { Expression, LogicalQuery, SelectQuery } from '@momq/dialect';

/** The type of an expression as far as the schema tells; `unknown` for `NULL` and rows. */
export type ExpressionType = FieldType | 'unknown';

/** What values of a type are compared as: two expressions of different kinds need a cast in strictly typed engines. */
export type ComparisonKind = 'text' | 'number' | 'boolean' | 'time' | 'unknown';

/** Groups a type by what it can be compared with. */
export function comparisonKind(type: ExpressionType): ComparisonKind {
  switch (type) {
    case 'text':
      return 'text';
    case 'integer':
    case 'real':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'date':
    case 'datetime':
      return 'time';
    default:
      return 'unknown';
  }
}

/** Type of an expression by the fields that it is made of. */
export function expressionType(expression: Expression, schema: DatabaseSchema): ExpressionType {
  switch (expression.kind) {
    case 'field': {
      const entity = schema.entities.find((candidate) => candidate.name === expression.entity);
      return (
        entity?.fields.find((candidate) => candidate.name === expression.field)?.type ?? 'unknown'
      );
    }
    case 'star':
      return 'unknown';
    case 'literal':
      return literalType(expression.value);
    case 'aggregate':
      return aggregateType(expression, schema);
    case 'arithmetic': {
      const types = [
        expressionType(expression.left, schema),
        expressionType(expression.right, schema),
      ];
      return types.every((type) => type === 'integer') ? 'integer' : 'real';
    }
    case 'call':
      return callType(expression, schema);
    case 'subquery': {
      const first = firstSelect(expression.query).select[0];
      return first === undefined ? 'unknown' : expressionType(first, schema);
    }
  }
}

/** The leftmost SELECT of a query: it names and types the columns of a set operation. */
export function firstSelect(query: LogicalQuery): SelectQuery {
  return query.kind === 'select' ? query : firstSelect(query.left);
}

function literalType(value: string | number | boolean | null): ExpressionType {
  if (value === null) return 'unknown';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  return Number.isInteger(value) ? 'integer' : 'real';
}

function aggregateType(
  expression: Extract<Expression, { kind: 'aggregate' }>,
  schema: DatabaseSchema,
): ExpressionType {
  if (expression.function === 'count') return 'integer';
  if (expression.function === 'avg') return 'real';
  const type = expressionType(expression.argument, schema);
  if (expression.function === 'sum')
    return type === 'integer' || type === 'boolean' ? 'integer' : 'real';
  return type;
}

function callType(
  expression: Extract<Expression, { kind: 'call' }>,
  schema: DatabaseSchema,
): ExpressionType {
  switch (expression.function) {
    case 'year':
    case 'month':
    case 'day':
    case 'length':
      return 'integer';
    case 'lower':
    case 'upper':
      return 'text';
    case 'round':
      return 'real';
    case 'abs':
      return expressionType(expression.argument, schema) === 'integer' ? 'integer' : 'real';
  }
}
