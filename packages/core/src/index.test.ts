import { expect, it } from 'vitest';
import * as core from './index.js';
import * as confidence from './confidence/index.js';
import * as execution from './execution/index.js';
import * as evaluation from './evaluation/index.js';
import * as graph from './graph/index.js';
import * as logical from './logical/index.js';
import * as meaning from './meaning/index.js';
import * as sql from './sql/index.js';

it('exports what the README documents', () => {
  expect(Object.keys(core).sort()).toEqual([
    'ConfigError',
    'DatabaseClosedError',
    'DatabaseOpenError',
    'DialectUnknownError',
    'HistoryMismatchError',
    'MoMQError',
    'ModelMissingError',
    'NoQueryError',
    'QueryExecutionError',
    'QueryRefusedError',
    'QuerySyntaxError',
    'QueryTimeoutError',
    'QuestionError',
    'QuestionTooLongError',
    'SchemaEmptyError',
    'SemanticsError',
    'UnsupportedFeatureError',
    'adaptDialect',
    'createDatabase',
    'createMoMQ',
    'defineDialect',
    'dialectPrompt',
    'historyTurn',
    'openDatabase',
    'readLimits',
  ]);
});

it.each([
  [
    'execution',
    execution,
    [
      'MAX_TIMEOUT_MS',
      'createTemporaryFolder',
      'escapeControls',
      'hideSecrets',
      'hideSecretsIn',
      'jsonText',
      'percent',
      'queryLimits',
      'removeTemporaryFolder',
      'requirePositiveInteger',
      'requireReadOnly',
      'streamLimits',
      'valueLimits',
    ],
  ],
  [
    'sql',
    sql,
    [
      'KillableWorker',
      'QueryScope',
      'SqlGenerator',
      'argumentText',
      'createTableStatement',
      'engineScript',
      'fittedSchema',
      'foreignKeyLinks',
      'inferLinks',
      'infix',
      'keywordsIn',
      'named',
      'parenthesised',
      'quoteEntity',
      'quoteIdentifier',
      'quoteText',
      'renderSqlSchema',
      'requireDependency',
      'sqlNameGrammar',
      'standardFunctions',
      'startProcess',
      'startThread',
      'strictGrouping',
      'temporalEncoding',
    ],
  ],
  [
    'graph',
    graph,
    [
      'cypherNameGrammar',
      'migrateToGraph',
      'quoteName',
      'renderCypher',
      'schemaRemarks',
      'viewAsGraph',
    ],
  ],
  [
    'logical',
    logical,
    [
      'canonicalise',
      'comparisonKind',
      'conditionPieces',
      'constrainedDecoding',
      'createQueryGrammar',
      'entitySources',
      'expressionPieces',
      'expressionType',
      'functionCatalogue',
      'linearise',
      'mapQuery',
      'queryPieces',
      'queryWords',
      'refuseConstructs',
      'relationalView',
      'requireLanguage',
      'requireReader',
      'visitQuery',
    ],
  ],
  [
    'confidence',
    confidence,
    ['crossValidate', 'evidenceNames', 'fitCalibration', 'parseCalibration', 'weighAnswer'],
  ],
  ['meaning', meaning, ['asAsked', 'asMeant', 'reasonAgainst']],
  [
    'evaluation',
    evaluation,
    [
      'answerableQuestions',
      'calibrationReport',
      'evaluate',
      'judgedConfidences',
      'loadDatabaseFolder',
      'openOnce',
      'orderAsked',
      'precisionCoverage',
      'readQuestions',
      'readSuiteFolder',
      'referenceGold',
      'resultsEqual',
    ],
  ],
])('exports from @momq/core/%s what packs and tools use', (_subpath, module, names) => {
  expect(Object.keys(module).sort()).toEqual(names);
});
