import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports what the README documents', () => {
  expect(Object.keys(exported).sort()).toEqual(['mysql']);
});
