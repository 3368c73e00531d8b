import type {
  Condition,
  DatabaseSchema,
  EntitySource,
  EntityUse,
  Expression,
  FieldReference,
  Join,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  SetQuery,
  Source,
} from '@momq/dialect';
import { entitySources } from './entity-sources.js';
import {
  columnTypes,
  expressionType,
  type ColumnTypes,
  type ExpressionType,
} from './expression-type.js';
import { coerceLiteral } from './coerce-literal.js';
import { canonicalPattern } from './like-pattern.js';
import {
  mapConditionParts,
  mapExpressionParts,
  mapSourceParts,
  type PartMapper,
} from './map-parts.js';
import { sameUse, stepOfFields } from './schema-lookup.js';

/**
 * The canonical spelling of a query: nested AND and OR are flat, a join on the two ends of a link is a link join,
 * constants have the type of the field that they are compared with (`age > '5'` → `age > 5`, a text `year = 2010` → `'2010'`),
 * patterns escape only what needs it, fields of queries further out say how far (`outer`), and nothing is said that is so
 * anyway: `outer` 0, `offset` 0, ELSE NULL, NULLS FIRST of an ascending key.
 * Idempotent. `parseTokens(linearise(q))` equals `canonicalise(q)`.
 */
export function canonicalise(query: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  return new Canonicaliser(schema, undefined).query(query);
}

/** What the expressions of one SELECT are read in. */
interface Scope {
  readonly query: Pick<SelectQuery, 'from'>;
  readonly columns: ColumnTypes;
  readonly parent: Scope | undefined;
}

class Canonicaliser implements PartMapper {
  readonly #schema: DatabaseSchema;
  readonly #scope: Scope | undefined;

  constructor(schema: DatabaseSchema, scope: Scope | undefined) {
    this.#schema = schema;
    this.#scope = scope;
  }

  query(query: LogicalQuery): LogicalQuery {
    return query.kind === 'set' ? this.#set(query) : this.#inside(query).#select(query);
  }

