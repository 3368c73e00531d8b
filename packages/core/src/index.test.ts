import { expect, it } from 'vitest';
import * as core from './index.js';
import * as dialect from './dialect/index.js';

it('exports what the README documents', () => {
  expect(Object.keys(core).sort()).toEqual([
    'ConfigError',
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
    'createMoMQ',
    'defineDialect',
  ]);
});

it('gives packs the contract, its errors and nothing else', () => {
  expect(Object.keys(dialect).sort()).toEqual([
    'ConfigError',
    'DatabaseOpenError',
    'MoMQError',
    'QueryExecutionError',
    'QueryRefusedError',
    'QuerySyntaxError',
    'QueryTimeoutError',
    'UnsupportedFeatureError',
    'defineDialect',
  ]);
});
