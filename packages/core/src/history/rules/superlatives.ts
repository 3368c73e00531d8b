/** A superlative, which end of an order it names, and words of the fields that it is about, the likeliest first. */
export interface Superlative {
  /** Source of a regular expression. */
  readonly words: string;
  readonly descending: boolean;
  readonly fields: readonly string[];
}

/** Superlatives that name their field themselves; `highest`, `most` and the like need one beside them. */
export const superlatives: readonly Superlative[] = [
  { words: 'oldest|eldest', descending: true, fields: ['age'] },
  { words: 'youngest', descending: false, fields: ['age'] },
  {
    words: 'cheapest|least expensive',
    descending: false,
    fields: ['price', 'cost', 'fee', 'fare'],
  },
  {
    words: 'most expensive|priciest|dearest',
    descending: true,
    fields: ['price', 'cost', 'fee', 'fare'],
  },
  { words: 'tallest', descending: true, fields: ['height'] },
  { words: 'longest', descending: true, fields: ['length', 'duration', 'runtime'] },
  { words: 'shortest', descending: false, fields: ['height', 'length', 'duration', 'runtime'] },
  { words: 'heaviest', descending: true, fields: ['weight'] },
  { words: 'lightest', descending: false, fields: ['weight'] },
];
