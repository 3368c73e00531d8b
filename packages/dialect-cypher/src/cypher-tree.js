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
  const { CypherLexer, CypherParser, antlrUtils } = languageSupport();
  const disguised = text.replace(
    /\b[srp](?=(?:tyle|eset|lay)\b)/gi,
    (letter) => disguises[letter] ?? letter,
  );
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
  const lexer = new CypherLexer(antlrUtils.CharStreams.fromString(disguised));
  lexer.removeErrorListeners();
  lexer.addErrorListener(listener);
  const parser = new CypherParser(new antlrUtils.CommonTokenStream(lexer));
  parser.removeErrorListeners();
  parser.addErrorListener(listener);
  // PredictionMode.SLL
  parser._interp.predictionMode = 0;
  try {
    const tree = parser.statementsOrCommands();
    if (error !== undefined) return { statements: [], error };
    return { statements: statementsOf(tree, CypherParser.ruleNames, text, disguised) };
  } catch (failure) {
    if (failure instanceof RangeError) return { statements: [], tooDeep: true };
    throw failure;
  }
}

/**
 * @param {any} tree
 * @param {readonly string[]} ruleNames
 * @param {string} text
 * @param {string} disguised
 * @returns {SyntaxRule[]}
 */
function statementsOf(tree, ruleNames, text, disguised) {
  // The grammar counts characters, JavaScript UTF-16 units.
  const characters = /[\u{10000}-\u{10ffff}]/u.test(text) ? Array.from(text) : undefined;
  /** @type {number[]} */
  const offsets = [];
  if (characters) {
    let offset = 0;
    for (const character of characters) {
      offsets.push(offset);
      offset += character.length;
    }
    offsets.push(offset);
  }
  const offsetOf = (/** @type {number} */ position) =>
    characters ? (offsets[position] ?? text.length) : position;

  /** @type {(node: any) => SyntaxNode[]} */
  const compact = (node) => {
    if (node.symbol) {
      const { start, stop, text: written } = node.symbol;
      // A thread sends what is left here to another: long lists have as many commas as values.
      if (written === '<EOF>' || written === ',') return [];
      const from = offsetOf(start);
      const to = offsetOf(stop + 1);
      return [{ text: disguised === text ? written : text.slice(from, to), from, to }];
    }
    const children = (node.children ?? []).flatMap(compact);
    const rule = ruleNames[node.ruleIndex] ?? '';
    if (!isKept(rule)) return children;
    return leaves.has(rule) && children.length > 0
      ? [{ rule, ...joined(children) }]
      : [{ rule, children }];
  };
  return compact(tree).filter(
    /** @returns {node is SyntaxRule} */ (node) => 'children' in node && node.children.length > 0,
  );
}

/**
 * One token for all of a rule's.
 *
 * @param {SyntaxNode[]} nodes
 * @returns {import('./syntax-tree.js').SyntaxToken}
 */
function joined(nodes) {
  /** @type {import('./syntax-tree.js').SyntaxToken[]} */
  const tokens = nodes.flatMap((node) =>
    'children' in node ? [joined([...node.children])] : [node],
  );
  return {
    text: tokens.map((token) => token.text).join(''),
    from: tokens[0]?.from ?? 0,
    to: tokens.at(-1)?.to ?? 0,
  };
}
