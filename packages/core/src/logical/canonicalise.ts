import type { DatabaseSchema, FieldType } from '@momq/dialect';
import { fieldType, stepOfFields } from './schema-lookup.js';
import type {
  Condition,
  Expression,
  Join,
  Literal,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';

/**
 * The canonical spelling of a query: nested AND and OR are flat, a join on the two ends of a link is a link join,
 * constants have the type of the field that they are compared with (`age > '5'` → `age > 5`, a text `year = 2010` → `'2010'`).
 * Idempotent. `parseTokens(linearise(q))` equals `canonicalise(q)`.
 */
export function canonicalise(query: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  if (query.kind === 'set') {
    return {
      ...query,
      left: canonicalise(query.left, schema),
      right: canonicalise(query.right, schema),
    };
  }
  return {
    kind: 'select',
    from: query.from.map(({ entity, instance, join }) => ({
      entity,
      instance,
      ...(join && { join: canonicalJoin(join, { entity, instance }, schema) }),
    })),
    distinct: query.distinct,
    select: query.select.map((expression) => canonicalExpression(expression, schema)),
    ...(query.where && { where: canonicalCondition(query.where, schema) }),
    groupBy: query.groupBy.map((expression) => canonicalExpression(expression, schema)),
    ...(query.having && { having: canonicalCondition(query.having, schema) }),
    orderBy: query.orderBy.map(({ expression, descending }) => ({
      expression: canonicalExpression(expression, schema),
      descending,
    })),
    ...(query.limit !== undefined && { limit: query.limit }),
  } satisfies SelectQuery;
}

function canonicalJoin(
  join: Join,
  use: { entity: string; instance: number },
  schema: DatabaseSchema,
): Join {
  if (join.kind !== 'fields') return join;
  const isNew = (side: { entity: string; instance: number }) =>
    side.entity === use.entity && side.instance === use.instance;
  const [left, right] =
    isNew(join.left) && !isNew(join.right) ? [join.right, join.left] : [join.left, join.right];
  const step = stepOfFields(schema, left, right);
  if (step === undefined) return { kind: 'fields', left, right, optional: join.optional };
  return { kind: 'link', link: step.link.name, with: step.with, optional: join.optional };
}

function canonicalExpression(expression: Expression, schema: DatabaseSchema): Expression {
  switch (expression.kind) {
    case 'aggregate':
    case 'call':
      return { ...expression, argument: canonicalExpression(expression.argument, schema) };
    case 'arithmetic':
      return {
        ...expression,
        left: canonicalExpression(expression.left, schema),
        right: canonicalExpression(expression.right, schema),
      };
    case 'subquery':
      return { kind: 'subquery', query: canonicalise(expression.query, schema) };
    default:
      return expression;
  }
}

/** The type of an expression's values; undefined when unknown. */
export function expressionType(
  expression: Expression,
  schema: DatabaseSchema,
): FieldType | undefined {
  switch (expression.kind) {
    case 'field':
      return fieldType(schema, expression.entity, expression.field);
    case 'aggregate':
      if (expression.function === 'count') return 'integer';
      if (expression.function === 'sum' || expression.function === 'avg') return 'real';
      return expressionType(expression.argument, schema);
    case 'arithmetic':
      return 'real';
    case 'call':
      if (expression.function === 'lower' || expression.function === 'upper') return 'text';
      return expression.function === 'abs' || expression.function === 'round' ? 'real' : 'integer';
    case 'subquery': {
      const [selected] = expression.query.kind === 'select' ? expression.query.select : [];
      return selected && expressionType(selected, schema);
    }
    default:
      return undefined;
  }
}

/** True for types whose values are numbers. */
export function isNumeric(type: FieldType | undefined): boolean {
  return type === 'integer' || type === 'real';
}

/** The constant in the type of the values that it is compared with. */
export function coerceLiteral(literal: Literal, type: FieldType | undefined): Literal {
  const { value } = literal;
  if (
    typeof value === 'string' &&
    isNumeric(type) &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  ) {
    return { kind: 'literal', value: Number(value) };
  }
  if (typeof value === 'number' && type === 'text')
    return { kind: 'literal', value: String(value) };
  return literal;
}

function operand(
  expression: Expression,
  type: FieldType | undefined,
  schema: DatabaseSchema,
): Expression {
  return expression.kind === 'literal'
    ? coerceLiteral(expression, type)
    : canonicalExpression(expression, schema);
}

function canonicalCondition(condition: Condition, schema: DatabaseSchema): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const conditions = condition.conditions
        .map((part) => canonicalCondition(part, schema))
        .flatMap((part) => (part.kind === condition.kind ? part.conditions : [part]));
      const [only] = conditions;
      return only && conditions.length === 1 ? only : { kind: condition.kind, conditions };
    }
    case 'compare': {
      const pattern = condition.operator === 'like' || condition.operator === 'not like';
      const type = pattern ? 'text' : expressionType(condition.left, schema);
      return {
        ...condition,
        left: canonicalExpression(condition.left, schema),
        right: operand(condition.right, type, schema),
      };
    }
    case 'between': {
      const type = expressionType(condition.value, schema);
      return {
        ...condition,
        value: canonicalExpression(condition.value, schema),
        low: operand(condition.low, type, schema),
        high: operand(condition.high, type, schema),
      };
    }
    case 'in': {
      const type = expressionType(condition.value, schema);
      return {
        ...condition,
        value: canonicalExpression(condition.value, schema),
        set: condition.set.map((member) => operand(member, type, schema)),
      };
    }
    case 'null':
      return { ...condition, value: canonicalExpression(condition.value, schema) };
    case 'exists':
      return { ...condition, query: canonicalise(condition.query, schema) };
  }
}
