import type { EntitySource } from '@momq/dialect';
import { f, up, use } from './logical-builders.js';

/* Sources and fields of the farm that many cases use. */
export const animal = [use('animal')];
export const order = [use('Order')];
export const name = f('animal', 'name');
export const weight = f('animal', 'weight');
export const milk = f('Order', 'kg milk');
export const orderOfAnimal: EntitySource[] = [
  use('Order'),
  {
    ...use('animal'),
    join: { kind: 'link', link: 'Order.Animal', with: use('Order'), optional: false },
  },
];
export const animalWithOrders: EntitySource[] = [
  use('animal'),
  {
    ...use('Order'),
    join: { kind: 'link', link: 'Order.Animal', with: use('animal'), optional: true },
  },
];
export const withMother: EntitySource[] = [
  use('animal'),
  {
    ...use('animal', 1),
    join: { kind: 'link', link: 'animal.mother', with: use('animal'), optional: false },
  },
];
export const animalInBarn: EntitySource[] = [
  use('animal'),
  {
    ...use('barn'),
    join: {
      kind: 'fields',
      left: f('animal', 'barn'),
      right: f('barn', 'number'),
      optional: false,
    },
  },
];
export const byId = { orderBy: [up(f('animal', 'id'))] };
