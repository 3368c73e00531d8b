import { functionNames, timeUnits } from '@momq/dialect';
import type {
  Condition,
  Expression,
  FieldReference,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  Source,
} from '@momq/dialect';
import { argumentCounts, functionCatalogue } from '../logical/function-catalogue.js';
import { flightSchema } from './flight-schema.js';

/** Constants that random queries use. */
export const constants = ['Rome', '50%', 'a_b', 'c\\d', 2019, 3, 17, '2024-05-31'] as const;

/** A number from 0 up to 1. */
export type Random = () => number;

/** Draws queries of every construct, over the flights; they need not mean anything. */
export class RandomQuery {
  constructor(private readonly random: Random) {}

  query(depth = 0): LogicalQuery {
    if (depth > 1 || !this.chance(0.15)) return this.select(depth);
    const ordered = this.chance(0.5);
    const key: Expression = { kind: 'column', source: 0, column: this.below(2) };
    return {
      kind: 'set',
      operator: this.pick(['union', 'intersect', 'except']),
      all: this.chance(0.5),
      left: this.query(depth),
      right: this.select(depth),
      ...(ordered && { orderBy: [this.key(key)] }),
      ...this.rows(),
    };
  }

  private select(depth: number): SelectQuery {
    const from: Source[] = [];
    const size = 1 + this.below(3);
    while (from.length < size) from.push(this.source(from, depth));
    const scope = { from, depth };
    const many = (most: number) =>
      Array.from({ length: this.below(most + 1) }, () => this.expression(scope, 2));
    return {
      kind: 'select',
      from,
      distinct: this.chance(0.2),
      select: [this.expression(scope, 3), ...many(2)],
      ...(this.chance(0.6) && { where: this.condition(scope, 2) }),
      groupBy: many(1),
      ...(this.chance(0.2) && { having: this.condition(scope, 1) }),
      orderBy: many(1).map((expression) => this.key(expression)),
      ...this.rows(),
    };
  }

  private source(from: readonly Source[], depth: number): Source {
    const derived = depth < 2 && this.chance(0.2);
    const entity = this.pick(flightSchema.entities).name;
    const instance = from.filter((source) => source.kind !== 'derived' && source.entity === entity);
    const own = { entity, instance: instance.length };
    const scope = { from: derived ? from : [...from, own], depth };
    const join = this.chance(0.3)
      ? ({ kind: 'cross' } as const)
      : ({
          kind: 'condition',
          condition: this.condition(scope, 1),
          optional: this.chance(0.3),
        } as const);
    const joined = from.length > 0 ? { join } : {};
    return derived
      ? { kind: 'derived', query: this.query(depth + 1), ...joined }
      : { ...(this.chance(0.2) && { kind: 'entity' as const }), ...own, ...joined };
  }

  private key(expression: Expression): OrderKey {
    const nulls = this.pick(['first', 'last', undefined] as const);
    return { expression, descending: this.chance(0.5), ...(nulls && { nulls }) };
  }

  private rows(): { limit?: number; offset?: number } {
    return {
      ...(this.chance(0.2) && { limit: this.pick([0, 1, 3, 17]) }),
      ...(this.chance(0.2) && { offset: this.pick([0, 1, 3, 17]) }),
    };
  }