  #inside(query: Pick<SelectQuery, 'from'>): Canonicaliser {
    const parent = this.#scope;
    const columns = columnTypes(query, this.#schema, parent?.columns);
    return new Canonicaliser(this.#schema, { query, columns, parent });
  }

  #set(query: SetQuery): SetQuery {
    const { kind, operator, all } = query;
    const orderBy = query.orderBy?.map((key) => this.#key(key)) ?? [];
    return {
      kind,
      operator,
      all,
      left: this.query(query.left),
      right: this.query(query.right),
      ...(orderBy.length > 0 && { orderBy }),
      ...rowRange(query),
    };
  }

  #select(query: SelectQuery): SelectQuery {
    return {
      kind: 'select',
      from: query.from.map((source) => this.#source(source)),
      distinct: query.distinct,
      select: query.select.map((expression) => this.expression(expression)),
      ...(query.where && { where: this.condition(query.where) }),
      groupBy: query.groupBy.map((key) => this.expression(key)),
      ...(query.having && { having: this.condition(query.having) }),
      orderBy: query.orderBy.map((key) => this.#key(key)),
      ...rowRange(query),
    };
  }

  #source(source: Source): Source {
    const mapped = mapSourceParts(source, this);
    if (mapped.kind === 'derived') return mapped;
    const { entity, instance, join } = mapped;
    return { entity, instance, ...(join && { join: this.#join(join, mapped) }) };
  }

  #join(join: Join, use: EntitySource): Join {
    const { left, right, optional } = fieldsOf(join) ?? {};
    if (left === undefined || right === undefined || optional === undefined) return join;
    if (left.outer !== undefined || right.outer !== undefined) return join;
    const [earlier, later] =
      sameUse(left, use) && !sameUse(right, use) ? [right, left] : [left, right];
    if (!sameUse(later, use)) {
      const condition = { kind: 'compare', operator: '=', left, right } as const;
      return { kind: 'condition', condition, optional };
    }
    const step = stepOfFields(this.#schema, earlier, later);
    if (step === undefined) return { kind: 'fields', left: earlier, right: later, optional };
    return { kind: 'link', link: step.link.name, with: step.with, optional };
  }

  #key({ expression, descending, nulls }: OrderKey): OrderKey {
    const usual = descending ? 'last' : 'first';
    return {
      expression: this.expression(expression),
      descending,
      ...(nulls !== undefined && nulls !== usual && { nulls }),
    };
  }

  expression(expression: Expression): Expression {
    switch (expression.kind) {
      case 'field':
        return this.#field(expression);
      case 'column': {
        const { outer, ...own } = expression;
        return outer ? expression : own;
      }
      case 'case': {
        const { otherwise, ...rest } = expression;
        const isNull = otherwise?.kind === 'literal' && otherwise.value === null;
        return mapExpressionParts(isNull ? rest : expression, this);
      }
      case 'window': {
        const { offset, ...rest } = expression;
        const mapped = {
          ...rest,
          orderBy: [],
          ...(offset !== undefined && offset !== 1 && { offset }),
        };
        return {
          ...mapExpressionParts(mapped, this),
          orderBy: expression.orderBy.map((key) => this.#key(key)),
        } as Expression;
      }
      default:
        return mapExpressionParts(expression, this);
    }
  }

  /** The field with the distance to the query that has its use; one that no query has is left as it is. */
  #field(field: FieldReference): FieldReference {
    const { outer = 0, ...own } = field;
    let scope = this.#scope;
    for (let out = 0; out < outer; out += 1) scope = scope?.parent;
    for (let out = outer; scope !== undefined; out += 1, scope = scope.parent)
      if (hasUse(scope.query, own)) return out === 0 ? own : { ...own, outer: out };
    return outer === 0 ? own : field;
  }

  condition(condition: Condition): Condition {
    switch (condition.kind) {
      case 'and':
      case 'or': {
        const conditions = condition.conditions
          .map((part) => this.condition(part))
          .flatMap((part) => (part.kind === condition.kind ? part.conditions : [part]));
        const [only] = conditions;
        return only && conditions.length === 1 ? only : { kind: condition.kind, conditions };
      }
      case 'compare': {
        const { operator, left, right } = condition;
        const pattern = operator === 'like' || operator === 'not like';
        const operand = this.#operand(right, pattern ? 'text' : this.#type(left));
        return {
          ...condition,
          left: this.expression(left),
          right:
            pattern && operand.kind === 'literal' && typeof operand.value === 'string'
              ? { kind: 'literal', value: canonicalPattern(operand.value) }
              : operand,
        };
      }
      case 'between':
      case 'in': {
        const type = this.#type(condition.value);
        return mapConditionParts(condition, {
          condition: (part) => this.condition(part),
          query: (query) => this.query(query),
          expression: (part) =>
            part === condition.value ? this.expression(part) : this.#operand(part, type),
        });
      }
      case 'null':
      case 'exists':
        return mapConditionParts(condition, this);
    }
  }

  /** What constants beside the expression are read as; beside a constant as they are. */
  #type(expression: Expression): ExpressionType {
    return expression.kind === 'literal'
      ? 'unknown'
      : expressionType(expression, this.#schema, this.#scope?.columns);
  }

  #operand(expression: Expression, type: ExpressionType): Expression {
    return expression.kind === 'literal'
      ? coerceLiteral(expression, type)
      : this.expression(expression);
  }
}

function rowRange({ limit, offset }: Pick<SelectQuery, 'limit' | 'offset'>): {
  limit?: number;
  offset?: number;
} {
  return { ...(limit !== undefined && { limit }), ...(offset && { offset }) };
}

/** The two fields that a join equates, where it does nothing else. */
function fieldsOf(
  join: Join,
): { left: FieldReference; right: FieldReference; optional: boolean } | undefined {
  if (join.kind === 'fields') return join;
  if (join.kind !== 'condition' || join.condition.kind !== 'compare') return undefined;
  const { operator, left, right } = join.condition;
  return operator === '=' && left.kind === 'field' && right.kind === 'field'
    ? { left, right, optional: join.optional }
    : undefined;
}

/** True when the use, or the relationship whose property it names, is part of the query's FROM. */
function hasUse({ from }: Pick<SelectQuery, 'from'>, use: EntityUse): boolean {
  const sources = entitySources(from);
  if (sources.some((source) => sameUse(source, use))) return true;
  const along = sources.filter(({ join }) => join?.kind === 'link' && join.link === use.entity);
  return along.length > use.instance;
}
