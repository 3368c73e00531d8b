import { expect, it } from 'vitest';
import { formatTable } from './table.js';

it('lays out columns and says how many rows it left out', () => {
  const rows = [
    ['Ada', 1n],
    ['a name\nof two lines', null],
    ['third', 3],
  ];
  expect(formatTable({ columns: ['name', 'n'], rows }, 2).split('\n')).toEqual([
    'name                 n',
    '───────────────────  ────',
    'Ada                  1',
    'a name of two lines  NULL',
    '… and 1 more',
  ]);
});

it('shortens wide cells and shows nested values as JSON', () => {
  const text = formatTable(
    { columns: ['value'], rows: [['x'.repeat(50)], [{ id: 10n ** 20n }], [[1, 2]]] },
    5,
  );
  expect(text.split('\n').slice(2)).toEqual([
    `${'x'.repeat(39)}…`,
    '{"id":"100000000000000000000"}',
    '[1,2]',
  ]);
});
