import { expect, test } from 'vitest';
import { keywordsIn } from './keyword-scan.js';

test('finds each keyword once, not in strings, quoted names or comments', () => {
  const text = `select "from" x FROM t -- where
    /* limit */ from 'it''s group' [order] \`having\``;
  const keywords = new Set(['SELECT', 'FROM', 'WHERE', 'LIMIT', 'GROUP', 'ORDER', 'HAVING']);
  expect(keywordsIn(text, keywords)).toEqual(['SELECT', 'FROM']);
});
