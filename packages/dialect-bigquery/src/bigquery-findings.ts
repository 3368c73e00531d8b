import { QuerySyntaxError } from '@momq/dialect';
import type { Token } from './googlesql-tokens.js';
import { hasPipes, pipeProblem } from './grammar/pipe-problem.js';
import { readQuery } from './grammar/query-parser.js';
import { howToInstall } from './optional-packages.mjs';
import type { Found } from './zetasql-analysis.mjs';
import { ZETASQL } from './zetasql-service.mjs';

/** Words that a query begins with. */
const QUERIES = new Set(['SELECT', 'WITH', 'FROM']);
/** Words that other statements begin with. */
const STATEMENTS = new Set(
  `ALTER ANALYZE ASSERT BEGIN BREAK CALL CASE COMMIT CONTINUE CREATE DECLARE DELETE DESCRIBE DROP EXECUTE EXPLAIN EXPORT FOR
GRANT IF INSERT ITERATE LEAVE LOAD LOOP MERGE RAISE RENAME REPEAT RETURN REVOKE ROLLBACK SET SHOW START TRUNCATE UNDROP
UPDATE WHILE`.split(/\s+/),
);

/**
 * What a text is made of. A query that the pack's own grammar knows is read at once; ZetaSQL is asked about all others, and has the
 * last word, but on pipes, which its package does not know. Without it they are an error, or statements of which the first word alone is known.
 *
 * @param zetaSql - asks ZetaSQL; undefined where it is not installed
 * @throws QuerySyntaxError with line, column and fragment
 */
export function bigqueryFindings(
  text: string,
  tokens: readonly Token[],
  zetaSql: ((text: string) => Found) | undefined,
): Found {
  const read = readQuery(text, tokens);
  if ('found' in read) return read.found;
  const isPiped = hasPipes(tokens);
  if (zetaSql !== undefined && !isPiped) return zetaSql(text);
  const problem = isPiped ? pipeProblem(tokens, read.stuckAt) : undefined;
  return firstWords(tokens, unexpected(text, read.stuckAt, problem ?? howToReadMore()), text);
}

function firstWords(tokens: readonly Token[], error: QuerySyntaxError, text: string): Found {
  const firsts = tokens.filter((token, place) => !isEnd(token) && isEnd(tokens[place - 1]));
  const statements = firsts.map((token) => {
    const word = token.kind === 'word' ? token.text.toUpperCase() : token.text;
    if (QUERIES.has(word) || word === '(') return 'Query';
    if (!STATEMENTS.has(word)) throw unexpected(text, token, howToReadMore());
    return word;
  });
  if (statements.join() === 'Query') throw error;
  return {
    ...{ statements, tables: [], tableFunctions: [], functions: [], columns: [] },
    ...{ literals: [], placeholders: [], variables: [], limitAt: undefined, isUnread: true },
  };
}

/** Whether a statement ends here; before the first token, one has. */
function isEnd(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'symbol' && token.text === ';');
}

function howToReadMore(): string {
  return `expected GoogleSQL that goes on, got %. Correct it; where it is right, install ${ZETASQL} (Linux and macOS), which reads rarer syntax than this parser alone: ${howToInstall(ZETASQL)}`;
}

/** An error at a token; `%` in its words stands for the token. */
function unexpected(text: string, token: Token | undefined, words: string): QuerySyntaxError {
  const before = text.slice(0, token?.start ?? text.length).split('\n');
  const fragment = token?.text ?? 'end of text';
  return new QuerySyntaxError(`bigquery: ${words.replace('%', () => fragment)}`, {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    fragment,
  });
}
