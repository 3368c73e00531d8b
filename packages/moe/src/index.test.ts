import { expect, it } from 'vitest';
import * as root from './index.js';
import * as pointer from './pointer/index.js';
import * as text from './text/index.js';
import * as bases from './bases/index.js';
import * as training from './training/index.js';
import * as report from './report/index.js';
import * as merging from './merging/index.js';
import * as interop from './interop/index.js';

it.each([
  [
    '.',
    root,
    [
      'MoeError',
      'addGroup',
      'baseIdentity',
      'floatTensor',
      'installGroups',
      'intTensor',
      'jointLora',
      'loadAdapters',
      'loadCheckpoint',
      'loraMoe',
      'mixLora',
      'momqFigureMixture',
      'momqMixture',
      'ownWeights',
      'perDialectLora',
      'readGroup',
      'restrictGroups',
      'saveAdapters',
      'saveCheckpoint',
      'saveGroup',
      'smallExpertMixture',
      'xLora',
    ],
  ],
  [
    './pointer',
    pointer,
    [
      'attentionOutputs',
      'createPointerGenerator',
      'createPointerScorer',
      'foldAdapters',
      'initialPointerParameters',
      'inspectPointerModel',
      'pointerSpecs',
      'trainPointerModel',
    ],
  ],
  [
    './text',
    text,
    [
      'createTextGenerator',
      'imbalancedRows',
      'initialAdapters',
      'languageModel',
      'languageModelHidden',
      'languageModelSpecs',
      'presets',
      'readPortableResult',
      'scoreSamples',
      'textConstraint',
      'tokenBatch',
      'trainLanguageModel',
      'vocabularyLogits',
      'writePortableRun',
    ],
  ],
  [
    './bases',
    bases,
    ['baseReference', 'createTokenizer', 'loadBase', 'locateModel', 'requireBase'],
  ],
  ['./training', training, ['lockRun']],
  ['./report', report, ['renderTrainingReport']],
  [
    './merging',
    merging,
    ['mergeMixture', 'mergeModels', 'mergeTensors', 'parseMergeConfig', 'parseMixtureMergeConfig'],
  ],
  ['./interop', interop, ['exportDense', 'exportOnnx', 'exportPeft', 'importPeft']],
])('%s exports exactly its public names', (_, exported, names) => {
  expect(Object.keys(exported).sort()).toEqual(names);
});
