import assert from 'node:assert/strict';
import { resultsEqual } from '@momq/core/evaluation';
import type {
  DatabaseContent,
  DialectPack,
  FieldType,
  MomentEncoding,
  SpelledMoment,
  SqlIdioms,
  Value,
} from '@momq/dialect';
import type { ConformanceCase } from '../conformance-case.js';
import { isEmbedded } from '../conformance-case.js';

const types: Readonly<Record<MomentEncoding, FieldType>> = {
  date: 'date',
  datetime: 'datetime',
  'text-date': 'text',
  'text-datetime': 'text',
  'unix-seconds': 'integer',
};
const encodings = Object.keys(types) as MomentEncoding[];

/** A Friday afternoon with one and a half days from it, and the last hour of a Sunday that ended a year. */
const voyages = [
  { sailed: '2024-05-31 14:30:00', landed: '2024-06-02 02:30:00', full: true },
  { sailed: '2023-12-31 23:00:00', landed: '2024-01-01 05:00:00', full: false },
];

function kept(moment: string, encoding: MomentEncoding): Value {
  if (encoding === 'unix-seconds') return Date.parse(`${moment.replace(' ', 'T')}Z`) / 1000;
  return encoding.endsWith('date') ? moment.slice(0, 10) : moment;
}

/** The voyages with their moments in an encoding. */
function contentIn(encoding: MomentEncoding): DatabaseContent {
  const field = (name: string, type: FieldType) => ({ name, type });
  const fields = [
    { ...field('id', 'integer'), primaryKey: true },
    field('sailed', types[encoding]),
    field('landed', types[encoding]),
    field('is_full', 'boolean'),
  ];
  return {
    schema: {
      name: 'voyages',
      family: 'relational',
      entities: [{ name: 'voyage', fields }],
      links: [],
    },
    rows: {
      voyage: voyages.map(({ sailed, landed, full }, index) => [
        index + 1,
        kept(sailed, encoding),
        kept(landed, encoding),
        full,
      ]),
    },
  };
}

/** Conditions with the voyages for which they hold. */
function conditions(
  idioms: SqlIdioms,
  sailed: SpelledMoment,
): readonly (readonly [string, number])[] {
  const day = idioms.dayBegins('2024-05-31', sailed.encoding);
  return [
    [idioms.isYear(sailed, 2024), 1],
    [idioms.isYear(sailed, 2023), 2],
    [`${sailed.text} >= ${day}`, 1],
    [`${sailed.text} < ${day}`, 2],
    [idioms.isTrue('is_full', true), 1],
    [idioms.isTrue('is_full', false), 2],
  ];
}

/** What a person counts, in the order of {@link values}. */
function counted(encoding: MomentEncoding): readonly (readonly Value[])[] {
  const timed = !encoding.endsWith('date');
  return [
    [2024, 2, '2024-05', 5, timed ? 1.5 : 2, ...(timed ? [14] : [])],
    [2023, 4, '2023-12', 0, timed ? 0.25 : 1, ...(timed ? [23] : [])],
  ];
}

function values(idioms: SqlIdioms, sailed: SpelledMoment, landed: SpelledMoment): string {
  return [
    ...[idioms.year(sailed), idioms.quarter(sailed), idioms.month(sailed), idioms.weekday(sailed)],
    idioms.days(sailed, landed),
    ...(sailed.encoding.endsWith('date') ? [] : [idioms.hour(sailed)]),
  ].join(', ');
}

const hasIdioms = (pack: DialectPack): boolean =>
  isEmbedded(pack) && pack.language?.idioms !== undefined;

/** How people write dates, durations and Booleans. */
export const idiomCases: readonly ConformanceCase[] = encodings.map((encoding) => ({
  name: `idioms: moments kept as ${encoding}`,
  appliesTo: hasIdioms,
  run: async ({ pack, open }) => {
    const idioms = pack.language!.idioms!;
    const database = await open(contentIn(encoding));
    const [sailed, landed] = ['sailed', 'landed'].map((text) => ({ text, encoding }));
    const select = `SELECT ${values(idioms, sailed!, landed!)} FROM voyage ORDER BY id`;
    const { rows } = await database.query(select);
    const read = rows.map(([year, ...others]) => [Number(year), ...others]);
    assert.ok(
      resultsEqual(counted(encoding), read, { orderMatters: true }),
      `${select}: expected ${JSON.stringify(counted(encoding))}, got ${JSON.stringify(rows)}`,
    );
    for (const [condition, id] of conditions(idioms, sailed!)) {
      const query = `SELECT id FROM voyage WHERE ${condition}`;
      assert.deepEqual((await database.query(query)).rows, [[id]], query);
    }
  },
}));
