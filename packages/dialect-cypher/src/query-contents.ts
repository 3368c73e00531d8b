import type { QueryAnalysis } from '@momq/dialect';
import { isRule, nameOf, ruleOf, textOf, type SyntaxNode } from './syntax-tree.js';

/** What {@link contentsOf} finds. */
export type QueryContents = Omit<QueryAnalysis, 'statements' | 'readOnly' | 'reason'>;

/** Labels, types, properties, functions, literals and keywords of the statements, each once, in the order of the text. */
export function contentsOf(statements: readonly SyntaxNode[]): QueryContents {
  const relations = new Set<string>();
  const columns = new Set<string>();
  const functions = new Set<string>();
  const keywords = new Set<string>();
  const literals: (string | number)[] = [];
  const visit = (node: SyntaxNode, inLabels: boolean): void => {
    switch (ruleOf(node)) {
      case 'labelType':
      case 'relType':
      case 'labelName':
      case 'labelOrRelType':
        relations.add(nameOf(textOf(node).replace(/^:/, '')));
        return;
      case 'propertyKeyName':
        columns.add(nameOf(textOf(node)));
        return;
      case 'functionName':
        functions.add(textOf(node).replaceAll('`', ''));
        return;
      case 'countStar':
        functions.add('count');
        return;
      case 'numberLiteral':
        literals.push(Number(textOf(node)));
        return;
      case 'stringLiteral':
        literals.push(stringOf(textOf(node)));
        return;
      case 'variable':
      case 'procedureName':
        return;
      case 'symbolicNameString':
        if (inLabels) relations.add(nameOf(textOf(node)));
        return;
      default:
        if (isRule(node)) {
          const isLabels = inLabels || node.rule.startsWith('labelExpression');
          for (const child of node.children) visit(child, isLabels);
        } else if (/^[A-Za-z_]+$/.test(node.text)) {
          keywords.add(node.text.toUpperCase());
        }
    }
  };
  for (const statement of statements) visit(statement, false);
  return {
    relations: [...relations],
    columns: [...columns],
    functions: [...functions],
    literals,
    keywords: [...keywords],
  };
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
