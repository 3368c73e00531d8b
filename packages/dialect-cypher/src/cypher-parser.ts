import { QuerySyntaxError, type QueryAnalysis, type QueryParser } from '@momq/dialect';
import {
  firstToken,
  parseStatements,
  ruleName,
  textOf,
  walk,
  type GrammarNode,
  type GrammarToken,
} from './cypher-grammar.js';
import { reasonNotToRead } from './cypher-read-only.js';

/** Text to analysis with Neo4j's own grammar. Variables and functions are not resolved: the engine reports unknown ones. */
export const cypherParser: QueryParser = {
  parse(text: string): QueryAnalysis {
    const statements = parseStatements(text);
    const [only] = statements;
    if (only === undefined) {
      throw new QuerySyntaxError(
        'Cypher: expected a statement, got none. Write one, for example MATCH (n) RETURN count(*)',
        {
          line: 1,
          column: 1,
          fragment: text,
        },
      );
    }
    for (const statement of statements) rejectErrors(statement, text);
    const reason = statements.length > 1 ? 'several statements' : reasonNotToRead(only);
    if (reason === undefined) rejectWithoutResult(only, text);
    return {
      statements: statements.length,
      readOnly: reason === undefined,
      ...(reason !== undefined && { reason }),
      ...contentsOf(statements),
    };
  },
};

function rejectErrors(statement: GrammarNode, text: string): void {
  for (const node of walk(statement)) {
    const token =
      node.exception?.offendingToken ?? (node.isErrorNode?.() ? node.symbol : undefined);
    if (token)
      throw syntaxError(
        'expected other text here. Compare the clause with the Cypher manual',
        token,
        text,
      );
  }
}

/** Neo4j refuses a query that computes rows and gives none back. */
function rejectWithoutResult(statement: GrammarNode, text: string): void {
  const query = [...walk(statement)].find((node) => ruleName(node) === 'singleQuery');
  const last = query?.children?.at(-1)?.children?.[0];
  if (last === undefined) return;
  const complete = ['returnClause', 'finishClause', 'callClause', 'subqueryClause'].includes(
    ruleName(last),
  );
  const token = firstToken(last);
  if (!complete && token && last.children)
    throw syntaxError(
      `expected RETURN at the end of the query, got ${token.text}. Add it`,
      token,
      text,
    );
}

/** The fragment is read from the text: a token that the parser misses has none of its own. */
function syntaxError(
  message: string,
  { line, column }: GrammarToken,
  text: string,
): QuerySyntaxError {
  const rest = text.split('\n')[line - 1]?.slice(column) ?? '';
  const fragment = /^(\w+|\S)/.exec(rest)?.[0] ?? 'end of text';
  return new QuerySyntaxError(`Cypher: ${message}`, { line, column: column + 1, fragment });
}

function contentsOf(
  statements: readonly GrammarNode[],
): Omit<QueryAnalysis, 'statements' | 'readOnly' | 'reason'> {
  const relations = new Set<string>();
  const columns = new Set<string>();
  const functions = new Set<string>();
  const keywords = new Set<string>();
  const literals: (string | number)[] = [];
  const visit = (node: GrammarNode, inLabels = false): void => {
    const text = textOf(node);
    if (node.symbol) {
      if (/^[A-Za-z_]+$/.test(text)) keywords.add(text.toUpperCase());
      return;
    }
    switch (ruleName(node)) {
      case 'labelType':
      case 'relType':
      case 'labelName':
      case 'labelOrRelType':
        relations.add(nameOf(text.replace(/^:/, '')));
        return;
      case 'propertyKeyName':
        columns.add(nameOf(text));
        return;
      case 'functionName':
        functions.add(text.replaceAll('`', ''));
        return;
      case 'countStar':
        functions.add('count');
        return;
      case 'numberLiteral':
        literals.push(Number(text));
        return;
      case 'stringLiteral':
        literals.push(stringOf(text));
        return;
      case 'variable':
      case 'procedureName':
        return;
      case 'symbolicNameString':
        if (inLabels) relations.add(nameOf(text));
        return;
      default:
        for (const child of node.children ?? [])
          visit(child, inLabels || ruleName(node).startsWith('labelExpression'));
    }
  };
  for (const statement of statements) visit(statement);
  return {
    relations: [...relations],
    columns: [...columns],
    functions: [...functions],
    literals,
    keywords: [...keywords],
  };
}

function nameOf(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1).replaceAll('``', '`') : text;
}

const escaped: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function stringOf(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string) =>
      code.length === 5
        ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
        : (escaped[code] ?? code),
    );
}
