import type { DatabaseSchema } from '@momq/dialect';
import { expect, it } from 'vitest';

import { standardQuotes } from './standard-quotes.js';

const schema: DatabaseSchema = {
  name: 's',
  family: 'relational',
  entities: [{ name: 'Head', fields: [{ name: 'born_state', type: 'text' }] }],
  links: [],
};

it('turns double-quoted text into strings, but not names', () => {
  expect(
    standardQuotes(
      `SELECT "Born_State" FROM "head" WHERE born_state = "Côte d'Or" OR x = 'say "hi"'`,
      schema,
    ),
  ).toBe(`SELECT "Born_State" FROM "head" WHERE born_state = 'Côte d''Or' OR x = 'say "hi"'`);
});
