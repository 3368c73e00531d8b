import { describe, expect, it } from 'vitest';
import type { Expression, Window } from '@momq/dialect';
import { all, draft, field } from '../testing/asked-shop.js';
import { meetsNeed } from './met-needs.js';
import type { QuestionNeed } from './question-needs.js';

const literal: Expression = { kind: 'literal', value: 100 };
const quotient = (right: Expression): Expression => ({
  kind: 'arithmetic',
  operator: '/',
  left: all,
  right,
});
const window = (more: Partial<Window>): Window => ({
  kind: 'window',
  function: 'sum',
  argument: field('orders.sent'),
  partitionBy: [],
  orderBy: [{ expression: field('orders.id'), descending: false }],
  ...more,
});
const { argument: _, ...rank } = window({ function: 'rank' });
const now: Expression = { kind: 'call', function: 'now', arguments: [] };

describe('meetsNeed', () => {
  it.each<[QuestionNeed, Expression]>([
    ['share', quotient(all)],
    ['share', field('firms.market_share')],
    ['running', window({})],
    ['change', window({ function: 'lag' })],
    ['relative-date', now],
    ['relative-date', { kind: 'call', function: 'difference', unit: 'day', arguments: [now, now] }],
  ])('finds %s', (need, expression) => {
    expect(meetsNeed({ ...draft('orders', 'id'), select: [expression] }, need)).toBe(true);
    expect(meetsNeed(draft('orders', 'id'), need)).toBe(false);
  });

  it.each<[QuestionNeed, Expression]>([
    ['share', quotient(literal)],
    ['running', window({ orderBy: [] })],
    ['running', rank],
    ['change', window({})],
    ['distribution', window({})],
    ['correlation', quotient(all)],
  ])('does not take something else for %s', (need, expression) => {
    expect(meetsNeed({ ...draft('orders', 'id'), select: [expression] }, need)).toBe(false);
  });
});
