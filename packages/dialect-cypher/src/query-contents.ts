import type { QueryAnalysis, WrittenLiteral, WrittenPlaceholder } from '@momq/dialect';
import {
  isRule,
  nameOf,
  ruleOf,
  textOf,
  type SyntaxNode,
  type SyntaxToken,
} from './syntax-tree.js';

/** What {@link contentsOf} finds, in the order of the text. */
export interface QueryContents extends Pick<
  QueryAnalysis,
  'relations' | 'columns' | 'functions' | 'keywords'
> {
  readonly literals: readonly WrittenLiteral[];
  readonly placeholders: readonly WrittenPlaceholder[];
}

/** Labels, types, properties, functions and keywords of the statements, each once, and where literals and parameters stand. */
export function contentsOf(statements: readonly SyntaxNode[]): QueryContents {
  const relations = new Set<string>();
  const columns = new Set<string>();
  const functions = new Set<string>();
  const keywords = new Set<string>();
  const literals: WrittenLiteral[] = [];
  const placeholders: WrittenPlaceholder[] = [];
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
        if (!isRule(node)) literals.push(literal('number', numberOf(node.text), node));
        return;
      case 'stringLiteral':
        if (!isRule(node)) literals.push(literal('text', stringOf(node.text), node));
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
          node.children.forEach((child, place) => {
            const found = parameter(node.children[place - 1], child);
            if (found === undefined) visit(child, isLabels);
            else placeholders.push(found);
          });
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
    keywords: [...keywords],
    literals,
    placeholders,
  };
}

/** `$name` or `$1`; `$(…)` is a label that is computed. */
function parameter(
  before: SyntaxNode | undefined,
  name: SyntaxNode,
): WrittenPlaceholder | undefined {
  if (before === undefined || isRule(before) || before.text !== '$' || isRule(name)) return;
  if (ruleOf(name) === '' && !/^\d/.test(name.text)) return;
  return { name: `$${name.text}`, start: before.from, end: name.to };
}

function literal(
  type: 'text' | 'number',
  value: string | number,
  { from, to }: SyntaxToken,
): WrittenLiteral {
  return { type, value, start: from, end: to };
}

function numberOf(written: string): number {
  const digits = written.replaceAll('_', '');
  return digits.startsWith('-') ? -Number(digits.slice(1)) : Number(digits);
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
