import { describe, expect, it } from 'vitest';
import type { SelectQuery } from '@momq/dialect';
import { asked, draft, equals } from '../../testing/asked-shop.js';

const done = draft('orders', 'count', equals('orders.status', 'done'));
const male = draft('guests', 'count', equals('guests.gender', 'male'));

describe('rows that are listed and counted', () => {
  it.each<[string, SelectQuery, string]>([
    ['orders that are done', done, 'SELECT id FROM'],
    ['Please show me the orders that are done', done, 'SELECT id FROM'],
    ['male guests', male, 'SELECT name FROM'],
  ])('are shown: %s', (question, query, sql) => {
    expect(asked(question, query)).toContain(sql);
  });

  it.each<[string, SelectQuery]>([
    ['How many orders are done?', done],
    ['number of orders that are done', done],
    ['orders that are done, how many', done],
    ['Are there orders that are done?', done],
    ['order count of those that are done', done],
    ['order that is done', done], // one of them, which nothing says
  ])('are counted: %s', (question, query) => {
    expect(asked(question, query)).toContain('SELECT COUNT(*)');
  });
});
