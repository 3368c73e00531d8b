import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports what the README documents', () => {
  expect(Object.keys(exported).sort()).toEqual([
    'MoeError',
    'createPointerGenerator',
    'floatTensor',
    'initialPointerParameters',
    'intTensor',
    'loadCheckpoint',
    'nanoConfig',
    'nanoDecoder',
    'nanoMixture',
    'pointerSpecs',
    'saveCheckpoint',
    'trainPointerModel',
    'validateConfig',
  ]);
});
