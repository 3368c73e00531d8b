import type {
  Aggregate,
  ComparisonOperator,
  Condition,
  Expression,
  FieldReference,
  Literal,
  LogicalQuery,
  SelectQuery,
  Source,
} from '@momq/dialect';

import type { SpokenEntity, SpokenField, SpokenLink } from '../generated-database.js';

/** The field of the `instance`-th use of its table. */
export function ref(field: SpokenField, instance = 0): FieldReference {
  return { kind: 'field', entity: field.entity, instance, field: field.column };
}

/** A constant of a query. */
export function literal(value: Literal['value']): Literal {
  return { kind: 'literal', value };
}

/** The `*` of `count(*)`. */
export const star: Expression = { kind: 'star' };

/** An aggregate function over `argument`. */
export function aggregate(
  name: Aggregate['function'],
  argument: Expression,
  distinct = false,
): Aggregate {
  return { kind: 'aggregate', function: name, distinct, argument };
}

/** `count(*)`. */
export const countAll: Aggregate = aggregate('count', star);

/** `left operator right`. */
export function compare(
  left: Expression,
  operator: ComparisonOperator,
  right: Expression,
): Condition {
  return { kind: 'compare', operator, left, right };
}

/** Conditions that all hold; `undefined` for none. */
export function all(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length > 1 ? { kind: 'and', conditions: present } : present[0];
}

/** A use of one table. */
export function from(entity: SpokenEntity): Source[] {
  return [{ entity: entity.table, instance: 0 }];
}

/** The child's or the parent's table first, then the other along the link. */
export function fromLink(link: SpokenLink, first: 'child' | 'parent' = 'child'): Source[] {
  const [one, other] = first === 'child' ? [link.child, link.parent] : [link.parent, link.child];
  return [...from(one), joined(other, link, one)];
}

/** `entity` reached along `link` from the first use of `from`. */
export function joined(
  entity: SpokenEntity,
  link: SpokenLink,
  fromEntity: SpokenEntity,
  instance = 0,
): Source {
  return {
    entity: entity.table,
    instance,
    join: {
      kind: 'link',
      link: link.name,
      with: { entity: fromEntity.table, instance: 0 },
      optional: false,
    },
  };
}

/** A SELECT with everything optional but FROM and the columns. */
export function select(
  sources: readonly Source[],
  columns: readonly Expression[],
  rest: {
    readonly where?: Condition | undefined;
    readonly groupBy?: readonly Expression[];
    readonly having?: Condition;
    readonly orderBy?: SelectQuery['orderBy'];
    readonly limit?: number | undefined;
    readonly distinct?: boolean;
  } = {},
): SelectQuery {
  return {
    kind: 'select',
    from: sources,
    distinct: rest.distinct ?? false,
    select: columns,
    ...(rest.where ? { where: rest.where } : {}),
    groupBy: rest.groupBy ?? [],
    ...(rest.having ? { having: rest.having } : {}),
    orderBy: rest.orderBy ?? [],
    ...(rest.limit !== undefined ? { limit: rest.limit } : {}),
  };
}

/** A nested query as a value or a set. */
export function subquery(query: LogicalQuery): Expression {
  return { kind: 'subquery', query };
}
