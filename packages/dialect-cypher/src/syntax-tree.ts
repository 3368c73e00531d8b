/** A token of the text, or the tokens of a rule that is a name or a value; `from` and `to` are places in the text. */
export interface SyntaxToken {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The rule of a name or value in Neo4j's grammar, for example `propertyKeyName`. */
  readonly rule?: string;
}

/** A rule of Neo4j's grammar that says something about a query, with what it holds. */
export interface SyntaxRule {
  /** The grammar's name, for example `matchClause`. */
  readonly rule: string;
  readonly children: readonly SyntaxNode[];
}

/** A rule or a token. */
export type SyntaxNode = SyntaxRule | SyntaxToken;

/** What the grammar makes of a text. */
export interface ParsedText {
  /** Statements with something in them; none where there is an error. */
  readonly statements: readonly SyntaxRule[];
  /** Where the text first is no Cypher: line from 1, column from 0. */
  readonly error?: { readonly line: number; readonly column: number };
  /** True when it nests deeper than the parser can follow. */
  readonly tooDeep?: boolean;
}

/** True for what holds other nodes. */
export function isRule(node: SyntaxNode | undefined): node is SyntaxRule {
  return node !== undefined && 'children' in node;
}

/** The node and everything below it, in the order of the text. */
export function walk(node: SyntaxNode): readonly SyntaxNode[] {
  const nodes = [node];
  append(node, nodes);
  return nodes;
}

function append(node: SyntaxNode, nodes: SyntaxNode[]): void {
  if (!isRule(node)) return;
  for (const child of node.children) {
    nodes.push(child);
    append(child, nodes);
  }
}

/** The tokens of a node, without the space between them. */
export function textOf(node: SyntaxNode): string {
  return isRule(node)
    ? tokensOf(node)
        .map(({ text }) => text)
        .join('')
    : node.text;
}

/** The tokens of a node. */
export function tokensOf(node: SyntaxNode): readonly SyntaxToken[] {
  return walk(node).filter((inner): inner is SyntaxToken => !isRule(inner));
}

/** The rule's name; empty for a token that is no name or value. */
export function ruleOf(node: SyntaxNode | undefined): string {
  return node?.rule ?? '';
}

/** A label, type or property without its backticks. */
export function nameOf(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1).replaceAll('``', '`') : text;
}
