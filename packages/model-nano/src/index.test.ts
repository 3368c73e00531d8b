import { expect, it } from 'vitest';
import * as nano from './index.js';

it('exports what its README names', () => {
  expect(Object.keys(nano).sort()).toEqual([
    'NanoError',
    'NanoModel',
    'anyDialect',
    'buildVocabulary',
    'candidateFeatures',
    'defaultSizes',
    'experimentSettings',
    'experimentVariants',
    'fitNanoRanking',
    'loadModel',
    'loadNano',
    'momqTableMarkdown',
    'momqTables',
    'nanoConfig',
    'nanoMixture',
    'nanoWeightsFolder',
    'runMomqTable',
    'startWord',
    'trainGroup',
    'trainNano',
    'variantTitle',
    'writeRanking',
  ]);
});
