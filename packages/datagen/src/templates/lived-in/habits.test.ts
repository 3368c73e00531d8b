import { describe, expect, it } from 'vitest';
import { Random } from '../../generated/random.js';
import { drawHabits } from './habits.js';

const drawn = Array.from({ length: 800 }, (_, seed) => drawHabits(new Random(seed)));

describe('drawHabits', () => {
  it('spells columns in six ways, abbreviated in some databases', () => {
    const spaced = ['Customer Number'];
    const whole = ['customer_number', 'CUSTOMER_NUMBER', 'customerNumber', 'CustomerNumber'];
    const short = ['cust_no', 'CUST_NO', 'custNo', 'CustNo', 'custno'];
    expect(new Set(drawn.map(({ column }) => column('customer number')))).toEqual(
      new Set([...spaced, ...whole, 'customernumber', ...short]),
    );
  });

  it('puts prefixes before some tables, and before no column', () => {
    const joined = (name: string): string => name.replace(/[_ ]/g, '').toLowerCase();
    expect(new Set(drawn.map(({ table }) => joined(table('harbour'))))).toEqual(
      new Set(['harbour', 'tblharbour', 'tharbour', 'dimharbour', 'xharbour']),
    );
    expect(new Set(drawn.map(({ column }) => joined(column('harbour'))))).toEqual(
      new Set(['harbour']),
    );
  });

  it('writes names with spaces in a sixth of the databases, whole', () => {
    const spaced = drawn.filter(({ column }) => column('a b').includes(' '));
    expect(spaced.length / drawn.length).toBeCloseTo(0.16, 1);
    expect(new Set(spaced.map(({ table }) => table('order amount')))).toEqual(
      new Set(['Order Amount']),
    );
  });

  it('has every habit in some database', () => {
    const kinds = (of: (habits: (typeof drawn)[number]) => unknown): number =>
      new Set(drawn.map(of)).size;
    expect([
      kinds(({ declares }) => declares),
      kinds(({ flags }) => flags),
      kinds(({ moments }) => moments),
      kinds(({ status }) => status),
      kinds(({ deleted }) => deleted),
      kinds(({ noise }) => noise),
      kinds(({ cents, view, plural, longKeys }) => [cents, view, plural, longKeys].join()),
    ]).toEqual([3, 4, 5, 3, 3, 4, 16]);
  });
});
