import assert from 'node:assert/strict';
import {
  casesWithout,
  comparableRows,
  conformanceContent,
  logicalFormCases,
} from '@momq/core/conformance';
import type { LogicalFormCase } from '@momq/core/conformance';
import { resultsEqual } from '@momq/core/evaluation';
import { relationalView } from '@momq/core/logical';
import type { Condition, DialectPack, Expression, LogicalQuery, Value } from '@momq/dialect';
import type { ConformanceCase } from '../conformance-case.js';
import { isEmbedded } from '../conformance-case.js';
import { harbour } from '../harbour.js';
import { refuses } from '../refusal.js';
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
    'a group by the key beside another column',
    ships(
      [
        shipField('name'),
        { kind: 'aggregate', function: 'sum', distinct: false, argument: shipField('draft') },
      ],
      {
        where: {
          kind: 'compare',
          operator: '=',
          left: shipField('name'),
          right: text('tern'),
        },
        groupBy: [shipField('id')],
      },
    ),
    [['tern', 4.5]],
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
    name: 'language: every construct and function gives the rows of the logical form',
    appliesTo: canRender,
    run: async ({ pack, open }) => {
      const database = await open(conformanceContent);
      const view = relationalView(pack, conformanceContent.schema);
      const wrong: string[] = [];
      for (const each of casesWithout(pack.capabilities.unsupported)) {
        const failure = await failureOf(each, async (query) => {
          const text = pack.language!.render(view.convert(query), view.schema);
          return (await database.query(text)).rows;
        });
        if (failure !== undefined) wrong.push(`${each.title}: ${failure}`);
      }
      assert.equal(
        wrong.length,
        0,
        `${wrong.length} of them do not:\n${wrong.slice(0, 20).join('\n')}`,
      );
    },
  },
  {
    name: 'language: what is declared unsupported is refused',
    appliesTo: canRender,
    run: async ({ pack }) => {
      const view = relationalView(pack, conformanceContent.schema);
      const sayable = new Set(casesWithout(pack.capabilities.unsupported));
      for (const each of logicalFormCases) {
        if (sayable.has(each)) continue;
        await refuses(
          () => pack.language!.render(view.convert(each.query), view.schema),
          ['FEATURE_UNSUPPORTED'],
          each.title,
        );
      }
    },
  },
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

/** What a case of the logical form gives instead of its rows; undefined where it gives them. */
async function failureOf(
  { query, rows, ordered = false }: LogicalFormCase,
  run: (query: LogicalQuery) => Promise<readonly (readonly Value[])[]>,
): Promise<string | undefined> {
  try {
    const [expected, got] = [rows, await run(query)].map((list) =>
      comparableRows(list, ordered).join(' '),
    );
    return expected === got ? undefined : `expected ${expected}, got ${got}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
