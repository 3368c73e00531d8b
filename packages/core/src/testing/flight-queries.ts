import type { Condition, Expression, FieldReference, SelectQuery } from '@momq/dialect';
import type { QueryItem, QueryToken } from '../logical/query-items.js';
import { flightSchema, itemsOf, value } from './flight-schema.js';

/** All of the schema, and constants of every kind. */
export const items = itemsOf(flightSchema, [
  value('Rome', 'airport.city'),
  value(2019),
  value('blue sky'),
  value('50'),
  value('%a_b%'),
  value('ITA'),
  value('ita', 'airline.name'),
  value(-3.5),
]);

/** What an item stands for: `flight`, `flight.id`, `flight.airline!` for a link, a constant as JSON. */
export function nameOf(item: QueryItem): string {
  switch (item.kind) {
    case 'entity':
      return item.entity;
    case 'field':
      return `${item.entity}.${item.field}`;
    case 'link':
      return `${item.link}!`;
    case 'value':
      return JSON.stringify(item.value);
  }
}

/** Tokens as text: words as they are, items by {@link nameOf}. */
export function textOf(tokens: readonly QueryToken[], of: readonly QueryItem[] = items): string {
  return tokens
    .map((token) => (token.kind === 'word' ? token.word : nameOf(of[token.index]!)))
    .join(' ');
}

/** A field of a use of an entity: `flight.id`. */
export function field(name: string, instance = 0): FieldReference {
  const [entity = '', property = ''] = name.split('.');
  return { kind: 'field', entity, instance, field: property };
}

/** `SELECT flight.id FROM flight`, changed. */
export function select(change: Partial<SelectQuery>): SelectQuery {
  return {
    kind: 'select',
    from: [{ entity: 'flight', instance: 0 }],
    distinct: false,
    select: [field('flight.id')],
    groupBy: [],
    orderBy: [],
    ...change,
  };
}

/** {@link select} with a condition. */
export function where(condition: Condition): SelectQuery {
  return select({ where: condition });
}

/** A comparison; texts and numbers on the right are constants. */
export function compare(
  left: Expression,
  operator: Extract<Condition, { kind: 'compare' }>['operator'],
  right: Expression | string | number,
): Condition {
  return {
    kind: 'compare',
    operator,
    left,
    right: typeof right === 'object' ? right : { kind: 'literal', value: right },
  };
}

/** A use of airport that one of its links joins to flight. */
export const airport = (instance: number, link: string) =>
  ({
    entity: 'airport',
    instance,
    join: { kind: 'link', link, with: { entity: 'flight', instance: 0 }, optional: false },
  }) as const;
/** `count(*)`. */
export const countAll: Expression = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};
export const minutes = field('flight.minutes');
export const city = field('airport.city');
/** The cities of the airports that fulfil a condition. */
export const inAirports = (condition: Condition) =>
  select({ from: [{ entity: 'airport', instance: 0 }], select: [city], where: condition });
