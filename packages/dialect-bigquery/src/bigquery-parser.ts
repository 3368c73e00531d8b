import { placedParts, QuerySyntaxError } from '@momq/dialect';
import type { QueryAnalysis, QueryParser } from '@momq/dialect';
import { bigqueryFindings } from './bigquery-findings.js';
import { bigqueryKeywords } from './bigquery-keywords.js';
import { refusal } from './bigquery-permitted.js';
import { depthOf, googleSqlTokens } from './googlesql-tokens.js';
import type { Token } from './googlesql-tokens.js';
import type { Found } from './zetasql-analysis.mjs';
import { hasZetaSql, parseWithZetaSql } from './zetasql-parse.js';

/** Longest text that is parsed, in characters: a fifth of a second on the caller's thread. */
export const MAX_QUERY_LENGTH = 131_072;

/** Deepest nesting of brackets. */
const MAX_DEPTH = 200;

const KEYWORDS = new Set(bigqueryKeywords.all);

/** What the engines need to know of a statement besides the contract. */
export interface BigqueryAnalysis extends QueryAnalysis {
  readonly found: Found;
}

/** {@link QueryParser} with what the engines need. */
export interface BigqueryParser extends QueryParser {
  /** @throws QuerySyntaxError with line, column and fragment, also for texts that are too long or nest too deep */
  parse(text: string): BigqueryAnalysis;
}

/**
 * Reads queries with a grammar of the pack, at once; ZetaSQL, where it is installed, says what is wrong with a text, and reads all
 * that the grammar does not know.
 *
 * @param allowFunctions - functions and table functions that queries may call besides BigQuery's own that read
 */
export function createBigqueryParser(allowFunctions: readonly string[] = []): BigqueryParser {
  const allowed = new Set(allowFunctions.map((name) => name.toLowerCase()));
  const zetaSql = hasZetaSql() ? parseWithZetaSql : undefined;
  return {
    parse(text) {
      const tokens = parsable(text);
      const found = bigqueryFindings(text, tokens, zetaSql);
      const reason = refusal(found, allowed);
      return {
        statements: found.statements.length,
        readOnly: reason === undefined,
        ...(reason !== undefined && { reason }),
        relations: [...new Set(found.tables.map(({ names }) => names.join('.')))],
        columns: found.columns,
        functions: found.functions.map((name) => name.toLowerCase()),
        keywords: [
          ...new Set(
            tokens
              .filter(({ kind }) => kind === 'word')
              .map((token) => token.text.toUpperCase())
              .filter((word) => KEYWORDS.has(word)),
          ),
        ],
        ...placedParts(text, found.literals, found.placeholders),
        found,
      };
    },
  };
}

function parsable(text: string): readonly Token[] {
  const position = { line: 1, column: 1, fragment: text.slice(0, 20) };
  if (text.length > MAX_QUERY_LENGTH) {
    throw new QuerySyntaxError(
      `bigquery: expected at most ${MAX_QUERY_LENGTH} characters, got ${text.length}; give long lists as parameters`,
      position,
    );
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    throw new QuerySyntaxError('bigquery: expected text without the character U+0000, got one', {
      line: text.slice(0, nul).split('\n').length,
      column: nul - text.lastIndexOf('\n', nul),
      fragment: '\\0',
    });
  }
  const tokens = googleSqlTokens(text);
  if (depthOf(tokens) > MAX_DEPTH) {
    throw new QuerySyntaxError(
      `bigquery: expected at most ${MAX_DEPTH} brackets one in the other, got more`,
      position,
    );
  }
  return tokens;
}
