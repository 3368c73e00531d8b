/** Text of a megabyte and more: an answer or a coded error, never a stack that overflows. */
import { MoMQError } from '@momq/dialect';
import { expect, it } from 'vitest';
import { ngqlParser } from './ngql-parser.js';

const outcomeOf = (text: string): string => {
  try {
    return ngqlParser.parse(text).readOnly ? 'reads' : 'refused';
  } catch (error) {
    return MoMQError.isInstance(error) ? error.code : String(error);
  }
};

it.each([
  ['a list', 'reads', `RETURN [${'1,'.repeat(150_000)}1]`],
  ['ids', 'reads', `GO FROM ${'1,'.repeat(150_000)}1 OVER x YIELD 1`],
  ['edges', 'reads', `FETCH PROP ON a ${'1->1,'.repeat(150_000)}1->1 YIELD 1`],
  ['pipes', 'reads', `YIELD 1${' | YIELD 1'.repeat(512)}`],
  ['too many pipes', 'QUERY_SYNTAX', `YIELD 1${' | YIELD 1'.repeat(513)}`],
  ['set operators', 'reads', `YIELD 1${' UNION YIELD 1'.repeat(512)}`],
  ['too many set operators', 'QUERY_SYNTAX', `YIELD 1${' MINUS YIELD 1'.repeat(513)}`],
  ['clauses', 'reads', `${'MATCH (a) '.repeat(512)}RETURN 1`],
  ['too many clauses', 'QUERY_SYNTAX', `${'MATCH (a) '.repeat(513)}RETURN 1`],
  ['nested plans', 'QUERY_SYNTAX', 'EXPLAIN {'.repeat(20_000)],
  ['nested statements', 'QUERY_SYNTAX', '('.repeat(20_000)],
  ['a path', 'reads', `MATCH ${'(a)--'.repeat(512)}(a) RETURN 1`],
  ['too long a path', 'QUERY_SYNTAX', `MATCH ${'(a)--'.repeat(513)}(a) RETURN 1`],
  ['NUL', 'QUERY_SYNTAX', '\0'.repeat(1_000_000)],
  ['half a character', 'QUERY_SYNTAX', '\uD800'],
  ['a text without end', 'QUERY_SYNTAX', `YIELD "${'x'.repeat(1_000_000)}`],
  ['a comment without end', 'QUERY_SYNTAX', '/*'.repeat(500_000)],
  ['nothing', 'QUERY_SYNTAX', ''],
  ['white space', 'QUERY_SYNTAX', ' \n\t'.repeat(300_000)],
])('%s: %s', (_, outcome, text) => {
  expect(outcomeOf(text)).toBe(outcome);
});
