import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports what the README documents, and nothing else', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const documented = [...readme.matchAll(/^\| `(\w+)` +\| (?:every|databases|a test)/gm)];
  expect(Object.keys(exported).sort()).toEqual(documented.map(([, name]) => name).sort());
});
