import { placedParts } from '@momq/dialect';
import type {
  Placeholder,
  QueryAnalysis,
  QueryParser,
  WrittenLiteral,
  WrittenPlaceholder,
} from '@momq/dialect';
import { keywordsIn, refusedCall } from '@momq/core/sql';
import { mysqlKeywords } from './mysql-keywords.js';
import { permittedFunctions, refusedFunctions, serverDatabases } from './permitted-functions.js';
import type { Query, Statement } from './syntax/nodes.js';
import { parseMysql } from './syntax/query-parser.js';
import { syntaxError } from './syntax/tokens.js';

/** Longest text that is parsed, in characters. */
const MAX_QUERY_LENGTH = 262_144;
const KEYWORDS = new Set(mysqlKeywords.all);

/** What MySQL's pack needs to know of a text besides the contract. */
export interface MysqlAnalysis extends QueryAnalysis {
  /** The one query of the text, where it is one. */
  readonly query: Query | undefined;
  /** Databases that names are qualified with, lower case. */
  readonly databases: readonly string[];
  readonly placeholders: readonly Placeholder[];
}

/** {@link QueryParser} with what the engines need. */
export interface MysqlParser extends QueryParser {
  /** @throws QuerySyntaxError with line, column and fragment, also for more than 262,144 characters, 200 nested queries or 2,500 operators in a row */
  parse(text: string): MysqlAnalysis;
}

/**
 * The parser of MySQL's queries. Only `SELECT`, `VALUES`, `TABLE` and `WITH … SELECT` whose functions are all allowed count
 * as reading.
 *
 * @param allowFunctions - functions besides those of {@link permittedFunctions}, `name` or `database.name`
 */
export function createMysqlParser(allowFunctions: readonly string[] = []): MysqlParser {
  const allowed = new Set([
    ...permittedFunctions,
    ...allowFunctions.map((name) => name.toLowerCase()),
  ]);
  return {
    parse(text) {
      if (text.length > MAX_QUERY_LENGTH) {
        throw syntaxError(
          text.slice(0, 40),
          0,
          `expected at most ${MAX_QUERY_LENGTH} characters, got ${text.length}`,
        );
      }
      const { statements, instruction } = parseMysql(text);
      const found = new Collected();
      found.collect(statements);
      const reason = refusal(statements, found, allowed, instruction);
      const [only] = statements;
      return {
        statements: statements.length,
        readOnly: reason === undefined,
        ...(reason !== undefined && { reason }),
        relations: [...found.relations].filter(
          (name) => !found.expressions.has(name.toLowerCase()),
        ),
        columns: [...found.columns],
        functions: [...found.functions],
        keywords: keywordsIn(text, KEYWORDS),
        query: statements.length === 1 && only?.kind === 'query' ? only.query : undefined,
        databases: [...found.databases],
        ...placedParts(text, found.literals, found.placeholders),
      };
    },
  };
}

function refusal(
  statements: readonly Statement[],
  found: Collected,
  allowed: ReadonlySet<string>,
  instruction: string | undefined,
): string | undefined {
  for (const statement of statements) {
    if (statement.kind === 'other') return statement.words;
    if (statement.writes !== undefined) return statement.writes;
  }
  if (instruction !== undefined)
    return `the comment ${instruction}, which the server takes as text`;
  const [variable] = found.variables;
  if (variable !== undefined) return `the variable ${variable}, which is of the session`;
  const database = [...found.databases].find((name) => serverDatabases.has(name));
  if (database !== undefined) return `the database ${database}, which tells of more than the data`;
  const name = [...found.functions].find((called) => !allowed.has(called));
  return name === undefined ? undefined : refusedCall(name, 'MySQL', refusedFunctions);
}

class Collected {
  readonly relations = new Set<string>();
  /** Names of common table expressions, lower case. */
  readonly expressions = new Set<string>();
  readonly columns = new Set<string>();
  readonly functions = new Set<string>();
  readonly literals: WrittenLiteral[] = [];
  readonly placeholders: WrittenPlaceholder[] = [];
  readonly databases = new Set<string>();
  readonly variables = new Set<string>();

  /** An explicit stack: deeply nested hostile text must not overflow ours. */
  collect(statements: readonly Statement[]): void {
    const open: unknown[] = [...statements];
    while (open.length > 0) {
      const node = open.pop();
      if (typeof node !== 'object' || node === null) continue;
      this.add(node as Readonly<Record<string, unknown>>);
      open.push(...Object.values(node));
    }
  }

  private add(node: Readonly<Record<string, unknown>>): void {
    const start = Number(node['at']);
    switch (node['kind']) {
      case 'table':
        this.table((node['name'] as { parts: readonly string[] }).parts);
        break;
      case 'column': {
        const parts = node['parts'] as readonly string[];
        this.columns.add(parts.at(-1) ?? '');
        if (parts.length > 2) this.databases.add((parts[0] ?? '').toLowerCase());
        break;
      }
      case 'star': {
        const parts = node['parts'] as readonly string[];
        if (parts.length > 1) this.databases.add((parts[0] ?? '').toLowerCase());
        break;
      }
      case 'text':
      case 'temporal':
        this.literals.push({
          type: node['kind'],
          value: String(node['value']),
          start,
          end: Number(node['end']),
        });
        break;
      case 'number':
        this.number(String(node['text']), start);
        break;
      case 'variable':
        this.variables.add(String(node['name']));
        break;
      case 'parameter':
        this.placeholders.push({ name: '?', start, end: start + 1 });
        break;
      case 'call': {
        const database = node['database'];
        const name = String(node['name']);
        this.functions.add(
          typeof database === 'string' ? `${database.toLowerCase()}.${name}` : name,
        );
        break;
      }
      case 'json-table':
        this.functions.add('json_table');
        break;
      default:
        // A common table expression has no kind.
        if (typeof node['name'] === 'string' && 'query' in node && 'columns' in node)
          this.expressions.add(node['name'].toLowerCase());
    }
  }

  private number(written: string, start: number): void {
    const end = start + written.length;
    this.literals.push({ type: 'number', value: Number(written), start, end });
  }

  private table(parts: readonly string[]): void {
    this.relations.add(parts.at(-1) ?? '');
    if (parts.length > 1) this.databases.add((parts[0] ?? '').toLowerCase());
  }
}
