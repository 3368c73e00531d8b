import type { DatabaseContent, EntityField, FieldType, Value } from '@momq/dialect';

/** The first integer that a double does not hold. */
const first = 9007199254740993n;

const field = (name: string, type: FieldType, primaryKey?: true): EntityField => ({
  name,
  type,
  ...(primaryKey && { primaryKey }),
});

/** Accounts and their transfers, whose keys and amounts are beyond 2^53 and differ in the last digit only. */
export function ledger(): DatabaseContent {
  const accounts = Array.from({ length: 30 }, (_, row): Value[] => [
    first + BigInt(row),
    `Account ${row}`,
    2n * first + BigInt(row % 25),
    ['north', 'south', 'east'][row % 3]!,
    12345678.123456789 + row,
    `\\x${row.toString(16).padStart(8, '0')}`,
  ]);
  const transfers = Array.from({ length: 90 }, (_, row): Value[] => [
    3n * first + BigInt(row),
    first + BigInt((row * 7) % 24),
    first + BigInt((row * 31) % 64),
    row % 5 === 0 ? null : ['rent', 'food', 'wage'][row % 3]!,
    `2023-${String((row % 12) + 1).padStart(2, '0')}-${String((row % 28) + 1).padStart(2, '0')}`,
  ]);
  return {
    schema: {
      name: 'ledger',
      family: 'relational',
      entities: [
        {
          name: 'account',
          fields: [
            field('id', 'integer', true),
            field('name', 'text'),
            field('balance', 'integer'),
            field('region', 'text'),
            field('rate', 'real'),
            field('token', 'other'),
          ],
        },
        {
          name: 'transfer',
          fields: [
            field('id', 'integer', true),
            field('account_id', 'integer'),
            field('amount', 'integer'),
            field('note', 'text'),
            field('day', 'date'),
          ],
        },
      ],
      links: [
        {
          name: 'account',
          from: { entity: 'transfer', fields: ['account_id'] },
          to: { entity: 'account', fields: ['id'] },
          fields: [],
        },
      ],
    },
    rows: { account: accounts, transfer: transfers },
  };
}
