import { describe, expect, it } from 'vitest';
import { sqlite } from '@momq/dialect-sqlite';
import { smallShop } from '../testing/small-shop.js';
import { sqlValue, sqlWriter } from './sql-writer.js';

function shopAndWriter(habits?: Parameters<typeof smallShop>[0]) {
  const shop = smallShop(habits);
  const columns = shop.tables.flatMap((table) => table.columns);
  return {
    writer: sqlWriter(sqlite(), shop.content.schema)!,
    column: (name: string) => columns.find((column) => column.name === name)!,
  };
}

describe('sqlWriter', () => {
  const { writer, column } = shopAndWriter();

  it('quotes names as the pack does, where they need it', () => {
    expect(writer.table('Order Log')).toBe('"Order Log"');
    expect(writer.table('Customer')).toBe('Customer');
    expect(writer.column(column('Full "Name"'))).toBe('"Full ""Name"""');
    expect(writer.column(column('Full "Name"'), 'p')).toBe('p."Full ""Name"""');
    expect(writer.moment(column('Created'), 'c')).toEqual({
      text: 'c.Created',
      encoding: 'unix-seconds',
    });
  });

  it('asks a flag for what stands for yes and no', () => {
    expect(writer.flag(column('urgent'), true)).toBe("urgent = 'Y'");
    expect(writer.flag(column('urgent'), false, 'c')).toBe("c.urgent = 'N'");
    const booleans = shopAndWriter({ moments: 'date', yes: true, no: false, cents: false });
    expect(booleans.writer.flag(booleans.column('urgent'), false, 'c')).toBe('c.urgent = 0');
  });

  it('gives money in whole units', () => {
    expect(writer.money(column('amt'), 'SUM(amt)')).toBe('SUM(amt) / 100.0');
    const whole = shopAndWriter({ moments: 'date', yes: 1, no: 0, cents: false });
    expect(whole.writer.money(whole.column('amt'), 'SUM(amt)')).toBe('SUM(amt)');
  });
});

describe('sqlValue', () => {
  it('writes constants', () => {
    expect(["O'Neil", 1.5, null].map(sqlValue)).toEqual(["'O''Neil'", '1.5', 'null']);
  });
});
