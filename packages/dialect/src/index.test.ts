import { expect, it } from 'vitest';
import * as contract from './index.js';

it('exports the contract: two functions, the names of constructs, functions and units, and errors', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'ConfigError',
    'DatabaseClosedError',
    'DatabaseOpenError',
    'EngineMissingError',
    'MoMQError',
    'QueryExecutionError',
    'QueryRefusedError',
    'QuerySyntaxError',
    'QueryTimeoutError',
    'UnsupportedFeatureError',
    'defineDialect',
    'functionNames',
    'logicalConstructs',
    'placedParts',
    'timeUnits',
  ]);
});