  private expression(scope: Scope, size: number): Expression {
    if (size === 0 || this.chance(0.4)) return this.leaf(scope);
    const part = (): Expression => this.expression(scope, size - 1);
    switch (this.below(7)) {
      case 0:
        return {
          kind: 'aggregate',
          function: this.pick(['count', 'sum', 'avg', 'min', 'max']),
          distinct: this.chance(0.3),
          argument: part(),
        };
      case 1:
        return {
          kind: 'arithmetic',
          operator: this.pick(['+', '-', '*', '/']),
          left: part(),
          right: part(),
        };
      case 2: {
        const name = this.pick(functionNames);
        const { min, max } = argumentCounts(name);
        const length = min + this.below(Math.min(3, max - min + 1));
        return {
          kind: 'call',
          function: name,
          ...(functionCatalogue[name].unit && { unit: this.pick(timeUnits) }),
          arguments: Array.from({ length }, part),
        };
      }
      case 3:
        return {
          kind: 'cast',
          type: this.pick(['text', 'integer', 'real', 'date', 'datetime']),
          argument: part(),
        };
      case 4: {
        const branch = () => ({ when: this.condition(scope, 1), then: part() });
        return {
          kind: 'case',
          branches: this.chance(0.5) ? [branch()] : [branch(), branch()],
          ...(this.chance(0.6) && { otherwise: part() }),
        };
      }
      case 5: {
        const name = this.pick(['row_number', 'rank', 'lag', 'lead', 'sum', 'count'] as const);
        const offset = name === 'lag' || name === 'lead' ? this.pick([undefined, 1, 3]) : undefined;
        const ranks = name === 'row_number' || name === 'rank';
        return {
          kind: 'window',
          function: name,
          ...(!ranks && { argument: name === 'count' ? ({ kind: 'star' } as const) : part() }),
          ...(offset !== undefined && { offset }),
          partitionBy: this.chance(0.5) ? [part()] : [],
          orderBy: this.chance(0.5) ? [this.key(part())] : [],
        };
      }
      default:
        return scope.depth < 2
          ? { kind: 'subquery', query: this.query(scope.depth + 1) }
          : this.leaf(scope);
    }
  }

  private leaf(scope: Scope): Expression {
    if (this.chance(0.3))
      return { kind: 'literal', value: this.pick([...constants, true, false, null]) };
    const derived = scope.from.filter((source) => source.kind === 'derived').length;
    if (derived > 0 && this.chance(0.4))
      return {
        kind: 'column',
        source: this.below(derived),
        column: this.below(11),
        ...this.outer(scope),
      };
    return this.field(scope);
  }

  private field(scope: Scope): FieldReference {
    const entities = scope.from.flatMap((source) => (source.kind === 'derived' ? [] : [source]));
    const use = this.pick(entities.length > 0 ? entities : [{ entity: 'flight', instance: 0 }]);
    const { fields } = flightSchema.entities.find(({ name }) => name === use.entity)!;
    return {
      kind: 'field',
      entity: use.entity,
      instance: use.instance,
      field: this.pick(fields).name,
      ...this.outer(scope),
    };
  }

  private outer({ depth }: Scope): { outer?: number } {
    const outer = this.pick([undefined, undefined, 0, Math.min(depth, 1)]);
    return outer === undefined ? {} : { outer };
  }

  private condition(scope: Scope, size: number): Condition {
    const value = (): Expression => this.expression(scope, 1);
    const negated = this.chance(0.4);
    const literal = (): Expression => ({ kind: 'literal', value: this.pick([...constants, true]) });
    switch (this.below(size > 0 ? 7 : 5)) {
      case 0:
        return { kind: 'null', negated, value: value() };
      case 1:
        return { kind: 'between', negated, value: value(), low: value(), high: value() };
      case 2:
        return { kind: 'in', negated, value: value(), set: [literal(), literal()] };
      case 3: {
        const operator = negated ? 'not like' : 'like';
        const pattern = this.pick(['%Rome%', 'Rome%', '%50\\%%', '%a\\_b', 'Rome', '%\\R_me%']);
        const right: Expression = this.chance(0.2)
          ? this.field(scope)
          : { kind: 'literal', value: pattern };
        return { kind: 'compare', operator, left: value(), right };
      }
      case 4: {
        const operator = this.pick(['=', '!=', '<', '<=', '>', '>='] as const);
        return { kind: 'compare', operator, left: value(), right: value() };
      }
      case 5:
        return scope.depth < 2
          ? { kind: 'exists', negated, query: this.query(scope.depth + 1) }
          : { kind: 'null', negated, value: value() };
      default: {
        const parts = 1 + this.below(3);
        const conditions = Array.from({ length: parts }, () => this.condition(scope, size - 1));
        return { kind: this.pick(['and', 'or']), conditions };
      }
    }
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private below(end: number): number {
    return Math.floor(this.random() * end);
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
}

interface Scope {
  readonly from: readonly Source[];
  readonly depth: number;
}
