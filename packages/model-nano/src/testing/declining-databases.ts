import type { DatabaseContent, FieldType } from '@momq/dialect';

type Fields = Readonly<Record<string, FieldType>>;

function content(
  name: string,
  entities: Readonly<Record<string, Fields>>,
  links: readonly (readonly [from: string, field: string, to: string])[],
  rows: DatabaseContent['rows'],
): DatabaseContent {
  return {
    schema: {
      name,
      family: 'relational',
      entities: Object.entries(entities).map(([entity, fields]) => ({
        name: entity,
        fields: Object.entries(fields).map(([field, type]) => ({
          name: field,
          type,
          ...(field === 'id' && { primaryKey: true }),
        })),
      })),
      links: links.map(([from, field, to]) => ({
        name: `${from}.${field}`,
        from: { entity: from, fields: [field] },
        to: { entity: to, fields: ['id'] },
        fields: [],
      })),
    },
    rows,
  };
}

/** A shop whose names look like commands and like statistics: deleted orders, updates of prices, dropped shipments. */
export const shop = content(
  'shop',
  {
    customers: {
      id: 'integer',
      name: 'text',
      country: 'text',
      age: 'integer',
      active: 'boolean',
      deleted_at: 'date',
    },
    products: {
      id: 'integer',
      name: 'text',
      price: 'real',
      discount: 'real',
      added_on: 'date',
      updated_at: 'date',
    },
    orders: {
      id: 'integer',
      customer_id: 'integer',
      product_id: 'integer',
      total: 'real',
      placed_on: 'date',
      status: 'text',
    },
    shipments: { id: 'integer', order_id: 'integer', status: 'text', shipped_on: 'date' },
    price_updates: { id: 'integer', product_id: 'integer', old_price: 'real', new_price: 'real' },
  },
  [
    ['orders', 'customer_id', 'customers'],
    ['orders', 'product_id', 'products'],
    ['shipments', 'order_id', 'orders'],
    ['price_updates', 'product_id', 'products'],
  ],
  {
    customers: [
      [1, 'José Álvarez', 'Spain', 40, true, null],
      [2, 'Ann Lee', 'Germany', 35, false, '2024-02-01'],
      [3, 'Bob Ray', 'France', 28, true, null],
    ],
    products: [
      [1, 'Lamp', 30, 0.5, '2023-01-10', '2024-01-05'],
      [2, 'Desk', 120, 0, '2023-02-11', '2023-12-01'],
      [3, 'Chair', 80, 0.1, '2023-03-12', '2024-03-03'],
    ],
    orders: [
      [1, 1, 1, 30, '2024-01-01', 'open'],
      [2, 1, 2, 120, '2024-01-02', 'cancelled'],
      [3, 2, 3, 80, '2024-02-03', 'deleted'],
    ],
    shipments: [
      [1, 1, 'delivered', '2024-01-03'],
      [2, 2, 'dropped', null],
    ],
    price_updates: [
      [1, 1, 25, 30],
      [2, 2, 130, 120],
    ],
  },
);

/** A clinic. */
export const clinic = content(
  'clinic',
  {
    physician: { id: 'integer', full_name: 'text', specialty: 'text', hired_on: 'date' },
    patient: {
      id: 'integer',
      full_name: 'text',
      birth_date: 'date',
      city: 'text',
      blood_group: 'text',
    },
    appointment: {
      id: 'integer',
      physician_id: 'integer',
      patient_id: 'integer',
      day: 'date',
      room: 'integer',
      cancelled: 'boolean',
    },
    prescription: {
      id: 'integer',
      appointment_id: 'integer',
      medicine: 'text',
      dose_mg: 'integer',
    },
  },
  [
    ['appointment', 'physician_id', 'physician'],
    ['appointment', 'patient_id', 'patient'],
    ['prescription', 'appointment_id', 'appointment'],
  ],
  {
    physician: [
      [1, 'Olga Brandt', 'cardiology', '2011-04-01'],
      [2, 'Amir Sadeghi', 'dermatology', '2019-09-15'],
    ],
    patient: [
      [1, 'Lena Fox', '1980-05-02', 'Bergen', 'A+'],
      [2, 'Per Dahl', '1955-11-20', 'Oslo', '0-'],
      [3, 'Ida Moe', '2001-01-30', 'Bergen', 'B+'],
    ],
    appointment: [
      [1, 1, 1, '2024-05-02', 101, false],
      [2, 2, 3, '2024-05-03', 102, true],
      [3, 1, 2, '2024-06-11', 101, false],
    ],
    prescription: [
      [1, 1, 'Bisoprolol', 5],
      [2, 3, 'Ramipril', 10],
    ],
  },
);
