import { placedParts } from '@momq/dialect';
import type { QueryAnalysis, QueryParser } from '@momq/dialect';
import { keywordsIn, requireDependency } from '@momq/core/sql';
import { unknownPart } from './postgres-builtin-guard.js';
import { writtenLiterals, writtenPlaceholders } from './postgres-literals.js';
import { postgresKeywords } from './postgres-keywords.js';
import { located, requireParsable } from './postgres-parse-bounds.js';
import { statementUse } from './postgres-use.js';
import type { StatementUse, UsedName } from './postgres-use.js';

const KEYWORDS = new Set(postgresKeywords.all);

/** The parser, and what it found for the check against a database's catalogue. */
export interface PostgresParser extends QueryParser {
  /** @throws QuerySyntaxError */
  use(text: string): StatementUse;
}

/**
 * Loads PostgreSQL's own parser (WebAssembly); later calls are free.
 *
 * @param allowFunctions - functions of the user's that a query may call, `name` or `schema.name`
 */
export async function createPostgresParser(
  allowFunctions: readonly string[] = [],
): Promise<PostgresParser> {
  // Loaded here: programs that use another dialect need not wait for it. Not imported: a bundler would leave its
  // WebAssembly file behind.
  const library = requireDependency(
    'libpg-query',
    import.meta.url,
    '@momq/dialect-postgres',
  ) as typeof import('libpg-query');
  await library.loadModule();
  const allowed = new Set(allowFunctions);
  const use = (text: string): StatementUse => parse(text, library);
  return { use, parse: (text) => analysis(text, use(text), allowed) };
}

function parse(
  text: string,
  { parseSync, scanSync, hasSqlDetails }: typeof import('libpg-query'),
): StatementUse {
  requireParsable(text, scanSync);
  if (text.trim() === '') return statementUse([]);
  try {
    return statementUse(parseSync(text).stmts ?? []);
  } catch (error) {
    if (error instanceof RangeError) throw located(text, 'the query nests too deep', 0);
    if (!hasSqlDetails(error)) throw error;
    throw located(text, error.message, offsetOf(text, error.sqlDetails?.cursorPosition ?? 0));
  }
}

/** From a place that counts characters of Unicode. */
function offsetOf(text: string, characters: number): number {
  return [...text].slice(0, characters).join('').length;
}

function analysis(text: string, use: StatementUse, allowed: ReadonlySet<string>): QueryAnalysis {
  const reason = use.writer ?? unknownPart(use, allowed);
  return {
    statements: use.statements,
    readOnly: reason === undefined,
    ...(reason !== undefined && { reason }),
    relations: distinctNames(use.relations).filter((name) => !use.expressions.has(name)),
    columns: [...use.columns],
    functions: distinctNames(use.functions.filter(({ form }) => form === 'call')),
    keywords: keywordsIn(text, KEYWORDS),
    ...placedParts(
      text,
      writtenLiterals(text, use.constants),
      writtenPlaceholders(text, use.placeholders),
    ),
  };
}

function distinctNames(names: readonly UsedName[]): string[] {
  return [...new Set(names.map(({ name }) => name))];
}
