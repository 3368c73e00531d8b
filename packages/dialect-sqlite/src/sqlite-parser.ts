import { placedParts, QuerySyntaxError } from '@momq/dialect';
import type {
  Placeholder,
  QueryAnalysis,
  QueryParser,
  TextRange,
  WrittenLiteral,
  WrittenPlaceholder,
} from '@momq/dialect';
import { keywordsIn, refusedCall } from '@momq/core/sql';
import { parse } from 'sqlite3-parser';
import { allowedFunctions, isRefusedPragma, refusedFunctions } from './permitted-functions.js';
import { sqliteKeywords } from './sqlite-keywords.js';

/** Longest text that is parsed, in characters: about a fifth of a second on the caller's thread. */
export const MAX_QUERY_LENGTH = 262_144;

/** Deepest nesting of parentheses; SQLite's own limit of the depth of an expression. */
const MAX_DEPTH = 1000;

const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g;
const KEYWORDS = new Set(sqliteKeywords.all);

/** What SQLite's pack needs to know of a statement besides the contract. */
export interface SqliteAnalysis extends QueryAnalysis {
  readonly placeholders: readonly Placeholder[];
  /** Every name that stands where a table may stand, common table expressions included, lower case. */
  readonly tableNames: readonly string[];
}

/** {@link QueryParser} with what the engine's side needs. */
export interface SqliteParser extends QueryParser {
  /** @throws QuerySyntaxError with line, column and fragment, also for more than {@link MAX_QUERY_LENGTH} characters or 1000 nested parentheses */
  parse(text: string): SqliteAnalysis;
}

/**
 * The parser of SQLite's own grammar. Only `SELECT`, `VALUES` and `WITH … SELECT` whose functions are all allowed count as
 * reading.
 *
 * @param allowFunctions - functions besides {@link allowedFunctions}
 */
