import { expect, it } from 'vitest';
import { fenced, rowTable } from './markdown.js';

it('takes a fence that the query cannot end', () => {
  expect(fenced("SELECT '```\u001b[2J'", 'sql')).toBe("````sql\nSELECT '```\\u001b[2J'\n````");
});

it('shows cells as text, in one line, and cuts long ones', () => {
  const rows = [
    ['<img src=x> | `a`\n**b** [c](http://d)', null, 2n ** 60n],
    ['x'.repeat(200), 1, {}],
  ];
  const [head, , first, second] = rowTable({
    columns: ['a|b', '_c_', 'customer_id'],
    rows: rows as never,
    truncated: true,
  }).split('\n');
  expect(first).toBe(
    '| \\<img src=x\\> \\| \\`a\\` \\*\\*b\\*\\* \\[c\\](http\\://d) | NULL | 1152921504606846976 |',
  );
  expect(head).toBe('| a\\|b | \\_c\\_ | customer_id |');
  expect(second).toMatch(/^\| x{79}… \| 1 \| \{\} \|$/);
});

it('says how many rows there are, and how many of them it shows', () => {
  const of = (count: number, truncated = false) =>
    rowTable({ columns: ['n'], rows: Array.from({ length: count }, (_, n) => [n]), truncated });
  expect(of(0)).toBe('0 rows');
  expect(of(1)).toMatch(/\n1 row$/);
  expect(of(21)).toMatch(/\n21 rows, the first 20 of which are shown$/);
  expect(of(1000, true)).toMatch(/\n1000\+ rows, the first 20/);
});
