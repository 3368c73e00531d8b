import type {
  DatabaseContent,
  DatabaseSchema,
  EntityField,
  FieldType,
  TemporalEncoding,
  Value,
} from '@momq/dialect';

/** A column: its type, what makes it a key, and the values that its rows draw from. */
interface Column {
  readonly name: string;
  readonly type: FieldType;
  readonly primaryKey?: boolean;
  /** What a look at some of its values shows; others may be none. */
  readonly temporal?: TemporalEncoding;
  readonly values: readonly Value[];
}

interface Table {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Days as people write them; some are none. */
const isoDays = ['2023-05-01', '2024-02-29', '1969-12-31', '2023-12-31', '2020-05-30', '2023-05-18', '2000-01-01']; // prettier-ignore
const isoMoments = ['2023-05-01 09:30:00', '2024-02-29 23:59:59', '1969-12-31 00:00:00', '2023-12-31 18:05:07', '2020-05-30 12:00:00']; // prettier-ignore
const otherDays = ['31/12/2023', '05/01/2024', '1 May 2023', '', 'unknown', null];
const words = ['', ' ', '東京', 'zo€', 'Zo€', 'O\'Brien', '50%', 'a_b', 'c\\d', 'say "x"', '日本', 'null', '12 kg', '1e3', '-3', '007', 'true', 'B', 'a']; // prettier-ignore
const counts = [0, 1, -1, 3, 7, -7, 12, 100, 1000, null];
const prices = [0, 0.5, -0.5, 2.5, -2.5, 1.25, 1000, 19.99, 0.1, null];

const key = (name: string): Column => ({ name, type: 'integer', primaryKey: true, values: [] });
const reference = (name: string, rows: number): Column => ({
  name,
  type: 'integer',
  values: [...Array.from({ length: rows }, (_, index) => index + 1), null],
});
const column = (
  name: string,
  type: FieldType,
  values: readonly Value[],
  temporal?: TemporalEncoding,
): Column => ({ name, type, values, ...(temporal && { temporal }) });

const shop: readonly Table[] = [
  {
    name: 'order',
    rows: 14,
    columns: [
      key('id'),
      column('select', 'text', [...words, null]),
      column('from date', 'date', [...isoDays, null]),
      column('placed', 'datetime', [...isoMoments, null]),
      column('Total', 'real', prices),
      column('paid', 'boolean', [true, false, null]),
      column('open', 'text', ['T', 'F', null]),
    ],
  },
  {
    name: 'Line Item',
    rows: 18,
    columns: [
      key('no'),
      reference('order id', 14),
      column('größe', 'integer', counts),
      column('naïve name', 'text', [...words, null]),
      column('due', 'text', [...isoDays, null], 'iso-date'),
      column('sent', 'text', [...isoMoments, null], 'iso-datetime'),
      column('written', 'text', [...isoDays, ...otherDays]),
      column(
        'created_at',
        'integer',
        [1_683_000_000, 1_709_251_199, 631_152_000, null],
        'unix-seconds',
      ),
      column('flag', 'integer', [0, 1, null]),
    ],
  },
];

const rooms: readonly Table[] = [
  {
    name: 'pg_room',
    rows: 9,
    columns: [
      { name: 'hall', type: 'text', primaryKey: true, values: [] },
      { name: 'row', type: 'integer', primaryKey: true, values: [] },
      column('year_built', 'integer', [1987, 2001, 2020, null], 'year'),
      column('size', 'real', prices),
      column('user', 'text', [...words, null]),
    ],
  },
  {
    name: 'visit',
    rows: 16,
    columns: [
      key('id'),
      column('hall', 'text', ['A', 'a b', '→', null]),
      column('row', 'integer', [1, 2, 3, null]),
      column('day', 'text', [...isoDays, '2021-13-30', '', 'n/a', null], 'iso-date'),
      column('at', 'text', [...isoMoments, '2023-13-01 10:00:00', '', null], 'iso-datetime'),
      column('big', 'integer', [2 ** 40, -(2 ** 40), 5, 9_007_199_254_740_991, null]),
      column(
        'seen_ms',
        'integer',
        [1_683_000_000_123, 1_709_251_199_000, null],
        'unix-milliseconds',
      ),
      column('is_new', 'boolean', [true, false, null]),
    ],
  },
];

/** Generated databases with the values and the names that real ones have; the same seed gives the same rows. */
export function uglyContents(random: () => number): readonly DatabaseContent[] {
  return [
    {
      schema: schemaOf('shop', shop, [
        [
          ['Line Item', ['order id']],
          ['order', ['id']],
        ],
      ]),
      rows: rowsOf(shop, random),
    },
    {
      schema: schemaOf('rooms', rooms, [
        [
          ['visit', ['hall', 'row']],
          ['pg_room', ['hall', 'row']],
        ],
      ]),
      rows: rowsOf(rooms, random),
    },
  ];
}

type End = readonly [entity: string, fields: readonly string[]];

function schemaOf(
  name: string,
  tables: readonly Table[],
  keys: readonly (readonly [End, End])[],
): DatabaseSchema {
  return {
    name,
    family: 'relational',
    entities: tables.map((table) => ({
      name: table.name,
      fields: table.columns.map(({ values: _values, ...field }): EntityField => field),
    })),
    links: keys.map(([[from, fromFields], [to, toFields]]) => ({
      name: `${from}.${fromFields.join(',')}`,
      from: { entity: from, fields: fromFields },
      to: { entity: to, fields: toFields },
      fields: [],
    })),
  };
}

function rowsOf(tables: readonly Table[], random: () => number): Record<string, Value[][]> {
  const halls = ['A', 'a b', '→'];
  return Object.fromEntries(
    tables.map(({ name, rows, columns }) => [
      name,
      Array.from({ length: rows }, (_, index) =>
        columns.map(({ type, primaryKey, values }): Value => {
          if (primaryKey !== true) return values[Math.floor(random() * values.length)] ?? null;
          if (type === 'text') return halls[Math.floor(index / 3)] ?? '';
          return columns.filter((each) => each.primaryKey).length > 1 ? (index % 3) + 1 : index + 1;
        }),
      ),
    ]),
  );
}

/** The schema with what {@link uglyContents} says of times, as a look at some of the values would. */
export function withTimes(
  schema: DatabaseSchema,
  { schema: known }: DatabaseContent,
): DatabaseSchema {
  const entities = schema.entities.map((entity) => {
    const fields = known.entities.find(({ name }) => name === entity.name)?.fields ?? [];
    return {
      ...entity,
      fields: entity.fields.map((field) => {
        const temporal = fields.find(({ name }) => name === field.name)?.temporal;
        return temporal === undefined ? field : { ...field, temporal };
      }),
    };
  });
  return { ...schema, entities };
}
