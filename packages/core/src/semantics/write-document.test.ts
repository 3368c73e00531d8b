import { describe, expect, it } from 'vitest';
import type { DatabaseSchema } from '@momq/dialect';
import { bindModel } from './bind-model.js';
import { parseDocumentText } from './read-document.js';
import { modelOf } from './read-model.js';
import { writeDocument } from './write-document.js';

const schema: DatabaseSchema = {
  name: 'shop',
  family: 'relational',
  entities: [
    {
      name: 't_ord',
      comment: 'what was bought',
      fields: [
        { name: 'id', type: 'integer', primaryKey: true },
        { name: 'st', type: 'integer' },
        { name: 'net amount', type: 'real', comment: 'in "euros"\nwithout tax' },
        { name: 'cust', type: 'integer' },
      ],
    },
    {
      name: 'sales.t-cust',
      namespace: 'sales',
      path: ['sales', 't-cust'],
      fields: [{ name: 'id', type: 'integer' }],
    },
  ],
  links: [
    {
      name: 't_ord.cust',
      from: { entity: 't_ord', fields: ['cust'] },
      to: { entity: 'sales.t-cust', fields: ['id'] },
      fields: [],
      inferred: true,
    },
  ],
};
const codes = [{ entity: 't_ord', field: 'st', codes: ['1', '2'] }];
const bind = async (text: string) =>
  bindModel(modelOf(await parseDocumentText(text, 'shop.osi.yaml')), schema, 'tiny');

describe('a new file', () => {
  it('has what the database says, fits it, and shows what is concluded', async () => {
    const { text, added } = await writeDocument({ schema, codes });
    expect(text).toContain('# What people call');
    expect(text).toMatch(/# concluded from names and values: check it\n\s+- name: t_ord\.cust/);
    expect(text).toMatch(/data: \|\n\s+\{"codes": \{\n\s+"1": "",\n\s+"2": ""\n\s+\}\}/);
    expect(added).toEqual([
      't_ord',
      't_ord.id',
      't_ord.st',
      't_ord.net amount',
      't_ord.cust',
      'sales.t-cust',
      'sales.t-cust.id',
      't_ord.cust',
    ]);
    const teaching = await bind(text);
    expect(teaching.notes).toEqual([]);
    expect(teaching.definitions).toEqual([]);
    expect(teaching.schema.entities).toEqual(schema.entities);
    expect(teaching.schema.links).toMatchObject([{ name: 't_ord.cust', taught: true }]);
  });

  it('teaches once it is filled in', async () => {
    const { text } = await writeDocument({ schema, codes });
    const filled = text
      .replace('name: t_ord\n', 'name: orders\n')
      .replace('from: t_ord', 'from: orders')
      .replace('"2": ""', '"2": "paid"')
      .replace('synonyms: []', 'synonyms: [purchases]');
    const [orders] = (await bind(filled)).schema.entities;
    expect(orders).toMatchObject({ aliases: ['orders', 'purchases'] });
    expect(orders?.fields[1]?.meanings).toEqual([{ value: 2, names: ['paid'] }]);
  });
});

describe('an existing file', () => {
  const text = `# ours
version: 0.1.1
semantic_model:
  - name: shop # the shop
    datasets:
      - name: orders
        source: t_ord
        # said by Kim
        description: orders of the shop
        fields:
          - name: state
            expression: { dialects: [{ dialect: ANSI_SQL, expression: orders.st }] }
`;

  it('keeps what it has, comments too, and is given what is new', async () => {
    const existing = { text, name: 'shop.osi.yaml' };
    const { text: written, added } = await writeDocument({ schema, codes, existing });
    expect(added).toEqual([
      't_ord.id',
      't_ord.net amount',
      't_ord.cust',
      'sales.t-cust',
      't_ord.cust',
    ]);
    for (const line of ['# ours', 'name: shop # the shop', '# said by Kim', 'name: state'])
      expect(written).toContain(line);
    expect(written).toContain('from: orders');
    expect((await bind(written)).notes).toEqual([]);
    const again = await writeDocument({ schema, codes, existing: { ...existing, text: written } });
    expect(again).toEqual({ text: written, added: [] });
  });

  it('is no other file', async () => {
    await expect(
      writeDocument({ schema, existing: { text: 'a: 1', name: 'notes.yaml' } }),
    ).rejects.toMatchObject({ code: 'SEMANTICS_INVALID' });
  });
});
