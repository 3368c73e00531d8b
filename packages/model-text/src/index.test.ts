import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports a model, alone and with a fast one', () => {
  expect(Object.keys(exported)).toEqual(['cascade', 'textModel']);
});
