import { expect, it } from 'vitest';
import * as core from './index.js';
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
      'standardFunctions',
      'startProcess',
      'startThread',
      'strictGrouping',
      'temporalEncoding',
    ],
  ],
  ['graph', graph, ['migrateToGraph', 'quoteName', 'renderCypher', 'viewAsGraph']],
  [
    'logical',
    logical,
    [
      'argumentCounts',
      'canonicalise',
      'columnTypes',
      'comparisonKind',
      'conditionPieces',
      'createQueryGrammar',
      'derivedSources',
      'entitySources',
      'expressionPieces',
      'expressionType',
      'firstSelect',
      'functionCatalogue',
      'isEntitySource',
      'isNullable',
      'isOptional',
      'linearise',
      'mapQuery',
      'parameterType',
      'parseTokens',
      'queryPieces',
      'queryTypes',
      'queryWords',
      'refuseConstructs',
      'relationalView',
      'requireLanguage',
      'requireReader',
      'sourcePieces',
      'usedConstructs',
      'visitQuery',
    ],
  ],
  ['meaning', meaning, ['asMeant', 'reasonAgainst']],
  [
    'evaluation',
    evaluation,
    [
      'answerableQuestions',
      'bootstrapInterval',
      'evaluate',
      'loadDatabaseFolder',
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
