import assert from 'node:assert/strict';
import { resultsEqual } from '@momq/core/evaluation';
import { relationalView } from '@momq/core/logical';
import type { Condition, DialectPack, Expression, LogicalQuery, Value } from '@momq/dialect';
import type { ConformanceCase } from '../conformance-case.js';
import { isEmbedded } from '../conformance-case.js';
import { harbour } from '../harbour.js';
import { inDialect, shipField, ships } from '../ship-queries.js';

const canRender = (pack: DialectPack): boolean => isEmbedded(pack) && pack.language !== undefined;

const text = (value: string): Expression => ({ kind: 'literal', value });

const named = (operator: 'like' | '=', value: string): LogicalQuery => {
  const where: Condition = {
    kind: 'compare',
    operator,
    left: shipField('name'),
    right: text(value),
  };
  return ships([shipField('id')], { where });
};

const byDraft = (descending: boolean, limit: number): LogicalQuery =>
  ships([shipField('id')], {
    orderBy: [
      { expression: shipField('draft'), descending },
      { expression: shipField('id'), descending: false },
    ],
    limit,
  });

/** Queries over the harbour with the answers that a person works out from its rows. */
const answers: readonly (readonly [string, LogicalQuery, readonly (readonly Value[])[]])[] = [
  ['a quote inside a text', named('=', "Queen's Gull"), [[1]]],
  ['a line end and a backslash inside a text', named('=', 'say "ahoy"\nback\\slash'), [[3]]],
  ['a pattern, case ignored', named('like', '%TERN%'), [[4]]],
  ['NULL first in ascending order', byDraft(false, 1), [[3]]],
  ['NULL last in descending order', byDraft(true, 2), [[2], [1]]],
  [
    'a join, an aggregate and a group',
    {
      kind: 'select',
      from: [
        { entity: 'ship', instance: 0 },
        {
          entity: 'visit',
          instance: 0,
          join: {
            kind: 'link',
            link: 'visit.ship_id',
            with: { entity: 'ship', instance: 0 },
            optional: false,
          },
        },
      ],
      distinct: false,
      select: [
        shipField('name'),
        {
          kind: 'aggregate',
          function: 'sum',
          distinct: false,
          argument: { kind: 'field', entity: 'visit', instance: 0, field: 'fee' },
        },
      ],
      groupBy: [shipField('name')],
      orderBy: [],
    },
    [
      ["Queen's Gull", 350],
      ['Öresund', 100],
    ],
  ],
  [
    'ships without a draft',
    ships([shipField('id')], {
      where: { kind: 'null', negated: false, value: shipField('draft') },
    }),
    [[3]],
  ],
];

/** The logical form in the pack's words. */
export const languageCases: readonly ConformanceCase[] = [
  ...answers.map(([what, query, rows]): ConformanceCase => ({
    name: `language: ${what}`,
    appliesTo: canRender,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const written = inDialect(pack, query);
      const result = await database.query(written);
      const orderMatters = query.kind === 'select' && query.orderBy.length > 0;
      assert.ok(
        resultsEqual(rows, result.rows, { orderMatters }),
        `${written}: expected ${JSON.stringify(rows)}, got ${JSON.stringify(result.rows)}`,
      );
    },
  })),
  {
    name: 'language: what it writes, its parser takes for one reading statement',
    appliesTo: canRender,
    run: async ({ pack }) => {
      const parser = await pack.createParser();
      for (const [what, query] of answers) {
        const { statements, readOnly } = parser.parse(inDialect(pack, query));
        assert.deepEqual([what, statements, readOnly], [what, 1, true]);
      }
    },
  },
  {
    name: 'language: what it writes, it reads back with the same meaning',
    appliesTo: (pack) => canRender(pack) && pack.language?.read !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const { schema } = relationalView(pack, harbour.schema);
      for (const [what, query, rows] of answers) {
        const again = pack.language!.read!(inDialect(pack, query), schema);
        const result = await database.query(pack.language!.render(again, schema));
        assert.ok(
          resultsEqual(rows, result.rows, { orderMatters: false }),
          `${what}: expected ${JSON.stringify(rows)}, got ${JSON.stringify(result.rows)}`,
        );
      }
    },
  },
];
