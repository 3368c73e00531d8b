import { describe, expect, it } from 'vitest';
import type { DatabaseSchema } from '@momq/dialect';
import { bindModel } from './bind-model.js';
import type { OsiDocument, OsiExpression } from './osi-document.js';
import { documentOf, parseDocumentText } from './read-document.js';
import { modelOf } from './read-model.js';

const schema: DatabaseSchema = {
  name: 'shop',
  family: 'relational',
  entities: [
    {
      name: 't_ord',
      fields: [
        { name: 'id', type: 'integer', primaryKey: true },
        { name: 'cust', type: 'integer' },
        { name: 'amt', type: 'integer' },
        { name: 'St', type: 'integer', comment: 'state' },
      ],
    },
    {
      name: 't_cust',
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'secret', type: 'text' },
      ],
    },
    {
      name: 'hr.person',
      namespace: 'hr',
      path: ['hr', 'person'],
      fields: [{ name: 'id', type: 'integer' }],
    },
    {
      name: 'crm.person',
      namespace: 'crm',
      path: ['crm', 'person'],
      fields: [{ name: 'id', type: 'integer' }],
    },
  ],
  links: [
    {
      name: 't_ord.cust',
      from: { entity: 't_ord', fields: ['cust'] },
      to: { entity: 't_cust', fields: ['id'] },
      fields: [],
      inferred: true,
    },
  ],
};

const sql = (expression: string): OsiExpression => ({
  dialects: [{ dialect: 'ANSI_SQL', expression }],
});
const hidden = [{ vendor_name: 'MOMQ', data: '{"hidden": true}' }];

const document: OsiDocument = {
  version: '0.2.0.dev0',
  semantic_model: [
    {
      name: 'shop',
      datasets: [
        {
          name: 'orders',
          source: 'warehouse.public.T_ORD',
          description: 'what was bought',
          ai_context: { synonyms: ['t ord', 'purchases'] },
          fields: [
            { name: 'amount', expression: sql('orders.amt') },
            {
              name: 'state',
              expression: sql('"St"'),
              custom_extensions: [{ vendor_name: 'momq', data: '{"codes": {"3": "cancelled"}}' }],
            },
            { name: 'gross', expression: sql('amt * 119 / 100'), datatype: 'Integer' },
          ],
        },
        {
          name: 'customers',
          source: 't_cust',
          primary_key: ['id'],
          fields: [{ name: 'secret', expression: sql('secret'), custom_extensions: hidden }],
        },
        { name: 'staff', source: 'hr.person', custom_extensions: hidden },
      ],
      relationships: [
        {
          name: 'r',
          from: 'orders',
          to: 'customers',
          from_columns: ['cust'],
          to_columns: ['id'],
        },
      ],
      metrics: [
        {
          name: 'per customer',
          expression: sql('SUM(orders.gross) / NULLIF(COUNT(DISTINCT customers.id), 0)'),
          datatype: 'Decimal',
        },
        { name: 'odd', expression: sql('PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY orders.amt)') },
        { name: 'twice', expression: sql('SUM(LENGTH(customers.secret)) + SUM(orders.amt)') },
      ],
    },
  ],
};

const bind = (given: OsiDocument) => bindModel(modelOf(documentOf(given)), schema, 'tiny');

