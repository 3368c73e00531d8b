import { QuerySyntaxError } from '@momq/dialect';

/** An error at a place of a text: line and column count from 1. */
export function syntaxErrorAt(text: string, offset: number, message: string): QuerySyntaxError {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const rest =
    text
      .slice(offset, offset + 40)
      .split('\n')[0]
      ?.trim() ?? '';
  return new QuerySyntaxError(`nGQL: ${message}`, {
    line,
    column,
    fragment: rest === '' ? 'end of the text' : rest,
  });
}
