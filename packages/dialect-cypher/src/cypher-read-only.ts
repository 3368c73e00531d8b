import type { AllowedCalls } from './allowed-calls.js';
import { isRule, ruleOf, textOf, tokensOf, walk, type SyntaxNode } from './syntax-tree.js';

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

/** What a statement could do besides reading, in the words of its text; undefined when nothing. */
export function reasonNotToRead(statement: SyntaxNode, allowed: AllowedCalls): string | undefined {
  for (const node of walk(statement)) {
    const reason = reasonOf(node, allowed);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Procedures that a statement calls, lower case. */
export function proceduresOf(statement: SyntaxNode): readonly string[] {
  return walk(statement)
    .filter((node) => ruleOf(node) === 'procedureName')
    .map((node) => unquoted(textOf(node)).toLowerCase());
}

function reasonOf(node: SyntaxNode, allowed: AllowedCalls): string | undefined {
  switch (ruleOf(node)) {
    case 'clause': {
      const [clause] = isRule(node) ? node.children : [];
      return readingClauses.has(ruleOf(clause)) ? undefined : leadingWord(node);
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
      return allowed.procedures.has(name.toLowerCase()) ? undefined : `CALL ${name}`;
    }
    case 'functionName': {
      const name = unquoted(textOf(node));
      return !name.includes('.') || allowed.functions.has(name.toLowerCase()) ? undefined : name;
    }
    default:
      return undefined;
  }
}

function leadingWord(node: SyntaxNode): string {
  return (tokensOf(node)[0]?.text ?? textOf(node)).toUpperCase();
}

function unquoted(name: string): string {
  return name.replaceAll('`', '');
}
