import { expect, it } from 'vitest';
import * as core from './index.js';
import * as execution from './execution/index.js';
import * as evaluation from './evaluation/index.js';
import * as graph from './graph/index.js';
import * as logical from './logical/index.js';
import * as sql from './sql/index.js';

it('exports what the README documents', () => {
  expect(Object.keys(core).sort()).toEqual([
    'ConfigError',
    'DatabaseClosedError',
    'DatabaseOpenError',
    'DialectUnknownError',
    'MoMQError',
    'ModelMissingError',
    'NoQueryError',
    'QueryExecutionError',
    'QueryRefusedError',
    'QuerySyntaxError',
    'QueryTimeoutError',
    'QuestionError',
    'SchemaEmptyError',
    'UnsupportedFeatureError',
    'adaptDialect',
    'createDatabase',
    'createMoMQ',
    'defineDialect',
    'openDatabase',
  ]);
});

it.each([
  [
    'execution',
    execution,
    [
      'DEFAULT_LIMITS',
      'MAX_TIMEOUT_MS',
      'createTemporaryFolder',
      'hideSecrets',
      'hideSecretsIn',
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
      'createTableStatement',
      'engineScript',
      'fittedSchema',
      'foreignKeyLinks',
      'inferLinks',
      'keywordsIn',
      'quoteEntity',
      'quoteIdentifier',
      'quoteText',
      'renderSqlSchema',
      'standardFunctions',
      'startProcess',
      'startThread',
      'strictGrouping',
    ],
  ],
  [
    'graph',
    graph,
    ['migrateToGraph', 'quoteName', 'relationalToGraph', 'relationalToGraphSchema', 'renderCypher'],
  ],
  [
    'logical',
    logical,
    [
      'canonicalise',
      'comparisonKind',
      'createQueryGrammar',
      'expressionType',
      'firstSelect',
      'linearise',
      'parseTokens',
      'queryWords',
      'relationalView',
      'requireLanguage',
      'requireReader',
    ],
  ],
  [
    'evaluation',
    evaluation,
    [
      'answerableQuestions',
      'bootstrapInterval',
      'evaluate',
      'loadDatabaseFolder',
      'mulberry32',
      'openOnce',
      'orderAsked',
      'readQuestions',
      'referenceGold',
      'resultsEqual',
    ],
  ],
])('exports from @momq/core/%s what packs and tools use', (_subpath, module, names) => {
  expect(Object.keys(module).sort()).toEqual(names);
});
