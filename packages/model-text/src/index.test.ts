import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports a model', () => {
  expect(Object.keys(exported)).toEqual(['textModel']);
});
