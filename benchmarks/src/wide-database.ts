import type { DatabaseContent, Entity, EntityField, Link, Value } from '@momq/core';

/** Parts of a company; each has one table of every kind below. */
const areas = [
  'sales', 'purchasing', 'warehouse', 'payroll', 'recruiting', 'marketing', 'support', 'logistics', 'production', 'quality',
  'maintenance', 'accounting', 'treasury', 'insurance', 'training', 'research', 'legal', 'facility', 'fleet', 'catering',
  'travel', 'export', 'retail', 'rental', 'laboratory',
]; // prettier-ignore

/** A kind of table: its name after the area's, and its columns besides `id`. `…_id` points to the area's table of that kind. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  partner: ['name', 'country', 'city', 'email', 'phone', 'tax_number', 'credit_limit', 'rating', 'since_year'],
  contact: ['partner_id', 'first_name', 'last_name', 'job_title', 'email', 'mobile', 'language', 'birth_date', 'is_primary'],
  category: ['name', 'description', 'sort_rank', 'color', 'icon', 'margin_percent', 'is_hidden', 'created_at', 'updated_at'],
  item: ['category_id', 'name', 'unit_price', 'weight_kg', 'barcode', 'manufacturer', 'warranty_months', 'stock_level', 'reorder_level'],
  request: ['partner_id', 'item_id', 'subject', 'priority', 'status', 'requested_on', 'due_on', 'estimated_cost', 'approved_by'],
  contract: ['partner_id', 'title', 'start_date', 'end_date', 'total_amount', 'currency', 'notice_days', 'signed_by', 'renewal'],
  invoice: ['contract_id', 'invoice_number', 'issued_on', 'paid_on', 'net_amount', 'tax_amount', 'gross_amount', 'reminder_count', 'status'],
  payment: ['invoice_id', 'amount', 'method', 'bank_name', 'reference', 'booked_on', 'exchange_rate', 'fee', 'cleared'],
  employee: ['contact_id', 'full_name', 'position', 'salary', 'hired_on', 'department', 'office', 'vacation_days', 'manager_name'],
  task: ['employee_id', 'request_id', 'title', 'progress', 'planned_hours', 'actual_hours', 'deadline', 'severity', 'remark'],
  location: ['address', 'postal_code', 'town', 'region', 'latitude', 'longitude', 'floor_area', 'capacity', 'opened_in'],
  audit: ['employee_id', 'location_id', 'score', 'finding', 'auditor', 'held_on', 'duration_minutes', 'passed', 'follow_up'],
}; // prettier-ignore

const words = [
  'Amber',
  'Birch',
  'Cobalt',
  'Dover',
  'Ember',
  'Fjord',
  'Grove',
  'Haven',
  'Iris',
  'Juno',
];

/** A database of 300 tables and 3,000 columns as a company's grows: the same kinds of tables in every department. */
export function wideDatabase(rowsPerTable: number): DatabaseContent {
  const entities: Entity[] = [];
  const links: Link[] = [];
  const rows: Record<string, Value[][]> = {};
  for (const [areaIndex, area] of areas.entries()) {
    for (const [kind, columns] of Object.entries(kinds)) {
      const name = `${area}_${kind}`;
      const fields = [
        { name: 'id', type: 'integer', primaryKey: true } satisfies EntityField,
        ...columns.map((column): EntityField => ({ name: column, type: typeOf(column) })),
      ];
      entities.push({ name, fields });
      for (const column of columns.filter((each) => each.endsWith('_id'))) {
        links.push({
          name: `${name}.${column}`,
          from: { entity: name, fields: [column] },
          to: { entity: `${area}_${column.slice(0, -3)}`, fields: ['id'] },
          fields: [],
        });
      }
      // each table has its own number of rows, so that a count tells which one was read
      const count = rowsPerTable + ((areaIndex * 12 + entities.length) % 17);
      rows[name] = Array.from({ length: count }, (_, row) =>
        fields.map((field, at) => valueOf(field, row, at)),
      );
    }
  }
  return { schema: { name: 'company', family: 'relational', entities, links }, rows };
}

function typeOf(column: string): EntityField['type'] {
  if (
    /_(id|year|days|count|months|level|rank|minutes|in)$|^(rating|capacity|progress)$/.test(column)
  )
    return 'integer';
  if (/amount|price|cost|salary|limit|percent|rate|fee|kg|hours|score|tude|area$/.test(column))
    return 'real';
  return 'text';
}

function valueOf({ name, type }: EntityField, row: number, column: number): Value {
  if (name === 'id') return row + 1;
  if (name.endsWith('_id')) return 1 + (row % 5);
  if (type === 'integer') return (row * 7 + column * 3) % 50;
  if (type === 'real') return ((row * 131 + column * 17) % 1000) / 4;
  if (/_on$|date$|deadline|_at$/.test(name))
    return `20${String(15 + (row % 9))}-0${String(1 + (row % 9))}-1${String(row % 9)}`;
  return `${words[(row + column) % words.length]!} ${words[(row * 3) % words.length]!}`;
}

/** A question about each table, with the number of its rows. */
export function countQuestions({
  schema,
  rows,
}: DatabaseContent): [question: string, count: number][] {
  return schema.entities.map(({ name }) => [
    `How many ${plural(name.replace('_', ' '))} are there?`,
    rows[name]?.length ?? 0,
  ]);
}

function plural(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
