import type { Value } from '@momq/dialect';

/**
 * A template, a wording that one of its fillings must have, and the rows that somebody with pencil and paper gives for it over the
 * small shop.
 */
export type ShopAnswer = readonly [
  template: string,
  wording: string,
  rows: readonly (readonly Value[])[],
];
