import { createRequire } from 'node:module';

/** A token of Neo4j's grammar. `line` counts from 1, `column` from 0. */
export interface GrammarToken {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** A node of the parse tree: a rule with children, or a terminal with a `symbol`. */
export interface GrammarNode {
  readonly ruleIndex?: number;
  readonly children?: readonly GrammarNode[] | null;
  readonly symbol?: GrammarToken;
  readonly exception?: { readonly offendingToken?: GrammarToken | null } | null;
  isErrorNode?(): boolean;
  getText(): string;
}

interface LanguageSupport {
  readonly parserWrapper: {
    parse(text: string): { readonly statementsParsing: readonly { readonly ctx: GrammarNode }[] };
  };
  readonly CypherParser: { readonly ruleNames: readonly string[] };
}

let loaded: LanguageSupport | undefined;

/**
 * Neo4j's own grammar (Cypher 5 and 25), loaded at first use. The package's ES module entry does not resolve in
 * Node.js, its CommonJS one does.
 */
function languageSupport(): LanguageSupport {
  loaded ??= createRequire(import.meta.url)('@neo4j-cypher/language-support') as LanguageSupport;
  return loaded;
}

/**
 * First letters under which words of Neo4j's console pass as names: its grammar takes them for names nowhere, Neo4j
 * does. Letters of the same length, so that positions hold.
 */
const disguises: Readonly<Record<string, string>> = {
  s: 'ѕ',
  S: 'Ѕ',
  r: 'г',
  R: 'Я',
  p: 'р',
  P: 'Р',
};
const letters = Object.fromEntries(
  Object.entries(disguises).map(([letter, disguise]) => [disguise, letter]),
);

/** The text of a node as it was written. */
export function textOf(node: GrammarNode): string {
  return node
    .getText()
    .replace(/[ѕЅгЯрР](?=tyle|eset|lay)/gi, (letter) => letters[letter] ?? letter);
}

/** Parse trees of the statements in `text`, empty ones left out. Never throws: see {@link GrammarNode.exception}. */
export function parseStatements(text: string): readonly GrammarNode[] {
  const disguised = text.replace(
    /\b[srp](?=(?:tyle|eset|lay)\b)/gi,
    (letter) => disguises[letter] ?? letter,
  );
  const trees = languageSupport()
    .parserWrapper.parse(disguised)
    .statementsParsing.map(({ ctx }) => ctx);
  return trees.filter((tree) => !/^;?(<EOF>)?$/.test(tree.getText()));
}

/** Name of the grammar's rule, for example `matchClause`; empty for a terminal. */
export function ruleName(node: GrammarNode): string {
  return node.ruleIndex === undefined
    ? ''
    : (languageSupport().CypherParser.ruleNames[node.ruleIndex] ?? '');
}

/** The node and everything below it, in the order of the text. */
export function* walk(node: GrammarNode): Generator<GrammarNode> {
  yield node;
  for (const child of node.children ?? []) yield* walk(child);
}

/** The first token below a node. */
export function firstToken(node: GrammarNode): GrammarToken | undefined {
  for (const inner of walk(node)) if (inner.symbol) return inner.symbol;
  return undefined;
}
