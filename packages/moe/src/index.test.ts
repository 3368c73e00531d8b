import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports what the README documents', () => {
  expect(Object.keys(exported).sort()).toEqual([
    'MoeError',
    'baseSpecs',
    'causalMask',
    'createPointerGenerator',
    'floatTensor',
    'initialAdapters',
    'initialPointerParameters',
    'intTensor',
    'languageModel',
    'languageModelHidden',
    'languageModelSpecs',
    'loadCheckpoint',
    'nanoConfig',
    'nanoDecoder',
    'nanoMixture',
    'pointerSpecs',
    'saveCheckpoint',
    'tokenEmbedding',
    'trainPointerModel',
    'validateConfig',
    'vocabularyLogits',
  ]);
});
