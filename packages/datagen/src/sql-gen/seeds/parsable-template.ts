import { QueryRefusedError } from '@momq/dialect';
import type { DialectPack, QueryParser } from '@momq/dialect';
import { abstractQuery } from './abstract-query.js';

/**
 * A template as its dialect's parser reads it: the placeholders `table` and `column` are words of SQL, so that names stand for
 * them, and a value for `literal`.
 *
 * @param literal - default `'literal'`
 */
export function parsableTemplate(template: string, literal = "'literal'"): string {
  return template.replace(
    /'[^']*'|"[^"]*"|\b(table|column|alias)(_?\d+)?\b|\bliteral(?:_?\d+)?\b/g,
    (word, name?: string) => {
      if (word.startsWith("'") || word.startsWith('"')) return literal === '1' ? '1' : word;
      return name === undefined ? literal : `${name}_1`;
    },
  );
}

/**
 * Reads a template that a model wrote: brings it to the form that {@link abstractQuery} gives, real names and values in it included.
 *
 * @throws QuerySyntaxError when it is no statement of the dialect, QueryRefusedError when it is several or could write
 */
export function readTemplate(
  template: string,
  pack: Pick<DialectPack, 'family' | 'keywords'>,
  parser: QueryParser,
): string {
  const text = parsableTemplate(template);
  try {
    requireReadOnly(parser, text);
    return abstractQuery(text, pack, parser);
  } catch (error) {
    const numeric = parsableTemplate(template, '1');
    if (numeric === text || error instanceof QueryRefusedError) throw error;
    requireReadOnly(parser, numeric);
    return abstractQuery(numeric, pack, parser);
  }
}

function requireReadOnly(parser: QueryParser, text: string): void {
  const { statements, readOnly, reason } = parser.parse(text);
  if (statements !== 1)
    throw new QueryRefusedError(`template: expected one statement, got ${statements}.`);
  if (!readOnly)
    throw new QueryRefusedError(
      `template: expected one that only reads, got ${reason ?? 'another'}.`,
    );
}
