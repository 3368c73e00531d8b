import { expect, it } from 'vitest';
import { MoMQError, QuerySyntaxError, QueryTimeoutError } from './momq-error.js';

it('is recognised across copies of the package by its mark, not by its class', () => {
  const foreign = Object.defineProperty(new Error('from another copy'), Symbol.for('momq.error'), {
    value: true,
  });
  expect(MoMQError.isInstance(foreign)).toBe(true);
  expect(MoMQError.isInstance(new QueryTimeoutError(5))).toBe(true);
  expect(MoMQError.isInstance(new Error('plain'))).toBe(false);
  expect(MoMQError.isInstance(null)).toBe(false);
});

it('carries its class name, its cause and the place in the query', () => {
  const cause = new Error('engine');
  expect(new MoMQError('CONFIG_INVALID', 'message', { cause }).cause).toBe(cause);
  const error = new QuerySyntaxError('expected FROM', { line: 2, column: 7, fragment: 'FORM' });
  expect(error).toMatchObject({
    name: 'QuerySyntaxError',
    code: 'QUERY_SYNTAX',
    line: 2,
    column: 7,
    fragment: 'FORM',
  });
  expect(error.message).toBe('expected FROM (line 2, column 7: FORM)');
});
