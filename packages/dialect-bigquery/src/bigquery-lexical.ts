import { QuerySyntaxError } from '@momq/dialect';
import type { Found } from './zetasql-analysis.mjs';
import type { Token } from './googlesql-tokens.js';
import { lexicalTables } from './lexical-tables.js';
import { isName, isPunctuation, isWord } from './token-kinds.js';

/** Words that a query begins with. */
const QUERIES = new Set(['SELECT', 'WITH']);
/** Words that other statements begin with. */
const STATEMENTS = new Set(
  `ALTER ANALYZE ASSERT BEGIN BREAK CALL CASE COMMIT CONTINUE CREATE DECLARE DELETE DESCRIBE DROP EXECUTE EXPLAIN EXPORT FOR FROM
GRANT IF INSERT ITERATE LEAVE LOAD LOOP MERGE RAISE RENAME REPEAT RETURN REVOKE ROLLBACK SET SHOW START TRUNCATE UNDROP
UPDATE WHILE`.split(/\s+/),
);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/**
 * What a text says without a grammar: statements, brackets, names before brackets and behind FROM. It takes what ZetaSQL would
 * refuse, and never takes a statement that is no query for one.
 *
 * @throws QuerySyntaxError for texts that begin like no statement, or in which a bracket or a quote is left open
 */
export function lexicalFindings(text: string, tokens: readonly Token[]): Found {
  requireBalanced(text, tokens);
  const statements = split(tokens);
  for (const [first] of statements) if (first !== undefined) requireStatement(text, first);
  const tables = lexicalTables(tokens);
  const [functions, columns] = [new Set<string>(), new Set<string>()];
  tokens.forEach((token, place) => {
    if (!isName(token) || isPunctuation(tokens[place - 1], '.')) return;
    const path = pathAt(tokens, place);
    const name = path.names.join('.');
    const before = tokens[place - 1]?.text.toUpperCase() ?? '';
    if (isPunctuation(tokens[path.next], '(')) {
      if (!isPunctuation(tokens[place - 1], ')') && before !== 'AS')
        functions.add(name.replace(/^SAFE\./i, ''));
    } else if (!tables.has(place)) columns.add(path.names.at(-1) ?? '');
  });
  const expressions = new Set(
    tokens.flatMap((token, place) =>
      isWord(tokens[place + 1], 'AS') && isPunctuation(tokens[place + 2], '(')
        ? [token.text.toLowerCase()]
        : [],
    ),
  );
  // No expression hides a path in backticks, or a table of the catalogue.
  for (const name of expressions) if (/\.|^__/.test(name)) expressions.delete(name);
  return {
    statements: statements.map(([first]) => kindOf(first)),
    tables: [...new Set(tables.values())]
      .filter((name) => !expressions.has(name.toLowerCase()))
      .map((name) => ({ names: [name], start: 0, end: 0, aliased: true })),
    tableFunctions: [],
    functions: [...functions],
    columns: [...columns],
    literals: tokens.flatMap(({ kind, text: written }): (string | number)[] =>
      kind === 'number'
        ? [Number(written)]
        : kind === 'text'
          ? [written.replace(/^\w*(['"]+)([\s\S]*)\1$/, '$2')]
          : [],
    ),
    parameters: tokens.flatMap(({ kind, text: written }) =>
      kind === 'parameter' ? [written === '?' ? null : written.slice(1).trim()] : [],
    ),
    placeholders: [],
    variables: tokens.flatMap(({ kind, text: written }) =>
      kind === 'variable' ? [written.slice(2).trim()] : [],
    ),
    limitAt: undefined,
  };
}

function kindOf(first: Token | undefined): string {
  const word = first?.text.toUpperCase() ?? '';
  return QUERIES.has(word) || word === '(' ? 'Query' : word;
}

function split(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (isPunctuation(token, ';')) statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

function requireStatement(text: string, first: Token): void {
  const word = first.text.toUpperCase();
  const known = first.kind === 'word' && (QUERIES.has(word) || STATEMENTS.has(word));
  if (!known && !isPunctuation(first, '(')) throw unexpected(text, first);
}

function requireBalanced(text: string, tokens: readonly Token[]): void {
  const expected: string[] = [];
  for (const [place, token] of tokens.entries()) {
    if (token.kind === 'open' || isBeyondWords(token, tokens[place + 1]))
      throw unexpected(text, token);
    if (token.kind !== 'symbol') continue;
    const closing = CLOSING[token.text];
    if (closing !== undefined) expected.push(closing);
    else if ((token.text === ')' || token.text === ']') && expected.pop() !== token.text)
      throw unexpected(text, token);
  }
  if (expected.length > 0)
    throw unexpected(text, { kind: 'symbol', text: 'end of text', start: text.length });
}

/** What words and brackets do not tell enough of: pipes, which may write, hints, and names with escaped letters. */
function isBeyondWords(token: Token, next: Token | undefined): boolean {
  if (token.kind === 'name') return token.text.includes('\\');
  return isPunctuation(token, '@') || (isPunctuation(token, '|') && isPunctuation(next, '>'));
}

function unexpected(text: string, token: Token): QuerySyntaxError {
  const before = text.slice(0, token.start).split('\n');
  return new QuerySyntaxError(`bigquery: expected a statement of GoogleSQL, got ${token.text}`, {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    fragment: token.text,
  });
}

function pathAt(tokens: readonly Token[], place: number): { names: string[]; next: number } {
  const names = [tokens[place]?.text ?? ''];
  let next = place + 1;
  while (isPunctuation(tokens[next], '.') && tokens[next + 1] !== undefined) {
    names.push(tokens[next + 1]?.text ?? '');
    next += 2;
  }
  return { names, next };
}