describe('bindModel', () => {
  const teaching = bind(document);
  const entity = (name: string) => teaching.schema.entities.find((each) => each.name === name);

  it('gives names, comments, meanings and keys to the schema, and leaves the given one alone', () => {
    expect(entity('t_ord')).toMatchObject({
      aliases: ['orders', 'purchases'],
      comment: 'what was bought',
    });
    expect(entity('t_ord')?.fields).toMatchObject([
      { name: 'id' },
      { name: 'cust' },
      { name: 'amt', aliases: ['amount'] },
      {
        name: 'St',
        aliases: ['state'],
        comment: 'state',
        meanings: [{ value: 3, names: ['cancelled'] }],
      },
    ]);
    expect(entity('t_cust')?.fields).toEqual([{ name: 'id', type: 'integer', primaryKey: true }]);
    expect(schema.entities[0]).not.toHaveProperty('aliases');
  });

  it('hides tables and columns from questions alone', () => {
    expect(teaching.schema.entities.map(({ name }) => name)).toEqual([
      't_ord',
      't_cust',
      'crm.person',
    ]);
    expect(teaching.whole.entities).toHaveLength(4);
    expect(teaching.whole.entities[1]?.fields).toHaveLength(2);
  });

  it('makes a concluded link a declared one', () => {
    expect(teaching.schema.links).toEqual([
      expect.objectContaining({ name: 't_ord.cust', taught: true }),
    ]);
    expect(teaching.schema.links[0]).not.toHaveProperty('inferred');
  });

  it('defines computed fields and metrics, over the rows of one table', () => {
    expect(teaching.definitions.map(({ entity, field, type }) => [entity, field, type])).toEqual([
      ['t_ord', 'gross', 'integer'],
      ['t_ord', 'per customer', 'real'],
    ]);
    const [, ratio] = teaching.definitions;
    // gross is written out, customers.id is the column that refers to it, the ratio is no whole number
    expect(JSON.stringify(ratio?.expression)).toBe(
      '{"kind":"arithmetic","operator":"/","left":{"kind":"cast","type":"real","argument":{"kind":"aggregate","function":"sum","distinct":false,"argument":{"kind":"arithmetic","operator":"/","left":{"kind":"arithmetic","operator":"*","left":{"kind":"field","entity":"t_ord","instance":0,"field":"amt"},"right":{"kind":"literal","value":119}},"right":{"kind":"literal","value":100}}}},"right":{"kind":"aggregate","function":"count","distinct":true,"argument":{"kind":"field","entity":"t_ord","instance":0,"field":"cust"}}}',
    );
  });

  it('leaves to prompts what the logical form cannot say, with a note', () => {
    expect(teaching.metrics.map(({ name }) => name)).toEqual(['per customer', 'odd', 'twice']);
    expect(teaching.notes).toEqual([
      expect.stringMatching(/metric odd is told to language models only.*percentile_cont/),
      expect.stringMatching(/metric twice is told to language models only.*more than once/),
    ]);
  });

  it('takes examples of its dialect', () => {
    const examples = [
      { question: 'a', query: '1' },
      { question: 'b', query: '2', dialect: 'tiny' },
      { question: 'c', query: '3', dialect: 'other' },
    ];
    const model = { ...modelOf(documentOf(document)), examples };
    expect(bindModel(model, schema, 'tiny').examples.map(({ question }) => question)).toEqual([
      'a',
      'b',
    ]);
  });
});

const text = (more: string): string => `version: 0.1.1
semantic_model:
  - name: s
    datasets:
      - name: orders
        source: t_ord
${more}`;
const metric = (expression: string): string =>
  text(
    `    metrics: [{name: m, expression: {dialects: [{dialect: ANSI_SQL, expression: "${expression}"}]}}]`,
  );

