import { describe, expect, it } from 'vitest';
import { drawNamingStyle } from './naming-style.js';
import { Random } from './random.js';

const styles = Array.from({ length: 600 }, (_, seed) => drawNamingStyle(new Random(seed)));

describe('drawNamingStyle', () => {
  it('spells columns in six ways, abbreviated in some databases', () => {
    expect(new Set(styles.map(({ column }) => column('customer number')))).toEqual(
      new Set([
        ...['customer_number', 'customerNumber', 'CustomerNumber'],
        ...['CUSTOMER_NUMBER', 'customernumber', 'Customer_Number'],
        ...['cust_num', 'custNum', 'CustNum', 'CUST_NUM', 'custnum', 'Cust_Num'],
      ]),
    );
  });

  it('never abbreviates tables, and writes them with a capital where columns are in camel case', () => {
    const tables = styles.map(({ table, column }) => [column('first name'), table('tour guide')]);
    expect(tables.filter(([, table]) => /^tour_?g(?!uide)/i.test(table!))).toEqual([]);
    const camel = tables.filter(([column]) => /^[a-z]+N/.test(column!)).map(([, table]) => table);
    expect(new Set(camel)).toEqual(
      new Set(['TourGuide', 'TblTourGuide', 'RefTourGuide', 'TTourGuide']),
    );
  });

  it('takes snake case most often, as in the wild', () => {
    const snake = styles.filter(({ column }) => column('unit price') === 'unit_price');
    expect(snake.length / styles.length).toBeCloseTo(0.48, 1);
    expect(styles.filter(({ textKeys }) => textKeys).length / styles.length).toBeCloseTo(0.1, 1);
  });
});
