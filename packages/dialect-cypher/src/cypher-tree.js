/**
 * Cypher text as a small syntax tree, by Neo4j's own grammar (Cypher 5 and 25). Plain JavaScript because Node.js itself starts
 * it in a thread for long texts.
 *
 * The parser predicts with the grammar alone (SLL): what it accepts so, full prediction accepts with the same tree
 * (Parr, Harwell, Fisher 2014, "Adaptive LL(*) Parsing", §3), and its time does not explode where queries nest.
 *
 * @module
 */
import { createRequire } from 'node:module';

/** @typedef {import('./syntax-tree.js').SyntaxNode} SyntaxNode */
/** @typedef {import('./syntax-tree.js').SyntaxRule} SyntaxRule */
/** @typedef {import('./syntax-tree.js').ParsedText} ParsedText */

/** @type {any} */
let loaded;

/** The package's ES module entry does not resolve in Node.js, its CommonJS one does. */
function languageSupport() {
  loaded ??= createRequire(import.meta.url ?? process.argv[1])('@neo4j-cypher/language-support');
  return loaded;
}

/** Rules that are names or values: what is inside of them says nothing more. */
const leaves = new Set(
  `procedureName functionName labelType relType labelName labelOrRelType propertyKeyName numberLiteral stringLiteral variable
   symbolicNameString`.split(/\s+/),
);

/** Other rules that say something about a query; the rest dissolve into their parents. */
const kept = new Set(
  `statementOrCommand command consoleCommand union singleQuery clause returnBody skip limit
   subqueryInTransactionsParameters countStar`.split(/\s+/),
);

/** @param {string} rule */
function isKept(rule) {
  return (
    leaves.has(rule) ||
    kept.has(rule) ||
    rule.endsWith('Clause') ||
    rule.startsWith('labelExpression')
  );
}

/**
 * Words of Neo4j's console, which its grammar takes for names nowhere, Neo4j does: they are given letters of the same length
 * that pass as names.
 */
const disguises = /** @type {Record<string, string>} */ ({
  s: 'ѕ',
  S: 'Ѕ',
  r: 'г',
  R: 'Я',
  p: 'р',
  P: 'Р',
});

/**
 * @param {string} text
 * @returns {ParsedText} the statements, empty ones left out, or where the first error is
 */
export function parseTree(text) {
  const disguised = text.replace(
    /\b[srp](?=(?:tyle|eset|lay)\b)/gi,
    (letter) => disguises[letter] ?? letter,
  );
  const { CypherParser, antlrUtils } = languageSupport();
  try {
    // Nearly every text is Cypher: the first pass leaves out what is for errors alone, a check at every choice.
    const quick = run(disguised, new antlrUtils.error.BailErrorStrategy());
    const accepted = quick.tree !== undefined && quick.error === undefined;
    const { tree, error } = accepted ? quick : run(disguised);
    if (error !== undefined) return { statements: [], error };
    return { statements: statementsOf(tree, CypherParser, text) };
  } catch (failure) {
    if (failure instanceof RangeError) return { statements: [], tooDeep: true };
    throw failure;
  }
}

/**
 * @param {string} text
 * @param {any} [strategy] what the parser does about errors; by default it reports them and goes on
 * @returns {{ tree?: any, error: { line: number, column: number } | undefined }} the grammar's tree, and the first error
 */
function run(text, strategy) {
  const { CypherLexer, CypherParser, antlrUtils } = languageSupport();
  /** @type {{ line: number, column: number } | undefined} */
  let error;
  const listener = new antlrUtils.error.ErrorListener();
  listener.syntaxError = (
    /** @type {unknown} */ _recognizer,
    /** @type {unknown} */ _symbol,
    /** @type {number} */ line,
    /** @type {number} */ column,
  ) => {
    error ??= { line, column };
  };
  const lexer = new CypherLexer(antlrUtils.CharStreams.fromString(text));
  lexer.removeErrorListeners();
  lexer.addErrorListener(listener);
  const parser = new CypherParser(new antlrUtils.CommonTokenStream(lexer));
  parser.removeErrorListeners();
  parser.addErrorListener(listener);
  if (strategy !== undefined) parser._errHandler = strategy;
  // PredictionMode.SLL
  parser._interp.predictionMode = 0;
  try {
    return { tree: parser.statementsOrCommands(), error };
  } catch (failure) {
    if (strategy === undefined || failure instanceof RangeError) throw failure;
    return { error };
  }
}

/** What becomes of each rule of the grammar: 0 dissolved, 1 kept, 2 a name or value. @type {Uint8Array | undefined} */
let treatments;

/** @param {readonly string[]} ruleNames */
function treatmentsOf(ruleNames) {
  treatments ??= Uint8Array.from(ruleNames, (rule) =>
    leaves.has(rule) ? 2 : isKept(rule) ? 1 : 0,
  );
  return treatments;
}

/**
 * @param {any} tree
 * @param {{ ruleNames: readonly string[] }} grammar
 * @param {string} text
 * @returns {SyntaxRule[]}
 */
function statementsOf(tree, { ruleNames }, text) {
  const treatment = treatmentsOf(ruleNames);
  const offsets = offsetsOf(text);

  /** @type {(node: any, into: SyntaxNode[]) => void} */
  const append = (node, into) => {
    let { children } = node;
    // Expressions are a dozen rules deep, each with one child.
    while (children?.length === 1 && treatment[node.ruleIndex] === 0) {
      node = children[0];
      children = node.children;
    }
    if (children === undefined) {
      const { start, stop, type } = node.symbol;
      const from = offsets ? (offsets[start] ?? text.length) : start;
      const to = offsets ? (offsets[stop + 1] ?? text.length) : stop + 1;
      const written = text.slice(from, to);
      // A thread sends what is left here to another: long lists have as many commas as values.
      if (type !== END && written !== ',') into.push({ text: written, from, to });
      return;
    }
    const how = treatment[node.ruleIndex];
    /** @type {SyntaxNode[]} */
    const inner = how === 0 ? into : [];
    if (children !== null) for (const child of children) append(child, inner);
    if (how === 0) return;
    const rule = ruleNames[node.ruleIndex] ?? '';
    into.push(
      how === 2 && inner.length > 0 ? { rule, ...joined(inner) } : { rule, children: inner },
    );
  };
  /** @type {SyntaxNode[]} */
  const statements = [];
  append(tree, statements);
  return statements.filter(
    /** @returns {node is SyntaxRule} */ (node) => 'children' in node && node.children.length > 0,
  );
}

/** The token behind the last one. */
const END = -1;

/**
 * The grammar counts characters, JavaScript UTF-16 units.
 *
 * @param {string} text
 * @returns {number[] | undefined} where each character starts, and the end; undefined where both count the same
 */
function offsetsOf(text) {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return undefined;
  let offset = 0;
  const offsets = [0];
  for (const character of text) offsets.push((offset += character.length));
  return offsets;
}

/**
 * One token for all of a rule's.
 *
 * @param {SyntaxNode[]} nodes
 * @returns {import('./syntax-tree.js').SyntaxToken}
 */
function joined(nodes) {
  let written = '';
  let from = -1;
  let to = 0;
  /** @param {readonly SyntaxNode[]} parts */
  const add = (parts) => {
    for (const part of parts) {
      if ('children' in part) add(part.children);
      else {
        if (from < 0) ({ from } = part);
        ({ to } = part);
        written += part.text;
      }
    }
  };
  add(nodes);
  return { text: written, from: Math.max(from, 0), to };
}
