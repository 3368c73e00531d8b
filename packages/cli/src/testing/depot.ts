import type { DatabaseContent } from '@momq/dialect';
import type { OsiDocument, OsiExpression } from '@momq/core/semantics';

/** Customers, orders and what was ordered, under names that say nothing: codes for countries and states, no keys between tables. */
export const depot: DatabaseContent = {
  schema: {
    name: 'depot',
    family: 'relational',
    entities: [
      {
        name: 't_kd',
        fields: [
          { name: 'kd_nr', type: 'integer', primaryKey: true },
          { name: 'bez', type: 'text' },
          { name: 'lnd', type: 'text' },
          { name: 'pw_h', type: 'text' },
        ],
      },
      {
        name: 't_auf',
        fields: [
          { name: 'auf_nr', type: 'integer', primaryKey: true },
          { name: 'k', type: 'integer' },
          { name: 'st', type: 'integer' },
          { name: 'amt_c', type: 'integer' },
          { name: 'd', type: 'date' },
        ],
      },
      {
        name: 't_pos',
        fields: [
          { name: 'p_nr', type: 'integer', primaryKey: true },
          { name: 'a', type: 'integer' },
          { name: 'wtx', type: 'text' },
          { name: 'qx', type: 'integer' },
        ],
      },
      { name: 'tmp_77', fields: [{ name: 'x', type: 'text' }] },
    ],
    links: [],
  },
  rows: {
    t_kd: [
      [1, 'Ada', 'DE', 'x1'],
      [2, 'Grace', 'US', 'x2'],
      [3, 'Alan', 'GB', 'x3'],
      [4, 'Edsger', 'DE', 'x4'],
    ],
    t_auf: [
      [10, 1, 1, 5000, '2024-01-05'],
      [11, 1, 3, 700, '2024-02-05'],
      [12, 2, 2, 12000, '2024-02-10'],
      [13, 3, 3, 900, '2024-03-01'],
      [14, 4, 2, 2500, '2023-12-30'],
      [15, 4, 2, 100, '2024-03-05'],
    ],
    t_pos: [
      [100, 10, 'hammer', 4],
      [101, 12, 'saw', 2],
      [102, 12, 'hammer', 1],
      [103, 14, 'drill', 9],
    ],
    tmp_77: [['old']],
  },
};

const sql = (expression: string): OsiExpression => ({
  dialects: [{ dialect: 'ANSI_SQL', expression }],
});

/** What an employee of the depot knows about {@link depot}. */
export const depotSemantics: OsiDocument = {
  version: '0.2.0.dev0',
  semantic_model: [
    {
      name: 'depot',
      ai_context: { instructions: 'Amounts are in cents.' },
      datasets: [
        {
          name: 'customers',
          source: 't_kd',
          ai_context: { synonyms: ['clients'] },
          fields: [
            { name: 'customer number', expression: sql('kd_nr') },
            { name: 'name', expression: sql('bez') },
            {
              name: 'country',
              expression: sql('lnd'),
              custom_extensions: [
                {
                  vendor_name: 'MOMQ',
                  data: '{"codes": {"DE": ["Germany", "German"], "US": ["United States", "American"], "GB": ["Britain", "British"]}}',
                },
              ],
            },
            {
              name: 'password',
              expression: sql('pw_h'),
              custom_extensions: [{ vendor_name: 'MOMQ', data: '{"hidden": true}' }],
            },
          ],
        },
        {
          name: 'orders',
          source: 't_auf',
          ai_context: { synonyms: ['purchases'] },
          fields: [
            { name: 'order number', expression: sql('auf_nr') },
            { name: 'customer number', expression: sql('k') },
            {
              name: 'status',
              expression: sql('st'),
              custom_extensions: [
                {
                  vendor_name: 'MOMQ',
                  data: {
                    codes: {
                      1: 'open',
                      2: ['shipped', 'delivered'],
                      3: ['cancelled', 'canceled', 'annulled'],
                    },
                  },
                },
              ],
            },
            { name: 'amount', expression: sql('amt_c') },
            { name: 'order date', expression: sql('d') },
          ],
          metrics: [
            {
              name: 'revenue',
              expression: sql('SUM(CASE WHEN st <> 3 THEN amt_c END)'),
              ai_context: 'turnover, sales',
            },
            {
              name: 'cancellation rate',
              expression: sql('COUNT(CASE WHEN st = 3 THEN 1 END) / COUNT(*)'),
              datatype: 'Decimal',
            },
          ],
        },
        {
          name: 'items',
          source: 't_pos',
          ai_context: { synonyms: ['order lines'] },
          fields: [
            { name: 'order number', expression: sql('a') },
            { name: 'product', expression: sql('wtx'), ai_context: { synonyms: ['tool'] } },
            { name: 'quantity', expression: sql('qx') },
          ],
        },
        {
          name: 'scratch',
          source: 'tmp_77',
          custom_extensions: [{ vendor_name: 'MOMQ', data: '{"hidden": true}' }],
        },
      ],
      relationships: [
        {
          name: 'orders of customers',
          from: 'orders',
          to: 'customers',
          from_columns: ['k'],
          to_columns: ['kd_nr'],
        },
        {
          name: 'items of orders',
          from: 'items',
          to: 'orders',
          from_columns: ['order number'],
          to_columns: ['order number'],
        },
      ],
      custom_extensions: [
        {
          vendor_name: 'MOMQ',
          data: {
            examples: [
              {
                question: 'Who are our sleeping customers?',
                query:
                  "SELECT bez FROM t_kd WHERE kd_nr NOT IN (SELECT k FROM t_auf WHERE d >= '2024-02-06')",
              },
            ],
          },
        },
      ],
    },
  ],
};
