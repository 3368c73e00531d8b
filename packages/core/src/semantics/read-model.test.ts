import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocumentText } from './read-document.js';
import { modelOf, readModel } from './read-model.js';

const field = (name: string, more = ''): string => `
          - name: ${name}
            expression:
              dialects:
                - dialect: ANSI_SQL
                  expression: ${name}${more}`;

/** Every construct of the format. */
const whole = `
# what the shop calls things
version: 0.2.0.dev0
semantic_model:
  - name: shop
    description: Orders of a shop
    ai_context:
      instructions: Amounts are in cents.
      examples: [Who buys most?]
    datasets:
      - name: orders
        source: sales."T-ORD"
        primary_key: [order_id]
        unique_keys: [[order_id], [number, year]]
        description: One row an order
        ai_context: purchases, bookings
        fields:${field('order_id')}${field(
          'status',
          `
            datatype: Integer
            label: filter
            dimension: { is_time: false }
            custom_extensions:
              - vendor_name: MOMQ
                data: '{"codes": {"1": "open", "3": ["cancelled", "annulled"], "9": ""}}'
              - vendor_name: DBT
                data: 'anything'`,
        )}
        metrics:
          - name: revenue
            expression: { dialects: [{ dialect: ANSI_SQL, expression: SUM(amount) }] }
            datatype: Decimal
      - name: recent
        source: SELECT * FROM orders WHERE year = 2024
      - name: events
        source: { kind: file, format: parquet, locations: [s3://a/*.parquet] }
    relationships:
      - name: orders_to_customers
        from: orders
        to: customers
        from_columns: [customer_id]
        to_columns: [id]
    metrics:
      - name: per_customer
        expression: { dialects: [{ dialect: DAX, expression: "DIVIDE(1, 2)" }] }
        ai_context: { synonyms: [spend per head] }
    custom_extensions:
      - vendor_name: MOMQ
        data: '{"examples": [{"question": "Who?", "query": "SELECT 1", "dialect": "sqlite"}]}'
`;

const read = async (text: string) => modelOf(await parseDocumentText(text, 'shop.osi.yaml'));

describe('an Open Semantic Interchange document', () => {
  it('is read with everything that it says', async () => {
    const model = await read(whole);
    expect(model.datasets).toMatchObject([
      {
        name: 'orders',
        source: ['sales', 'T-ORD'],
        aliases: ['purchases', 'bookings'],
        description: 'One row an order',
        primaryKey: ['order_id'],
        hidden: false,
        fields: [
          { name: 'order_id', expression: 'order_id', codes: [] },
          {
            name: 'status',
            codes: [
              { code: '1', names: ['open'] },
              { code: '3', names: ['cancelled', 'annulled'] },
            ],
          },
        ],
      },
    ]);
    expect(model.relationships).toMatchObject([
      { from: 'orders', to: 'customers', fromColumns: ['customer_id'], toColumns: ['id'] },
    ]);
    expect(model.metrics).toMatchObject([
      { name: 'per_customer', aliases: ['spend per head'] },
      { name: 'revenue', dataset: 'orders', expression: 'SUM(amount)', datatype: 'Decimal' },
    ]);
    expect(model.metrics[0]).not.toHaveProperty('expression');
    expect(model.examples).toEqual([{ question: 'Who?', query: 'SELECT 1', dialect: 'sqlite' }]);
    expect(model.instructions).toEqual([
      'Orders of a shop',
      'Amounts are in cents.',
      'People ask, for example: Who buys most?',
    ]);
    expect(model.notes).toHaveLength(2);
    expect(model.notes[0]).toContain('dataset recent is left out');
  });

  it('is read from code, from JSON, and without values under optional keys', async () => {
    const document = {
      version: '0.1.1',
      semantic_model: [{ name: 's', datasets: [{ name: 'a', source: 't' }] }],
    };
    expect((await readModel(document)).datasets).toMatchObject([{ source: ['t'] }]);
    expect((await read(JSON.stringify(document))).datasets).toMatchObject([{ source: ['t'] }]);
    const empty =
      'version: 0.1.1\nsemantic_model: [{name: s, description: , datasets: [{name: a, source: t, fields: }]}]';
    expect((await read(empty)).datasets).toMatchObject([{ fields: [] }]);
  });

  it('takes quoted values that are indented as in the published examples', async () => {
    const text = `version: 0.2.0.dev0
semantic_model:
  - name: s
    datasets: [{ name: a, source: t }]
    custom_extensions:
      - vendor_name: MOMQ
        data: '{
          "examples": [{ "question": "Who''s there?", "query": "SELECT 1" }]
        }'
      - vendor_name: DBT
        data: "{
      }"
    metrics: [{ name: m }]
`;
    await expect(read(text)).rejects.toThrow('shop.osi.yaml:13:15: semantic_model[0].metrics[0]');
    const { examples } = await read(text.replace('[{ name: m }]', '[]'));
    expect(examples).toEqual([{ question: "Who's there?", query: 'SELECT 1' }]);
  });

  it('keeps unknown keys and words as remarks, with their places', async () => {
    const { notes } = await read(
      'version: 0.1.1\nsemantic_model:\n  - name: s\n    dataset: []\n    datasets: [{name: a, source: t}]\n    metrics: [{name: m, expression: {dialects: [{dialect: ORACLE, expression: x}]}}]',
    );
    expect(notes).toEqual([
      expect.stringMatching(/^shop\.osi\.yaml:4:14: .*dataset: unknown key.*mean datasets\?/),
      expect.stringMatching(/^shop\.osi\.yaml:6:.*ORACLE is no expression dialect/),
    ]);
  });
});

