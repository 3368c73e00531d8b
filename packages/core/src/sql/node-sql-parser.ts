import { QuerySyntaxError } from '@momq/dialect';
import type { QueryParser } from '@momq/dialect';
import { keywordsIn } from './keyword-scan.js';
import { analyseSyntaxTree } from './node-sql-analysis.js';

/** The part of node-sql-parser that is used, as each of its builds exports it (`node-sql-parser/build/mysql.js`). */
export interface NodeSqlLibrary {
  readonly Parser: new () => {
    /** The syntax tree of a text; throws where there is none. */
    parse(text: string, options: { readonly database: string }): { readonly ast: unknown };
  };
}

/** Options of {@link nodeSqlParser}. */
export interface NodeSqlParserOptions {
  /** Id of the pack, in messages. */
  readonly dialect: string;
  /** Which of its grammars: `mysql`, `postgresql`, `snowflake`, `trino` and others; the build has to have it. */
  readonly database: string;
  /** Keywords that an analysis names, upper case. */
  readonly keywords: readonly string[];
  /** Functions that only read, by name and in any case. A call of another one is not read-only. */
  readonly functions: readonly string[];
  /** The library, imported by the pack that depends on it. */
  readonly library: NodeSqlLibrary;
}

/** Longest text that is parsed, in characters: about a second on the caller's thread. */
const MAX_LENGTH = 65_536;

/** Deepest nesting of parentheses: its PostgreSQL grammar takes twice as long for each, and two seconds for ten. */
const MAX_DEPTH = 10;

const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** What MySQL and MariaDB execute; refused in strings as well, since grammars differ in where one ends. */
const EXECUTED_COMMENT = /\/\*M?!/;

/**
 * A parser to start a pack with: one of the grammars of node-sql-parser. It is a rough one. It accepts between 60 and 83 % of good
 * SQL and gives places in errors only; what it does not accept counts as wrong syntax, and its verdict on what only reads does not
 * replace a guard in the engine.
 *
 * @returns a parser that throws QuerySyntaxError with line, column and fragment; also for more than 65,536 characters, more than
 *   ten nested parentheses, and comments that MySQL executes
 */
export function nodeSqlParser(options: NodeSqlParserOptions): QueryParser {
  const parser = new options.library.Parser();
  const keywords = new Set(options.keywords);
  const functions = new Set(options.functions.map((name) => name.toLowerCase()));
  return {
    parse(text) {
      requireParsable(text, options.dialect);
      const tree = syntaxTree(text, options, (from) => parser.parse(from, options).ast);
      return { ...analyseSyntaxTree(tree, functions), keywords: keywordsIn(text, keywords) };
    },
  };
}

function requireParsable(text: string, dialect: string): void {
  const fail = (expected: string, got: string, column = 1): never => {
    const fragment = text.slice(column - 1, column + 19) || 'end of text';
    throw new QuerySyntaxError(`${dialect}: expected ${expected}, got ${got}`, {
      line: 1,
      column,
      fragment,
    });
  };
  if (text.length > MAX_LENGTH) fail(`at most ${MAX_LENGTH} characters`, String(text.length));
  if (text.includes('\0')) fail('text without the character U+0000', 'one');
  if (EXECUTED_COMMENT.test(text)) fail('no comment that is executed', '/*!');
  const { open, deepest } = parentheses(text.replace(QUOTED, ''));
  if (Math.max(deepest, parentheses(text).deepest) > MAX_DEPTH)
    fail(`at most ${MAX_DEPTH} parentheses one in the other`, 'more');
  if (open > 0) fail('as many closing parentheses as opening ones', `${open} fewer`);
}

function parentheses(text: string): { readonly open: number; readonly deepest: number } {
  let open = 0;
  let deepest = 0;
  for (const [parenthesis] of text.matchAll(/[()]/g)) {
    open += parenthesis === '(' ? 1 : -1;
    deepest = Math.max(deepest, open);
  }
  return { open, deepest };
}

function syntaxTree(
  text: string,
  { dialect, database }: NodeSqlParserOptions,
  parse: (text: string) => unknown,
): unknown {
  try {
    return parse(text);
  } catch (error) {
    const { offset = 0, line = 1, column = 1 } = errorStart(error);
    const fragment = text.slice(offset, offset + 20) || 'end of text';
    throw new QuerySyntaxError(
      `${dialect}: expected text that the ${database} grammar of node-sql-parser accepts, got another`,
      { line, column, fragment },
    );
  }
}

interface ErrorPlace {
  readonly offset?: number;
  readonly line?: number;
  readonly column?: number;
}

/** Where a syntax error stands; a place of its own where the library fails otherwise, as it does on text it cannot recurse into. */
function errorStart(error: unknown): ErrorPlace {
  const { location } = error as { readonly location?: { readonly start?: ErrorPlace } };
  return location?.start ?? {};
}
