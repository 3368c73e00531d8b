import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports a server and its error', () => {
  expect(Object.keys(exported).sort()).toEqual(['ServeError', 'createServer']);
});
