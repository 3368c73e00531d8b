import { expect, it } from 'vitest';
import type { DatabaseSchema, EntityField } from '@momq/dialect';
import { renderSqlSchema } from './sql-schema-text.js';

const identifiers = { plain: /^[a-z_]+$/, reserved: new Set<string>() };

function tableOf(fields: readonly EntityField[], more: object = {}): string {
  const schema: DatabaseSchema = {
    name: 'hotel',
    family: 'relational',
    entities: [{ name: 'booking', fields, ...more }],
    links: [],
  };
  return renderSqlSchema(schema, identifiers);
}

it('says what people wrote, what is required and which values there are', () => {
  expect(
    tableOf(
      [
        { name: 'id', type: 'integer', primaryKey: true, nullable: false },
        { name: 'state', type: 'text', nullable: false, allowedValues: ['open', "guest's"] },
        { name: 'paid', type: 'real', comment: 'in euros', samples: [12.5, null, 90n] },
      ],
      { kind: 'materialized-view', comment: 'One row a stay' },
    ),
  ).toBe(
    'CREATE TABLE booking /* materialized view; One row a stay */ (' +
      "id integer PRIMARY KEY, state text NOT NULL /* one of 'open', 'guest''s' */, " +
      'paid real /* in euros; for example 12.5, 90 */);',
  );
});

it('keeps a comment on its line and inside its marks, and long samples out', () => {
  expect(
    tableOf([
      {
        name: 'note',
        type: 'text',
        comment: 'free */ text\nof two lines',
        samples: ['x'.repeat(41)],
      },
    ]),
  ).toBe('CREATE TABLE booking (note text /* free * / text of two lines */);');
});

it('says what people call a table and a column, and what codes stand for', () => {
  expect(
    tableOf(
      [
        {
          name: 'st',
          type: 'text',
          aliases: ['state'],
          meanings: [{ value: 'C', names: ['cancelled', 'annulled'] }],
          samples: ['C'],
        },
      ],
      { aliases: ['stay'] },
    ),
  ).toBe(
    "CREATE TABLE booking /* also called stay */ (st text /* also called state; 'C' is cancelled or annulled */);",
  );
});
