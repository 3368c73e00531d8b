import type { Shape } from './document-shape.js';

const text: Shape = { kind: 'text' };
const texts: Shape = { kind: 'list', of: text };

const dialects = [
  'ANSI_SQL',
  'SNOWFLAKE',
  'MDX',
  'DAX',
  'TABLEAU',
  'DATABRICKS',
  'MAQL',
  'BIGQUERY',
  'THOUGHTSPOT',
];
const dataTypes = [
  'String',
  'Integer',
  'Decimal',
  'Float',
  'Boolean',
  'Date',
  'Time',
  'DateTime',
  'DateTimeTz',
  'Opaque',
];

const part = {
  description: text,
  ai_context: {
    kind: 'either',
    what: 'text, or keys such as synonyms',
    shapes: [
      text,
      {
        kind: 'object',
        open: true,
        keys: { instructions: text, synonyms: texts, examples: texts },
      },
    ],
  },
  custom_extensions: {
    kind: 'list',
    of: {
      kind: 'object',
      keys: {
        vendor_name: text,
        data: {
          kind: 'either',
          what: 'JSON text',
          shapes: [text, { kind: 'object', open: true, keys: {} }],
        },
      },
      required: ['vendor_name', 'data'],
    },
  },
} satisfies Record<string, Shape>;

const expression: Shape = {
  kind: 'object',
  keys: {
    dialects: {
      kind: 'list',
      min: 1,
      of: {
        kind: 'object',
        keys: {
          dialect: { kind: 'known', values: dialects, what: 'expression dialect' },
          expression: text,
        },
        required: ['dialect', 'expression'],
      },
    },
  },
  required: ['dialects'],
};

const datatype: Shape = { kind: 'known', values: dataTypes, what: 'data type' };

const metric: Shape = {
  kind: 'object',
  keys: { ...part, name: text, expression, datatype },
  required: ['name', 'expression'],
};

const field: Shape = {
  kind: 'object',
  keys: {
    ...part,
    name: text,
    expression,
    datatype,
    label: text,
    dimension: { kind: 'object', keys: { is_time: { kind: 'boolean' } } },
  },
  required: ['name', 'expression'],
};

const dataset: Shape = {
  kind: 'object',
  keys: {
    ...part,
    name: text,
    source: {
      kind: 'either',
      what: 'the name of a table',
      shapes: [text, { kind: 'object', open: true, keys: { identifier: text } }],
    },
    primary_key: texts,
    unique_keys: { kind: 'list', of: texts },
    fields: { kind: 'list', of: field },
    metrics: { kind: 'list', of: metric },
  },
  required: ['name', 'source'],
};

const relationship: Shape = {
  kind: 'object',
  keys: {
    name: text,
    from: text,
    to: text,
    from_columns: { kind: 'list', of: text, min: 1 },
    to_columns: { kind: 'list', of: text, min: 1 },
    ai_context: part.ai_context,
    custom_extensions: part.custom_extensions,
  },
  required: ['name', 'from', 'to', 'from_columns', 'to_columns'],
};

/** The shape of an Open Semantic Interchange document (`core-spec/osi-schema.json`); the version is checked before. */
export const osiShape: Shape = {
  kind: 'object',
  keys: {
    version: text,
    semantic_model: {
      kind: 'list',
      min: 1,
      of: {
        kind: 'object',
        keys: {
          ...part,
          name: text,
          datasets: { kind: 'list', of: dataset, min: 1 },
          relationships: { kind: 'list', of: relationship },
          metrics: { kind: 'list', of: metric },
        },
        required: ['name', 'datasets'],
      },
    },
  },
  required: ['version', 'semantic_model'],
};

/** The shape of what MoMQ adds to a part. */
export const extensionShape: Shape = {
  kind: 'object',
  keys: {
    hidden: { kind: 'boolean' },
    codes: { kind: 'object', open: true, keys: {} },
    examples: {
      kind: 'list',
      of: {
        kind: 'object',
        keys: { question: text, query: text, dialect: text },
        required: ['question', 'query'],
      },
    },
  },
};