export function createSqliteParser(allowFunctions: readonly string[] = []): SqliteParser {
  const allowed = new Set([
    ...allowedFunctions,
    ...allowFunctions.map((name) => name.toLowerCase()),
  ]);
  return {
    parse(text) {
      requireParsable(text);
      const result = parse(text);
      if (result.status === 'error') throw located(text, result.errors[0]);
      return analyse(text, result.root.cmds as readonly object[] as readonly SyntaxNode[], allowed);
    },
  };
}

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** SQLite reads up to the first NUL, our grammar past it. */
function requireParsable(text: string): void {
  const nul = text.indexOf('\0');
  const position = { line: 1, column: 1, fragment: text.slice(0, 20) };
  if (nul >= 0) {
    throw new QuerySyntaxError('sqlite: expected text without the character U+0000, got one', {
      ...position,
      column: nul + 1,
      fragment: '\\0',
    });
  }
  if (text.length > MAX_QUERY_LENGTH) {
    throw new QuerySyntaxError(
      `sqlite: expected at most ${MAX_QUERY_LENGTH} characters, got ${text.length}; give long lists as parameters, for example with json_each(?)`,
      position,
    );
  }
  if (depthOf(text) > MAX_DEPTH) {
    throw new QuerySyntaxError(
      `sqlite: expected at most ${MAX_DEPTH} parentheses one in the other, got more`,
      position,
    );
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [parenthesis] of text.replace(QUOTED, '').matchAll(/[()]/g)) {
    depth += parenthesis === '(' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function analyse(
  text: string,
  statements: readonly SyntaxNode[],
  allowed: ReadonlySet<string>,
): SqliteAnalysis {
  const found = new Collected();
  // An explicit stack: deeply nested hostile text must not overflow ours.
  const open: unknown[] = [...statements];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if ('type' in node && typeof node.type === 'string') found.add(node as SyntaxNode);
    const call =
      'type' in node && (node.type === 'FunctionCallExpr' || node.type === 'FunctionCallStarExpr');
    for (const [key, part] of Object.entries(node))
      if (key !== 'span' && !(call && key === 'name')) open.push(part);
  }
  const reason = refusal(statements, found, allowed);
  return {
    statements: statements.length,
    readOnly: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    relations: [...found.relations].filter((name) => !found.expressions.has(name)),
    columns: [...found.columns],
    functions: [...found.functions],
    keywords: keywordsIn(text, KEYWORDS),
    ...placedParts(text, found.literals, found.placeholders),
    tableNames: [...found.relations].map((name) => name.toLowerCase()),
  };
}

function refusal(
  statements: readonly SyntaxNode[],
  found: Collected,
  allowed: ReadonlySet<string>,
): string | undefined {
  const writer = statements.find((statement) => statement.type !== 'SelectStmt');
  if (writer !== undefined) return statementName(writer.type);
  const name = [...found.functions].find(
    (called) => !allowed.has(called) && (!called.startsWith('pragma_') || isRefusedPragma(called)),
  );
  if (name !== undefined) return refusedCall(name, 'SQLite', refusedFunctions);
  const pragma = [...found.relations].find(isRefusedPragma);
  return pragma === undefined
    ? undefined
    : `the table ${pragma}, which tells of more than the data`;
}

class Collected {
  readonly relations = new Set<string>();
  /** Names of common table expressions. */
  readonly expressions = new Set<string>();
  readonly columns = new Set<string>();
  readonly functions = new Set<string>();
  readonly literals: WrittenLiteral[] = [];
  readonly placeholders: WrittenPlaceholder[] = [];

  add(node: SyntaxNode): void {
    switch (node.type) {
      case 'TableSelectTable':
        this.relations.add(text(field(node['tblName'], 'objName')));
        break;
      case 'TableCallSelectTable':
        this.functions.add(text(field(node['tblName'], 'objName')).toLowerCase());
        break;
      case 'CommonTableExpr':
        this.expressions.add(text(node['tblName']));
        break;
      case 'QualifiedExpr':
        this.columns.add(text(node['column']));
        break;
      case 'Id':
        this.columns.add(text(node));
        break;
      case 'FunctionCallExpr':
      case 'FunctionCallStarExpr':
        this.functions.add(text(node['name']).toLowerCase());
        break;
      case 'StringLiteral':
        this.literals.push({ ...rangeOf(node), type: 'text', value: String(node['value']) });
        break;
      case 'NumericLiteral':
        this.literals.push({ ...rangeOf(node), type: 'number', value: Number(node['value']) });
        break;
      case 'VariableExpr':
        this.placeholders.push({ ...rangeOf(node), name: String(node['name']) });
        break;
      default:
    }
  }
}

function rangeOf({ span }: SyntaxNode): TextRange {
  const start = Number(field(span, 'offset'));
  return { start, end: start + Number(field(span, 'length')) };
}

function field(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null
    ? (node as Record<string, unknown>)[key]
    : undefined;
}

function text(node: unknown): string {
  return String(field(node, 'text') ?? field(node, 'name') ?? '');
}

/** `AttachStmt` → `ATTACH`, `CreateTableStmt` → `CREATE TABLE`. */
function statementName(type: string): string {
  return type
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

function located(
  source: string,
  error:
    | {
        readonly message: string;
        readonly span: {
          readonly offset: number;
          readonly length: number;
          readonly line: number;
          readonly col: number;
        };
        readonly hints?: readonly { readonly message: string }[] | undefined;
      }
    | undefined,
): QuerySyntaxError {
  const span = error?.span ?? { offset: 0, length: 0, line: 1, col: 0 };
  const hint = error?.hints?.[0]?.message;
  const message = `sqlite: ${error?.message ?? 'syntax error'}${hint === undefined ? '' : `; ${hint}`}`;
  const fragment =
    source.slice(span.offset, span.offset + Math.max(span.length, 1)) || 'end of text';
  return new QuerySyntaxError(message, { line: span.line, column: span.col + 1, fragment });
}
