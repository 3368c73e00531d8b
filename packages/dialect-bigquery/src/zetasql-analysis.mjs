/**
 * What a tree of ZetaSQL's parser says about a text. The walk keeps its own stack, as hostile texts nest deep.
 */

import { SOURCES, beginsWithAlias, declareAlias, scopeWithin } from './from-scopes.mjs';

/** @typedef {import('./zetasql-analysis.mjs').TablePath} TablePath */
/** @typedef {import('./from-scopes.mjs').Scope} Scope */

/**
 * @param {any} script - `ASTScriptProto`
 * @param {Buffer} text
 * @returns {import('./zetasql-analysis.mjs').Found}
 */
export function analyseScript(script, text) {
  const statements = script?.statementListNode?.statementList ?? [];
  const collected = new Collected(text);
  /** @type {[string, any, Scope | undefined][]} */
  const open = statements.map((/** @type {any} */ statement) => ['', statement, undefined]);
  while (open.length > 0) {
    const [key, node, scope] = open.pop() ?? ['', null];
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      for (const part of [...node].reverse()) open.push([key, part, scope]);
      continue;
    }
    collected.add(key, node, scope);
    for (const [name, part] of Object.entries(node).reverse())
      if (name !== 'parent') open.push([name, part, scopeWithin(key, name, scope)]);
  }
  const kinds = statements.map((/** @type {object} */ statement) => kindOf(statement));
  return { statements: kinds, ...collected.result(), limitAt: limitPlace(statements) };
}

/** `{ astQueryStatementNode: … }` is `Query`. @param {object} statement */
function kindOf(statement) {
  const [key = ''] = Object.keys(statement);
  const inner = Object.values(statement)[0];
  // Statements of scripts and of DDL stand in a node for their class.
  const nested = Object.keys(inner ?? {}).find((name) => /^ast.*Node$/.test(name));
  const isClass = /^ast(Script|Ddl|Create|Alter|Drop|Loop|BreakContinue)/.test(key);
  return (isClass && nested !== undefined ? nested : key).replace(/^ast|(Statement)?Node$/g, '');
}

/** @param {readonly any[]} statements */
function limitPlace(statements) {
  const query = statements.length === 1 ? statements[0]?.astQueryStatementNode?.query : undefined;
  return query === undefined || query.limitOffset !== undefined ? undefined : rangeOf(query)?.end;
}

/** @param {any} node @returns {{ start: number, end: number } | undefined} */
function rangeOf(node) {
  for (let part = node; part !== undefined && part !== null; part = part.parent)
    if (part.parseLocationRange !== undefined) return part.parseLocationRange;
  return undefined;
}

/** @param {any} path @returns {string[]} */
const namesOf = (path) => (path?.names ?? []).map((/** @type {any} */ name) => name.idString ?? '');

class Collected {
  /** With the scope where they stand. @type {[TablePath, Scope | undefined][]} */
  paths = [];
  /** Names of common table expressions. @type {Set<string>} */
  expressions = new Set();
  /** @type {Set<string>} */
  tableFunctions = new Set();
  /** @type {Set<string>} */
  functions = new Set();
  /** @type {Set<string>} */
  columns = new Set();
  /** @type {import('@momq/dialect').WrittenLiteral[]} */
  literals = [];
  /** Nodes of the texts in dates and times, with the nodes that have the type. @type {Map<object, object>} */
  temporals = new Map();
  /** @type {import('@momq/dialect').WrittenPlaceholder[]} */
  placeholders = [];
  /** @type {Set<string>} */
  variables = new Set();

  /** @param {Buffer} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {any} node */
  written(node) {
    const { start = 0, end = 0 } = rangeOf(node) ?? {};
    return { start, end, text: this.text.toString('utf8', start, end) };
  }

  /** @param {any} node */
  addText(node) {
    const typed = this.temporals.get(node);
    const { start, end } = this.written(typed ?? node);
    const type = typed === undefined ? 'text' : 'temporal';
    this.literals.push({ type, value: node.stringValue ?? '', start, end });
  }

  /** @param {any} node */
  addNumber(node) {
    const { text, start, end } = this.written(node);
    this.literals.push({ type: 'number', value: Number(text), start, end });
  }

  /** @param {string} key @param {any} node @param {Scope | undefined} scope */
  add(key, node, scope) {
    if (SOURCES.has(key)) this.addSource(node, scope);
    switch (key) {
      case 'with':
        this.addExpression(node.alias?.idString ?? '');
        break;
      case 'tableClause':
        this.addTable(node.tablePath, undefined, undefined);
        break;
      case 'astTvfNode':
        this.tableFunctions.add(namesOf(node.name).join('.'));
        break;
      case 'astFunctionCallNode':
        this.functions.add(
          namesOf(node.function)
            .join('.')
            .replace(/^SAFE\./i, ''),
        );
        break;
      case 'astPathExpressionNode':
        this.columns.add(namesOf(node).at(-1) ?? '');
        break;
      case 'astDotIdentifierNode':
        this.columns.add(node.name?.idString ?? '');
        break;
      case 'astDateOrTimeLiteralNode':
        if (node.stringLiteral) this.temporals.set(node.stringLiteral, node);
        break;
      case 'astStringLiteralNode':
      case 'stringLiteral':
        this.addText(node);
        break;
      case 'astIntLiteralNode':
      case 'astFloatLiteralNode':
        this.addNumber(node);
        break;
      case 'astParameterExprNode':
        this.addPlaceholder(node);
        break;
      case 'astSystemVariableExprNode':
        this.variables.add(namesOf(node.path).join('.'));
        break;
      default:
    }
  }

  /** @param {any} node */
  addPlaceholder(node) {
    const { text, start, end } = this.written(node);
    this.placeholders.push({ name: text, start, end });
  }

  /** No expression hides a path in backticks, or a table of the catalogue. @param {string} name */
  addExpression(name) {
    if (!/\.|^__/.test(name)) this.expressions.add(name.toLowerCase());
  }

  /** A table, subquery or function of FROM, and the name it goes by. @param {any} node @param {Scope | undefined} scope */
  addSource({ pathExpr, alias }, scope) {
    this.addTable(pathExpr, alias, scope);
    const name = alias?.identifier?.idString ?? namesOf(pathExpr).at(-1)?.split('.').at(-1);
    const place = rangeOf(alias)?.start ?? rangeOf(pathExpr)?.end;
    if (name !== undefined && place !== undefined) declareAlias(scope, name, place);
  }

  /** @param {any} path @param {any} alias @param {Scope | undefined} scope */
  addTable(path, alias, scope) {
    const range = rangeOf(path);
    if (range === undefined) return; // UNNEST(…)
    const { start, end } = range;
    this.paths.push([{ names: namesOf(path), start, end, aliased: alias !== undefined }, scope]);
  }

  result() {
    const tables = this.paths.filter(([{ names, start }, scope]) => {
      const isExpression =
        names.length === 1 && this.expressions.has((names[0] ?? '').toLowerCase());
      return !isExpression && !beginsWithAlias(scope, names, start);
    });
    return {
      tables: tables.map(([path]) => path),
      tableFunctions: [...this.tableFunctions],
      functions: [...this.functions],
      columns: [...this.columns],
      literals: this.literals,
      placeholders: this.placeholders,
      variables: [...this.variables],
    };
  }
}
