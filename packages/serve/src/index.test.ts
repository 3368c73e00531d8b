import { expect, it } from 'vitest';
import * as exported from './index.js';

it('exports servers, their error, and what other protocols share', () => {
  expect(Object.keys(exported).sort()).toEqual([
    'ServeError',
    'ServedDatabases',
    'createHandlerServer',
    'createServer',
    'describeFailure',
    'withoutSecrets',
  ]);
});