describe('names that are not there', () => {
  it.each<[string, string, RegExp]>([
    [
      'a table',
      text('      - name: x\n        source: t_ordd'),
      /:8:17: dataset x: expected a table of the database, got t_ordd\. Did you mean t_ord\?/,
    ],
    [
      'a table of two schemas',
      text('      - name: x\n        source: person'),
      /expected one table, got person, which hr\.person and crm\.person are called/,
    ],
    ['another schema', text('      - name: x\n        source: sales.person'), /expected a table/],
    [
      'a column',
      text(
        '        fields: [{name: a, expression: {dialects: [{dialect: ANSI_SQL, expression: amount}]}}]',
      ),
      /:7:18: expected a column of t_ord, got amount\. There are id, cust, amt, St\./,
    ],
    [
      'a key',
      text('        primary_key: [idd]'),
      /expected a column of t_ord, got idd\. Did you mean id\?/,
    ],
    [
      'a dataset of a relationship',
      text(
        '    relationships: [{name: r, from: orders, to: client, from_columns: [cust], to_columns: [id]}]',
      ),
      /relationship r: expected a dataset of the file, got client\. There is orders\./,
    ],
    [
      'a column of a relationship',
      text(
        '    relationships: [{name: r, from: orders, to: orders, from_columns: [custm], to_columns: [id]}]',
      ),
      /got custm\. Did you mean cust\?/,
    ],
    [
      'a dataset of a metric',
      metric('SUM(order.amt)'),
      /metric m: expected a dataset, got order\. Did you mean orders\?/,
    ],
    [
      'a field of a metric',
      metric('SUM(orders.total)'),
      /metric m: expected a field of orders, got total/,
    ],
    ['no dataset', metric('SUM(amt)'), /metric m: expected dataset\.field, got amt/],
  ])('%s', async (_what, given, message) => {
    const model = modelOf(await parseDocumentText(given, 'shop.osi.yaml'));
    expect(() => bindModel(model, schema, 'tiny')).toThrow(
      expect.objectContaining({
        code: 'SEMANTICS_UNKNOWN_NAME',
        message: expect.stringMatching(message),
      }),
    );
  });

  it('are no mistake in a dbt project, but columns of known tables are', async () => {
    const of = async (columns: string) =>
      modelOf(
        await parseDocumentText(
          `models:\n  - name: elsewhere\n    columns: [{name: x}]\n  - name: t_cust\n    columns: [${columns}]`,
          'schema.yml',
        ),
      );
    const { notes } = bindModel(await of('{name: ID, description: key}'), schema, 'tiny');
    expect(notes).toEqual([
      'schema.yml:2:5: elsewhere is no table of this database, and is left out.',
    ]);
    const wrong = await of('{name: ids}');
    expect(() => bindModel(wrong, schema, 'tiny')).toThrow(
      'schema.yml:5:15: expected a column of t_cust, got ids',
    );
  });
});

describe('relationships over a graph', () => {
  const graph = (links: DatabaseSchema['links']): DatabaseSchema => ({
    name: 'shop',
    family: 'graph',
    entities: [
      {
        name: 'ord',
        fields: [
          { name: 'cust', type: 'integer' },
          { name: 'town', type: 'text' },
        ],
      },
      {
        name: 'cust',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'city', type: 'text' },
        ],
      },
    ],
    links,
  });
  const edge = {
    name: 'PLACED_BY',
    from: { entity: 'ord', fields: [] },
    to: { entity: 'cust', fields: [] },
    fields: [],
  };
  const teach = async (columns: string, links: DatabaseSchema['links']) =>
    bindModel(
      modelOf(
        await parseDocumentText(
          `version: 0.1.1
semantic_model:
  - name: s
    datasets: [{name: o, source: ord}, {name: c, source: cust}]
    relationships: [{name: r, from: o, to: c, ${columns}}]
`,
          'shop.osi.yaml',
        ),
      ),
      graph(links),
      'tiny',
    );

  it('compare properties that no relationship stands for', async () => {
    const { schema: taught, notes } = await teach('from_columns: [town], to_columns: [city]', [
      edge,
    ]);
    expect(taught.links).toEqual([
      edge,
      {
        name: 'ord.town',
        from: { entity: 'ord', fields: ['town'] },
        to: { entity: 'cust', fields: ['city'] },
        fields: [],
        taught: true,
      },
    ]);
    expect(notes).toEqual([]);
  });

  it.each([
    [
      'a key that the graph says by a relationship',
      'cust',
      'id',
      /the graph has PLACED_BY between ord and cust/,
    ],
    [
      'a property that is not there',
      'customer_no',
      'id',
      /does not have these properties|PLACED_BY/,
    ],
    [
      'one of several properties that is not there',
      'town, zip',
      'city, id',
      /does not have these properties/,
    ],
  ])('leave out %s', async (_what, from, to, why) => {
    const { schema: taught, notes } = await teach(`from_columns: [${from}], to_columns: [${to}]`, [
      edge,
    ]);
    expect(taught.links).toEqual([edge]);
    expect(notes).toEqual([expect.stringMatching(why)]);
  });
});
