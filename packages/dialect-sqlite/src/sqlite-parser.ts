import { QuerySyntaxError } from '@momq/dialect';
import type { QueryAnalysis, QueryParser } from '@momq/dialect';
import { keywordsIn } from '@momq/core/sql';
import { parse } from 'sqlite3-parser';
import { sqliteKeywords } from './sqlite-keywords.js';

/** Functions that reach outside the database in some builds of SQLite. */
const REFUSED_FUNCTIONS = new Set([
  'load_extension',
  'writefile',
  'readfile',
  'edit',
  'fts3_tokenizer',
  'fsdir',
  'lsmode',
]);
const KEYWORDS = new Set(sqliteKeywords.all);

/** The parser of SQLite's own grammar. Only `SELECT`, `VALUES` and `WITH … SELECT` count as reading. */
export const sqliteParser: QueryParser = {
  parse(text) {
    const result = parse(text);
    if (result.status === 'error') throw located(text, result.errors[0]);
    return analyse(text, result.root.cmds as readonly object[] as readonly SyntaxNode[]);
  },
};

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

function analyse(text: string, statements: readonly SyntaxNode[]): QueryAnalysis {
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
  const writer = statements.find((statement) => statement.type !== 'SelectStmt');
  const refused = [...found.functions].find((name) => REFUSED_FUNCTIONS.has(name));
  const reason =
    writer !== undefined
      ? statementName(writer.type)
      : refused === undefined
        ? undefined
        : `${refused}()`;
  return {
    statements: statements.length,
    readOnly: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    relations: [...found.relations].filter((name) => !found.expressions.has(name)),
    columns: [...found.columns],
    functions: [...found.functions],
    literals: [...found.literals],
    keywords: keywordsIn(text, KEYWORDS),
  };
}

class Collected {
  readonly relations = new Set<string>();
  /** Names of common table expressions. */
  readonly expressions = new Set<string>();
  readonly columns = new Set<string>();
  readonly functions = new Set<string>();
  readonly literals = new Set<string | number>();

  add(node: SyntaxNode): void {
    switch (node.type) {
      case 'TableSelectTable':
      case 'TableCallSelectTable': {
        const name = text(field(node['tblName'], 'objName'));
        (node.type === 'TableSelectTable' ? this.relations : this.functions).add(
          node.type === 'TableSelectTable' ? name : name.toLowerCase(),
        );
        break;
      }
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
        this.literals.add(String(node['value']));
        break;
      case 'NumericLiteral':
        this.literals.add(Number(node['value']));
        break;
      default:
    }
  }
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
