import { expect, it } from 'vitest';
import { reportHtml, reportMarkdown } from './report-page.js';
import type { ReportPart } from './report-page.js';

const parts: readonly ReportPart[] = [
  { kind: 'heading', text: 'Errors' },
  { kind: 'text', text: 'of 3 <all> *one*' },
  { kind: 'table', columns: ['cause', 'n'], rows: [['a|b', 2]] },
  {
    ...{ kind: 'bars', title: 'Right', labels: ['easy'] },
    series: [{ name: 'share', values: [0.25] }],
  },
  {
    ...{ kind: 'example', text: 'shop#1: Who?' },
    code: [['gold', 'SELECT "a" < 1,\n`b```c`\u001b[2J']],
  },
];

it('writes a page that shows every text as it is', () => {
  const html = reportHtml('a & b', parts);
  expect(html).toContain('<h1>a &amp; b</h1>');
  expect(html).toContain('<p>of 3 &lt;all&gt; *one*</p>');
  expect(html).toContain('<tr><th>a|b</th><td>2</td></tr>');
  expect(html).toMatch(/width:25\.00%.*25\.0 %/);
  expect(html).toContain('SELECT &quot;a&quot; &lt; 1,\n`b```c`\\u001b[2J');
});

it('writes Markdown that shows every text as it is', () => {
  expect(reportMarkdown('a & b', parts)).toBe(
    String.raw`# a & b

## Errors

of 3 \<all\> \*one\*

| cause | n |
| --- | --- |
| a\|b | 2 |

| Right | share |
| --- | --- |
| easy | 25.0 % |

- shop\#1: Who?

  gold:

  ~~~~
  SELECT "a" < 1,
  $b$$$c$\u001b[2J
  ~~~~
`
      .replaceAll('$', '`')
      .replaceAll('~', '`'),
  );
});