const models = (text: string): string => `version: 0.2.0.dev0\nsemantic_model:\n${text}`;
const dataset = (text: string): string =>
  models(`  - name: s\n    datasets:\n      - name: a\n        source: t\n${text}`);

describe('a document that is not as it should be', () => {
  it.each<[string, string, string, RegExp]>([
    ['no YAML', 'a: [1', 'SEMANTICS_INVALID', /^shop\.osi\.yaml:1:\d+: expected YAML/],
    ['a key twice', 'version: 1\nversion: 2', 'SEMANTICS_INVALID', /:2:1: .*unique/],
    ['nothing', '', 'SEMANTICS_INVALID', /expected semantic_model.*got neither/],
    [
      'an ontology',
      'version: 0.2.0.dev0\nontology: []',
      'SEMANTICS_INVALID',
      /got version, ontology/,
    ],
    ['a list', '- 1', 'SEMANTICS_INVALID', /got neither/],
    [
      'an unknown version',
      'version: 7.0\nsemantic_model: []',
      'SEMANTICS_VERSION',
      /^shop\.osi\.yaml:1:10: expected version 0\.1\.1 or 0\.2\.0\.dev0 .*got 7/,
    ],
    ['no version', 'semantic_model: []', 'SEMANTICS_VERSION', /got none/],
    [
      'no models',
      models('  []'),
      'SEMANTICS_INVALID',
      /semantic_model: expected a list with at least one/,
    ],
    [
      'no datasets',
      models('  - name: s'),
      'SEMANTICS_INVALID',
      /:3:5: .*expected datasets, got none/,
    ],
    [
      'a text for a list',
      models('  - name: s\n    datasets: orders'),
      'SEMANTICS_INVALID',
      /:4:15: .*expected a list, got "orders"/,
    ],
    [
      'no name',
      models('  - name: s\n    datasets: [{source: t}]'),
      'SEMANTICS_INVALID',
      /expected name, got none/,
    ],
    [
      'a number for a name',
      models('  - name: 5\n    datasets: [{name: a, source: t}]'),
      'SEMANTICS_INVALID',
      /expected text, got 5/,
    ],
    [
      'a field without expression',
      dataset('        fields: [{name: x}]'),
      'SEMANTICS_INVALID',
      /expected expression, got none/,
    ],
    [
      'two datasets of one name',
      dataset('      - name: a\n        source: u'),
      'SEMANTICS_INVALID',
      /:7:15: expected one dataset of the name a, got a second/,
    ],
    [
      'columns that do not pair',
      dataset(
        '    relationships:\n      - {name: r, from: a, to: a, from_columns: [x, y], to_columns: [x]}',
      ),
      'SEMANTICS_INVALID',
      /as many to_columns as from_columns \(2\), got 1/,
    ],
    [
      'an extension that is no JSON',
      dataset("        custom_extensions: [{vendor_name: MOMQ, data: 'hidden'}]"),
      'SEMANTICS_INVALID',
      /:7:55: custom extension MOMQ: expected JSON, got hidden/,
    ],
    [
      'an extension of another shape',
      dataset('        custom_extensions: [{vendor_name: MOMQ, data: {hidden: maybe}}]'),
      'SEMANTICS_INVALID',
      /expected true or false, got "maybe"/,
    ],
    [
      'codes that are no texts',
      dataset('        custom_extensions: [{vendor_name: MOMQ, data: {codes: {1: 2}}}]'),
      'SEMANTICS_INVALID',
      /expected text or a list of texts for "1", got 2/,
    ],
    [
      'dbt without a name',
      'version: 2\nmodels: [{description: x}]',
      'SEMANTICS_INVALID',
      /:2:10: expected a name/,
    ],
    [
      'dbt with a text for a list',
      'version: 2\nmodels: x',
      'SEMANTICS_INVALID',
      /models: expected a list, got string/,
    ],
  ])('%s', async (_what, text, code, message) => {
    await expect(read(text)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('has all its problems named at once, the first ten in the message', async () => {
    const fields = Array.from({ length: 12 }, (_, index) => `{name: f${index}}`).join(', ');
    await expect(read(dataset(`        fields: [${fields}]`))).rejects.toMatchObject({
      problems: expect.objectContaining({ length: 12 }),
      message: expect.stringMatching(/and 2 more problems$/),
    });
  });

  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'momq-semantics-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('cannot be read at all', async () => {
    const missing = readModel(path.join(folder, 'no.osi.yaml'));
    await expect(missing).rejects.toMatchObject({ code: 'SEMANTICS_MISSING' });
    await expect(readModel(folder)).rejects.toMatchObject({ code: 'SEMANTICS_MISSING' });
    const big = path.join(folder, 'big.yaml');
    await writeFile(big, '#'.repeat(17 * 2 ** 20));
    await expect(readModel(big)).rejects.toThrow('expected 16 MiB at most');
  });
});

describe("dbt's schema.yml", () => {
  it('gives descriptions, synonyms, accepted values and relationships', async () => {
    const model = await read(`
version: 2
models:
  - name: orders
    description: One row an order
    meta: { synonyms: [purchases] }
    columns:
      - name: status
        description: "{{ doc('status') }}"
        data_tests:
          - not_null
          - accepted_values: { arguments: { values: [open, paid] } }
      - name: customer_id
        config: { meta: { synonyms: [buyer] } }
        tests:
          - relationships:
              to: ref('customers')
              field: id
sources:
  - name: raw
    schema: landing
    tables:
      - name: customers
        identifier: T_CUST
`);
    expect(model.datasets).toMatchObject([
      {
        name: 'orders',
        source: ['orders'],
        required: false,
        aliases: ['purchases'],
        description: 'One row an order',
        fields: [
          { name: 'status', allowedValues: ['open', 'paid'] },
          { name: 'customer_id', aliases: ['buyer'] },
        ],
      },
      { name: 'customers', source: ['landing', 'T_CUST'] },
    ]);
    expect(model.datasets[0]?.fields[0]).not.toHaveProperty('description');
    expect(model.relationships).toMatchObject([
      { from: 'orders', to: 'customers', fromColumns: ['customer_id'], toColumns: ['id'] },
    ]);
  });
});
