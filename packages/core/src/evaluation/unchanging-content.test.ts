import { expect, it } from 'vitest';
import type { DatabaseContent } from '@momq/dialect';
import { unchangingContent } from './unchanging-content.js';

it('reads a database again while it is the same, and notices another row, whichever database that is', async () => {
  const rows = { shop: [[1n, 'Pen']], other: [[1n, 'Ink']] };
  const content = unchangingContent((dbId) =>
    Promise.resolve({
      schema: {
        name: dbId,
        family: 'relational',
        entities: [{ name: 'item', fields: [] }],
        links: [],
      },
      rows: { item: rows[dbId as keyof typeof rows] },
    } satisfies DatabaseContent),
  );
  await content('shop');
  await content('other');
  expect((await content('shop')).rows['item']).toEqual([[1n, 'Pen']]);
  rows.shop = [[1n, 'Pencil']];
  await expect(content('shop')).rejects.toMatchObject({
    code: 'DATABASE_OPEN',
    message: expect.stringMatching(/database shop: expected it as it was.*run again/i) as string,
  });
  await content('other');
});
