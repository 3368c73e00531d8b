import { firstToken, ruleName, textOf, walk, type GrammarNode } from './cypher-grammar.js';

/** Clauses that can only read. Every other clause of the grammar is refused, also those that later versions add. */
const readingClauses: ReadonlySet<string> = new Set([
  'returnClause',
  'matchClause',
  'withClause',
  'filterClause',
  'unwindClause',
  'letClause',
  'callClause',
  'subqueryClause',
  'orderBySkipLimitClause',
  'finishClause',
]);

/** Procedures that describe the graph and change nothing. */
const readingProcedures: ReadonlySet<string> = new Set([
  'db.labels',
  'db.relationshiptypes',
  'db.propertykeys',
  'db.schema.visualization',
  'db.schema.nodetypeproperties',
  'db.schema.reltypeproperties',
  'db.info',
  'dbms.components',
]);

/** Namespaces of Neo4j's own functions; functions of other namespaces come from plugins and may do anything. */
const functionNamespaces: ReadonlySet<string> = new Set([
  'date',
  'datetime',
  'localdatetime',
  'time',
  'localtime',
  'duration',
  'point',
  'vector',
]);

/** What a statement could do besides reading, in the words of its text; undefined when nothing. */
export function reasonNotToRead(statement: GrammarNode): string | undefined {
  for (const node of walk(statement)) {
    const reason = reasonOf(node);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function reasonOf(node: GrammarNode): string | undefined {
  switch (ruleName(node)) {
    case 'clause': {
      const [clause] = node.children ?? [];
      return clause && readingClauses.has(ruleName(clause)) ? undefined : leadingWord(node);
    }
    case 'command':
    case 'consoleCommand':
      return leadingWord(node);
    case 'useClause':
      return 'USE';
    case 'subqueryInTransactionsParameters':
      return 'CALL … IN TRANSACTIONS';
    case 'procedureName': {
      const name = unquoted(textOf(node));
      return readingProcedures.has(name.toLowerCase()) ? undefined : `CALL ${name}`;
    }
    case 'functionName': {
      const [namespace, ...rest] = unquoted(textOf(node)).toLowerCase().split('.');
      return rest.length === 0 || functionNamespaces.has(namespace ?? '')
        ? undefined
        : unquoted(textOf(node));
    }
    default:
      return undefined;
  }
}

function leadingWord(node: GrammarNode): string {
  return (firstToken(node)?.text ?? textOf(node)).toUpperCase();
}

function unquoted(name: string): string {
  return name.replaceAll('`', '');
}
