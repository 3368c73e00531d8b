import { expect, it } from 'vitest';
import * as experiment from './experiment/index.js';
import * as nano from './index.js';
import * as training from './training/index.js';

it.each<[string, object, readonly string[]]>([
  [
    '@momq/model-nano',
    nano,
    ['NanoError', 'NanoModel', 'loadModel', 'loadNano', 'nanoWeightsFolder'],
  ],
  [
    '@momq/model-nano/training',
    training,
    [
      'buildVocabulary',
      'fitNanoRanking',
      'nanoConfig',
      'nanoMixture',
      'trainGroup',
      'trainNano',
      'writeRanking',
    ],
  ],
  [
    '@momq/model-nano/experiment',
    experiment,
    [
      'ProcessorClock',
      'QueryVerdicts',
      'countAdapters',
      'defaultSizes',
      'experimentSettings',
      'experimentVariants',
      'momqTableMarkdown',
      'momqTables',
      'runMomqTable',
      'runParts',
      'runSqlgenTable',
      'settingLines',
      'sizeVariant',
      'sqlgenLines',
      'sqlgenParts',
      'sqlgenSizes',
      'sqlgenTables',
      'variantTitle',
    ],
  ],
])('exports from %s what its README names', (_, module, names) => {
  expect(Object.keys(module).sort()).toEqual(names);
});
