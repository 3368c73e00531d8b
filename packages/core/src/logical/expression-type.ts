import type {
  Aggregate,
  ColumnReference,
  DatabaseSchema,
  Expression,
  FieldType,
  FunctionCall,
  LogicalQuery,
  SelectQuery,
  Window,
} from '@momq/dialect';
import { derivedSources } from './entity-sources.js';
import { functionCatalogue } from './function-catalogue.js';
import { fieldType } from './schema-lookup.js';

/** The type of an expression as far as the schema tells; `unknown` for `NULL` and rows. */
export type ExpressionType = FieldType | 'unknown';

/** What values of a type are compared as: two expressions of different kinds need a cast in strictly typed engines. */
export type ComparisonKind = 'text' | 'number' | 'boolean' | 'time' | 'unknown';

/** Tells the type of a column of a derived source. */
export type ColumnTypes = (reference: ColumnReference) => ExpressionType;

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

/**
 * Type of an expression by the fields that it is made of.
 *
 * @param columns - types of columns of derived sources, by the place of the source; default: unknown
 */
export function expressionType(
  expression: Expression,
  schema: DatabaseSchema,
  columns: ColumnTypes = () => 'unknown',
): ExpressionType {
  const typeOf = (part: Expression): ExpressionType => expressionType(part, schema, columns);
  switch (expression.kind) {
    case 'field':
      return fieldType(schema, expression.entity, expression.field) ?? 'unknown';
    case 'column':
      return columns(expression);
    case 'star':
      return 'unknown';
    case 'literal':
      return literalType(expression.value);
    case 'aggregate':
      return aggregateType(expression.function, expression.argument, typeOf);
    case 'arithmetic':
      return numberType([expression.left, expression.right], typeOf);
    case 'call':
      return callType(expression, typeOf);
    case 'cast':
      return expression.type;
    case 'case': {
      const { branches, otherwise } = expression;
      const results = branches.map(({ then }) => typeOf(then));
      return commonType(otherwise ? [...results, typeOf(otherwise)] : results);
    }
    case 'window':
      return windowType(expression, typeOf);
    case 'subquery':
      return queryTypes(expression.query, schema, columns)[0] ?? 'unknown';
  }
}

/** The types of a query's columns; a star has the type of none. */
export function queryTypes(
  query: LogicalQuery,
  schema: DatabaseSchema,
  around?: ColumnTypes,
): readonly ExpressionType[] {
  const select = firstSelect(query);
  const columns = columnTypes(select, schema, around);
  return select.select.map((expression) => expressionType(expression, schema, columns));
}

/**
 * Tells the types of the columns of a SELECT's derived sources.
 *
 * @param around - the same of the query around it; default: unknown
 */
export function columnTypes(
  query: Pick<SelectQuery, 'from'>,
  schema: DatabaseSchema,
  around: ColumnTypes = () => 'unknown',
): ColumnTypes {
  const derived = derivedSources(query.from);
  return (reference) => {
    const outer = reference.outer ?? 0;
    if (outer > 0) return around({ ...reference, outer: outer - 1 });
    const source = derived[reference.source];
    // A derived source sees no other source of its FROM, so that its own `outer` 1 names nothing.
    const further: ColumnTypes = (inner) =>
      inner.outer ? around({ ...inner, outer: inner.outer - 1 }) : 'unknown';
    const types = source ? queryTypes(source.query, schema, further) : [];
    return types[reference.column] ?? 'unknown';
  };
}

/** The leftmost SELECT of a query: it names and types the columns of a set operation. */
export function firstSelect(query: LogicalQuery): SelectQuery {
  return query.kind === 'select' ? query : firstSelect(query.left);
}

type TypeOf = (expression: Expression) => ExpressionType;

function literalType(value: string | number | boolean | null): ExpressionType {
  if (value === null) return 'unknown';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  return Number.isInteger(value) ? 'integer' : 'real';
}

function numberType(parts: readonly Expression[], typeOf: TypeOf): ExpressionType {
  return parts.every((part) => typeOf(part) === 'integer') ? 'integer' : 'real';
}

/** The type that all known ones share: numbers of both kinds are real, anything else unlike is unknown. */
function commonType(types: readonly ExpressionType[]): ExpressionType {
  const known = [...new Set(types.filter((type) => type !== 'unknown'))];
  const [only, ...more] = known;
  if (only !== undefined && more.length === 0) return only;
  return known.length > 0 && known.every((type) => comparisonKind(type) === 'number')
    ? 'real'
    : 'unknown';
}

function aggregateType(
  name: Aggregate['function'],
  argument: Expression,
  typeOf: TypeOf,
): ExpressionType {
  if (name === 'count') return 'integer';
  if (name === 'avg') return 'real';
  const type = typeOf(argument);
  if (name === 'sum') return type === 'integer' || type === 'boolean' ? 'integer' : 'real';
  return type;
}

function windowType({ function: name, argument }: Window, typeOf: TypeOf): ExpressionType {
  switch (name) {
    case 'row_number':
    case 'rank':
    case 'dense_rank':
      return 'integer';
    case 'lag':
    case 'lead':
      return argument ? typeOf(argument) : 'unknown';
    default:
      return argument ? aggregateType(name, argument, typeOf) : 'unknown';
  }
}

function callType(call: FunctionCall, typeOf: TypeOf): ExpressionType {
  const { result } = functionCatalogue[call.function];
  const [first] = call.arguments;
  switch (result) {
    case 'number':
      return numberType(call.arguments, typeOf);
    case 'first':
      return call.function === 'coalesce'
        ? commonType(call.arguments.map(typeOf))
        : first
          ? typeOf(first)
          : 'unknown';
    case 'date-of-unit': {
      if (['hour', 'minute', 'second'].includes(call.unit ?? '')) return 'datetime';
      return call.function === 'add' && first && typeOf(first) === 'datetime' ? 'datetime' : 'date';
    }
    default:
      return result;
  }
}
