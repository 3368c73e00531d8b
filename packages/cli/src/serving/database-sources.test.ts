import { expect, it } from 'vitest';
import { readSources } from './database-sources.js';

it.each([
  ['shop=data/a.sqlite', 'shop', 'data/a.sqlite'],
  ['data/My shop.v2.sqlite', 'My-shop.v2', 'data/My shop.v2.sqlite'],
  ['postgres://bob:s3cret@db.example.org/sales', 'sales', undefined],
  ['bolt://neo:s3cret@localhost', 'localhost', undefined],
  ['kv=host=h password=p', 'kv', 'host=h password=p'],
])('reads %s', (value, name, source = value) => {
  expect(readSources([value])).toEqual([{ name, source }]);
});

it('refuses two databases of one name, and a source without one', () => {
  expect(() => readSources(['a/shop.db', 'b/shop.db'])).toThrow(/shop twice/);
  expect(() => readSources(['postgres://'])).toThrow(/--db: expected a source with a name/);
});
