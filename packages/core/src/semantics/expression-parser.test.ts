import { describe, expect, it } from 'vitest';
import type { Expression } from '@momq/dialect';
import { parseExpression } from './expression-parser.js';
import { nameOfExpression } from './expression-tokens.js';

const parse = (text: string): Expression =>
  parseExpression(text, (parts) => ({
    kind: 'field',
    entity: parts.at(-2) ?? 't',
    instance: 0,
    field: parts.at(-1)!,
  }));

/** The expression as a person writes it, every operation in brackets. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return `${expression.entity}.${expression.field}`;
    case 'literal':
      return JSON.stringify(expression.value);
    case 'star':
      return '*';
    case 'arithmetic':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'aggregate':
      return `${expression.function}(${expression.distinct ? 'distinct ' : ''}${show(expression.argument)})`;
    case 'call':
      return `${expression.function}(${expression.arguments.map(show).join(', ')})`;
    default:
      return JSON.stringify(expression);
  }
}

describe('parseExpression', () => {
  it.each([
    ['a + b * -2 - c', '((t.a + (t.b * -2)) - t.c)'],
    ['(a + b) * 2', '((t.a + t.b) * 2)'],
    ['first || \' \' || "last name"', 'concat(concat(t.first, " "), t.last name)'],
    ['SUM(o.amt) / NULLIF(COUNT(DISTINCT o.c), 0)', '(sum(o.amt) / count(distinct o.c))'],
    ['count(*)', 'count(*)'],
    ['nullif(a, 1)', 'nullif(t.a, 1)'],
    ['-a', '(0 - t.a)'],
    ["coalesce(a, 'it''s', null) -- none", 'coalesce(t.a, "it\'s", null)'],
    ['wh.sales.amt', 'sales.amt'],
  ])('reads %s', (text, expected) => {
    expect(show(parse(text))).toBe(expected);
  });

  it('reads CASE with conditions', () => {
    expect(
      parse("SUM(CASE WHEN (st = 3 OR st IS NULL) AND NOT_IT LIKE 'a%' THEN 1 ELSE 0 END)"),
    ).toMatchObject({
      argument: {
        kind: 'case',
        branches: [
          {
            when: {
              kind: 'and',
              conditions: [
                { kind: 'or', conditions: [{ operator: '=' }, { kind: 'null', negated: false }] },
                { kind: 'compare', operator: 'like' },
              ],
            },
            then: { value: 1 },
          },
        ],
        otherwise: { value: 0 },
      },
    });
    expect(parse('CASE st WHEN 1 THEN 2 WHEN 3 THEN 4 END')).toMatchObject({
      branches: [{ when: { operator: '=', right: { value: 1 } } }, { then: { value: 4 } }],
    });
    expect(
      parse('CASE WHEN (a + 1) > 2 AND b NOT IN (1, 2) AND c BETWEEN 1 AND 2 THEN 1 END'),
    ).toMatchObject({
      branches: [
        {
          when: {
            conditions: [{ operator: '>' }, { kind: 'in', negated: true }, { kind: 'between' }],
          },
        },
      ],
    });
  });

  it.each([
    ['a ? b', 'a character'],
    ['SUM(a', 'its end'],
    ['SUM(a) FILTER (WHERE b)', 'FILTER'],
    ['median(a)', 'the function median'],
    ['constructor(a)', 'the function constructor'],
    ['abs(a, b)', '2 arguments of abs'],
    ['a::int', 'a character'],
    ['', 'its end'],
    ['SELECT a FROM b', 'a'],
  ])('refuses %s', (text, got) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'FEATURE_UNSUPPORTED',
        message: expect.stringContaining(`got ${got}`),
      }),
    );
  });
});

it('tells names from other expressions', () => {
  expect(nameOfExpression('amount')).toEqual(['amount']);
  expect(nameOfExpression('orders."net amount"')).toEqual(['orders', 'net amount']);
  expect(nameOfExpression('a + b')).toBeUndefined();
  expect(nameOfExpression("'a'")).toBeUndefined();
});
