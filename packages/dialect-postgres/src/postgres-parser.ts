import { QuerySyntaxError } from '@momq/dialect';
import type { QueryAnalysis, QueryParser } from '@momq/dialect';
import { keywordsIn } from '@momq/core/sql';
import { postgresKeywords } from './postgres-keywords.js';
import { isRefusedFunction } from './postgres-refused-functions.js';

const KEYWORDS = new Set(postgresKeywords.all);

/** Longest text that the parser takes: deep nesting in longer ones could exhaust its stack. */
const MAX_TEXT_LENGTH = 100_000;
const MAX_NESTING = 500;

/** Loads PostgreSQL's own parser (WebAssembly); later calls are free. */
export async function createPostgresParser(): Promise<QueryParser> {
  // Loaded here: programs that use another dialect need not wait for it.
  const library = await import('libpg-query');
  await library.loadModule();
  return { parse: (text) => parsePostgres(text, library) };
}

function parsePostgres(
  text: string,
  { parseSync, hasSqlDetails }: typeof import('libpg-query'),
): QueryAnalysis {
  refuseDeepNesting(text);
  if (text.trim() === '')
    return {
      statements: 0,
      readOnly: true,
      relations: [],
      columns: [],
      functions: [],
      literals: [],
      keywords: [],
    };
  try {
    return analyse(text, parseSync(text).stmts ?? []);
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    throw located(text, error.message, error.sqlDetails?.cursorPosition ?? 0);
  }
}

function analyse(text: string, statements: readonly object[]): QueryAnalysis {
  const found = new Collected();
  const open: (readonly [string, unknown])[] = statements.map(
    (statement) => ['', statement] as const,
  );
  while (open.length > 0) {
    const [kind, node] = open.pop() ?? ['', null];
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node)) found.add(kind, node as Node);
    for (const [key, part] of Object.entries(node)) open.push([key, part]);
  }
  const refused = [...found.functions].find(isRefusedFunction);
  const reason = found.writer ?? (refused === undefined ? undefined : `${refused}()`);
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

type Node = Readonly<Record<string, unknown>>;

/** What the walk over PostgreSQL's parse tree gathers; keys of the tree are node kinds. */
class Collected {
  readonly relations = new Set<string>();
  /** Names of common table expressions. */
  readonly expressions = new Set<string>();
  readonly columns = new Set<string>();
  readonly functions = new Set<string>();
  readonly literals = new Set<string | number>();
  /** The first part that does more than read. */
  writer: string | undefined;

  add(kind: string, node: Node): void {
    if (kind.endsWith('Stmt') && kind !== 'SelectStmt') this.writer ??= statementName(kind);
    switch (kind) {
      case 'intoClause':
        this.writer ??= 'SELECT INTO';
        break;
      case 'LockingClause':
        this.writer ??= 'FOR UPDATE or FOR SHARE';
        break;
      case 'RangeVar':
        this.relations.add(String(node['relname']));
        break;
      case 'CommonTableExpr':
        this.expressions.add(String(node['ctename']));
        break;
      case 'ColumnRef': {
        const name = lastName(node['fields']);
        if (name !== undefined) this.columns.add(name);
        break;
      }
      case 'FuncCall': {
        const name = lastName(node['funcname']);
        if (name !== undefined) this.functions.add(name);
        break;
      }
      case 'A_Const':
        this.addLiteral(node);
        break;
      default:
    }
  }

  private addLiteral(node: Node): void {
    const { sval, ival, fval } = node as {
      sval?: { sval?: string };
      ival?: { ival?: number };
      fval?: { fval?: string };
    };
    if (sval !== undefined) this.literals.add(sval.sval ?? '');
    if (ival !== undefined) this.literals.add(ival.ival ?? 0);
    if (fval !== undefined) this.literals.add(Number(fval.fval));
  }
}

function lastName(names: unknown): string | undefined {
  const last: unknown = Array.isArray(names) ? names.at(-1) : undefined;
  return (last as { String?: { sval?: string } } | undefined)?.String?.sval;
}

/** `CreateTableAsStmt` → `CREATE TABLE AS`. */
function statementName(kind: string): string {
  if (kind.startsWith('Variable')) return kind === 'VariableSetStmt' ? 'SET' : 'SHOW';
  return kind
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}

function refuseDeepNesting(text: string): void {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new QuerySyntaxError(
      `postgres: expected at most ${MAX_TEXT_LENGTH} characters, got ${text.length}. Shorten the query`,
      { line: 1, column: 1, fragment: text.slice(0, 20) },
    );
  }
  let depth = 0;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    if (depth > MAX_NESTING)
      throw located(text, `more than ${MAX_NESTING} parentheses inside each other`, position);
  }
}

function located(text: string, message: string, position: number): QuerySyntaxError {
  const before = text.slice(0, position).split('\n');
  const fragment = /^\S+/.exec(text.slice(position))?.[0] ?? 'end of text';
  return new QuerySyntaxError(`postgres: ${message}`, {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    fragment,
  });
}
